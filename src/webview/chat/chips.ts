import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { ItemKind } from "../../core/context/item.ts";
import type { ChipView } from "../../protocol/viewState.ts";
import { formatTokens } from "../../util/format.ts";
import { icon } from "../shared/icons.ts";
import type { ChatContext } from "./context.ts";

const ICONS: Readonly<Record<ItemKind, string>> = {
  selection: "list-selection",
  symbol: "symbol-method",
  file: "file-code",
  diagnostics: "warning",
  before: "arrow-up",
  after: "arrow-down",
  excerpt: "list-selection",
  neighbour: "references",
  change: "diff",
  terminal: "terminal",
  instructions: "book",
};

/** What goes along with the message; a removed chip stays, so that it can be put back. */
export function renderChips(chips: readonly ChipView[], context: ChatContext): TemplateResult | typeof nothing {
  if (chips.length === 0) return nothing;
  return html`<div class="chips" role="list" aria-label=${l10n.t("Context")}>
    ${chips.map((chip) => renderChip(chip, context))}
  </div>`;
}

function renderChip(chip: ChipView, context: ChatContext): TemplateResult {
  const tokens = formatTokens(chip.tokens, context.locale);
  const cut = chip.cutTo !== undefined && !chip.removed;
  const name = chipName(chip);
  const mark = chip.blocked !== undefined ? "shield" : cut ? "warning" : ICONS[chip.kind];
  return html`<span
    class="chip ${chip.removed || chip.blocked !== undefined ? "off" : ""}"
    role="listitem"
    title=${chip.blocked ?? (chip.tokens === 0 ? name : l10n.t("{name}, {tokens} tokens", { name, tokens }))}
  >
    ${icon(mark, "small")}<span class="cut">${name}</span
    ><span class="w num">${weight(chip, tokens, context.locale)}</span>${
      chip.blocked === undefined ? nothing : html`<span class="sr">${chip.blocked}</span>`
    }${chipButton(chip, name, tokens, context)}
  </span>`;
}

function weight(chip: ChipView, tokens: string, locale: string): string {
  if (chip.tokens === 0) return "";
  if (chip.cutTo === undefined || chip.removed) return tokens;
  return l10n.t("cut to {tokens}", { tokens: formatTokens(chip.cutTo, locale) });
}

function chipName(chip: ChipView): string {
  if (chip.range === undefined) return chip.name;
  const lines = { start: chip.range.start, end: chip.range.end };
  if (chip.kind === "selection") return lineText(lines);
  if (chip.kind === "excerpt") return l10n.t("{name}, {lines}", { name: chip.name, lines: lineText(lines) });
  return chip.name;
}

function lineText(lines: { readonly start: number; readonly end: number }): string {
  return lines.start === lines.end ? l10n.t("Line {start}", lines) : l10n.t("Lines {start}–{end}", lines);
}

function chipButton(chip: ChipView, name: string, tokens: string, context: ChatContext): TemplateResult {
  const label = chip.removed
    ? l10n.t("Put {name} back", { name })
    : chip.tokens === 0
      ? l10n.t("Remove {name}", { name })
      : l10n.t("Remove {name}, {tokens} tokens", { name, tokens });
  const toggle = (): void => context.actions.toggleChip(chip.id);
  return html`<button type="button" class="x" aria-label=${label} title=${label} @click=${toggle}>
    ${icon(chip.removed ? "add" : "close", "small")}
  </button>`;
}
