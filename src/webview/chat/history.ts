import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { HistoryItemView } from "../../protocol/viewState.ts";
import { sumText, type CostWords } from "../../util/costText.ts";
import { icon, iconButton } from "../shared/icons.ts";
import { rovingTarget } from "../shared/roving.ts";
import type { ChatContext } from "./context.ts";
import { byDay, shownItems, type Day, type DayGroup, type HistoryModel } from "./historyModel.ts";

/** Earlier chats by day. A deleted one keeps its place for a while, with a way back. */
export function renderHistory(history: HistoryModel, context: ChatContext): TemplateResult {
  const items = shownItems(history);
  const groups = byDay(items, context.now);
  const inOrder = groups.flatMap((group) => group.items);
  const current = inOrder.some(({ id }) => id === history.current) ? history.current : inOrder[0]?.id;
  return html`<section class="screen" aria-labelledby="history-title">
    <header class="row">
      <h2 id="history-title" class="strong grow" tabindex="-1">${l10n.t("History")}</h2>
      ${iconButton({ icon: "close", label: l10n.t("Close History"), onClick: () => context.history.close() })}
    </header>
    ${searchField(history.query, context)}
    <div class="days" @keydown=${onListKey}>
      ${
        items.length === 0
          ? nothingFound(history)
          : repeat(
              groups,
              ({ day }) => day,
              (group) => renderDay(group, current, context),
            )
      }
    </div>
  </section>`;
}

function searchField(query: string, context: ChatContext): TemplateResult {
  const onInput = (event: Event): void => context.history.search((event.target as HTMLInputElement).value);
  return html`<div class="box row find">
    ${icon("search", "small")}<input
      type="search"
      class="grow"
      aria-label=${l10n.t("Search chats")}
      placeholder=${l10n.t("Search chats")}
      .value=${query}
      @input=${onInput}
      @keydown=${onSearchKey}
    />
  </div>`;
}

function nothingFound({ query }: HistoryModel): TemplateResult {
  const text =
    query.trim() === "" ? l10n.t("No earlier chats.") : l10n.t("No chat matches “{query}”.", { query: query.trim() });
  return html`<p class="muted none">${text}</p>`;
}

function renderDay({ day, items }: DayGroup, current: string | undefined, context: ChatContext): TemplateResult {
  return html`<h3 class="label" id="history-${day}">${dayName(day)}</h3>
    <ul class="list" aria-labelledby="history-${day}">
      ${repeat(
        items,
        ({ id }) => id,
        (item) => renderRow(item, item.id === current, context),
      )}
    </ul>`;
}

function dayName(day: Day): string {
  const names: Readonly<Record<Day, string>> = {
    today: l10n.t("Today"),
    yesterday: l10n.t("Yesterday"),
    earlier: l10n.t("Earlier"),
  };
  return names[day];
}

function renderRow(item: HistoryItemView, current: boolean, context: ChatContext): TemplateResult {
  const { history } = context;
  const tab = current ? "0" : "-1";
  return html`<li
    class=${item.open && !item.deleted ? "sel" : ""}
    data-chat=${item.id}
    @focusin=${() => history.visit(item.id)}
  >
    ${item.deleted ? deletedRow(item, tab, context) : [openButton(item, tab, context), deleteButton(item, tab, context)]}
  </li>`;
}

function openButton(item: HistoryItemView, tab: string, context: ChatContext): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Delete") context.history.delete(item.id);
  };
  return html`<button
    type="button"
    class="chat-row"
    aria-current=${item.open ? "true" : nothing}
    aria-keyshortcuts="Delete"
    tabindex=${tab}
    @click=${() => context.history.open(item.id)}
    @keydown=${onKey}
  >
    <span class="cut" title=${titleOf(item)}>${titleOf(item)}</span>
    <span class="num">${costOf(item, context.words)}</span>
    ${renderDetails(item)}
  </button>`;
}

function deleteButton(item: HistoryItemView, tab: string, context: ChatContext): TemplateResult {
  const label = l10n.t("Delete {title}", { title: titleOf(item) });
  return html`<button
    type="button"
    class="icon remove"
    aria-label=${label}
    title=${l10n.t("Delete")}
    tabindex=${tab}
    @click=${() => context.history.delete(item.id)}
  >
    ${icon("trash")}
  </button>`;
}

function deletedRow(item: HistoryItemView, tab: string, context: ChatContext): TemplateResult {
  return html`<p class="gone muted">
    <span>${l10n.t("Deleted.")}</span>
    <button
      type="button"
      class="link undo"
      aria-label=${l10n.t("Undo, {title}", { title: titleOf(item) })}
      tabindex=${tab}
      @click=${() => context.history.restore(item.id)}
    >
      ${l10n.t("Undo")}
    </button>
  </p>`;
}

export function titleOf({ title }: HistoryItemView): string {
  return title === "" ? l10n.t("Chat without a question") : title;
}

/** Where nothing was sent there is no amount, not even a zero. */
function costOf({ cost }: HistoryItemView, words: CostWords): string {
  const counted = cost.priced + cost.simulated + cost.free + cost.included + cost.unknown;
  return counted === 0 ? "" : sumText(cost, words);
}

/** `6 answers · 1 shift-up` */
export function countsOf({ answers, shiftUps }: HistoryItemView): string {
  const answered = answers === 1 ? l10n.t("1 answer") : l10n.t("{count} answers", { count: answers });
  if (shiftUps === 0) return answered;
  const shifted = shiftUps === 1 ? l10n.t("1 shift-up") : l10n.t("{count} shift-ups", { count: shiftUps });
  return l10n.t("{answers} · {shiftUps}", { answers: answered, shiftUps: shifted });
}

/** Of files and counts, the names of the files give way. */
function renderDetails(item: HistoryItemView): TemplateResult {
  const files = item.files.join(", ");
  return html`<span class="details small muted"
    >${files === "" ? nothing : html`<span class="cut" title=${files}>${files}</span><span>·</span>`}<span class="num"
      >${countsOf(item)}</span
    ></span
  >`;
}

const ROW = ".chat-row, .undo";

/** Up and Down walk the rows, whichever button of a row has the focus. */
function onListKey(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  const rows = [...list.querySelectorAll<HTMLElement>(ROW)];
  const current = rows.findIndex((row) => row.closest("li")?.contains(document.activeElement) === true);
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const target = sideways ? undefined : rovingTarget(event.key, Math.max(0, current), rows.length);
  if (target === undefined) return;
  event.preventDefault();
  rows[target]?.focus();
}

/** Down goes from the field into the list. */
function onSearchKey(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" || event.isComposing) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).closest(".screen")?.querySelector<HTMLElement>(ROW)?.focus();
}
