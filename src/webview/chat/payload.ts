import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { PayloadContentView, PayloadMessageView, PayloadView, WeightView } from "../../protocol/payloadView.ts";
import { costText, type CostWords } from "../../util/costText.ts";
import { formatTokens } from "../../util/format.ts";
import { icon, iconButton } from "../shared/icons.ts";
import { widthStyle } from "../shared/style.ts";
import type { ChatContext } from "./context.ts";

/** Key of the request's body among what the user unfolded. */
const BODY = "payload body";

/** What goes to a model, before or after: who gets it, what each part weighs, and all of it to the character. */
export function renderPayload(payload: PayloadView, context: ChatContext): TemplateResult {
  const { content } = payload;
  const title = payload.when === "next" ? l10n.t("What Will Be Sent") : l10n.t("What Was Sent");
  return html`<section class="screen" aria-labelledby="payload-title">
    <header class="row">
      <h2 id="payload-title" class="strong grow" tabindex="-1">${title}</h2>
      ${iconButton({ icon: "close", label: l10n.t("Close"), onClick: () => context.payload.close() })}
    </header>
    <div class="payload">
      ${content === undefined ? html`<p class="muted">${payload.nothing ?? ""}</p>` : renderContent(content, context)}
    </div>
    ${content === undefined ? nothing : renderActions(payload, content, context)}
  </section>`;
}

function renderContent(content: PayloadContentView, context: ChatContext): TemplateResult {
  return html`<p class="muted">${content.receiver}</p>
    ${content.keeping === undefined ? nothing : html`<p class="muted">${content.keeping}</p>`}
    ${renderWeights(content, context)} ${renderPrice(content, context.words)}
    ${content.gate.map((line) => html`<p class="gate">${icon("shield", "small")}<span>${line}</span></p>`)}
    ${content.messages.map((message) => renderMessage(message, content.placeholders, context))}
    ${content.body === undefined ? nothing : renderBody(content.body, content.placeholders, context)}`;
}

function renderWeights({ weights, tokens }: PayloadContentView, { locale }: ChatContext): TemplateResult {
  const most = Math.max(1, ...weights.map((weight) => weight.tokens));
  return html`<table class="weight">
    <caption class="sr">
      ${l10n.t("Tokens by part")}
    </caption>
    <thead class="sr">
      <tr>
        <th scope="col">${l10n.t("Part")}</th>
        <th scope="col">${l10n.t("Tokens")}</th>
      </tr>
    </thead>
    <tbody>
      ${weights.map((weight) => renderWeight(weight, most, locale))}
    </tbody>
    <tfoot>
      <tr class="strong">
        <td>${l10n.t("Total")}</td>
        <td></td>
        <td class="n">${formatTokens(tokens, locale)}</td>
      </tr>
    </tfoot>
  </table>`;
}

function renderWeight({ name, tokens, cutFrom }: WeightView, most: number, locale: string): TemplateResult {
  const size = formatTokens(tokens, locale);
  const text =
    cutFrom === undefined ? size : l10n.t("{tokens} of {all}", { tokens: size, all: formatTokens(cutFrom, locale) });
  return html`<tr>
    <td class="part"><span class="cut" title=${name}>${name}</span></td>
    <td class="track" aria-hidden="true">
      <i><b .style=${widthStyle(tokens / most)}></b></i>
    </td>
    <td class="n">${text}</td>
  </tr>`;
}

/** Only before sending; afterwards the receipt has the price. */
function renderPrice({ expected, worst }: PayloadContentView, words: CostWords): TemplateResult | typeof nothing {
  if (expected === undefined || worst === undefined) return nothing;
  const priced = expected.kind === "priced" || expected.kind === "simulated";
  const names = {
    expected: costText(expected, words, { estimate: true }),
    worst: costText(worst, words, { bare: true }),
  };
  const isBound = worst.kind === "priced" || worst.kind === "simulated";
  return html`<p>
    ${priced && isBound ? l10n.t("Expected {expected}, at most {worst} with every try.", names) : names.expected}
  </p>`;
}

function renderMessage(
  { name, text }: PayloadMessageView,
  placeholders: readonly string[],
  context: ChatContext,
): TemplateResult {
  return html`<div class="code" role="group" aria-label=${name}>
    <header>
      <span class="cut grow">${name}</span>
      ${iconButton({ icon: "copy", label: l10n.t("Copy"), onClick: () => context.payload.copy(text) })}
    </header>
    <pre tabindex="0">${marked(text, placeholders)}</pre>
  </div>`;
}

function renderBody(body: string, placeholders: readonly string[], context: ChatContext): TemplateResult {
  const open = context.unfolded.has(BODY);
  return html`<div>
    <button type="button" class="flat" aria-expanded=${open} @click=${() => context.actions.toggle(BODY)}>
      ${icon(open ? "chevron-down" : "chevron-right", "small")}<span>${l10n.t("Request Body, to the Character")}</span>
    </button>
    ${
      open
        ? html`<div class="code" role="group" aria-label=${l10n.t("Request body")}>
            <pre class="wrapped" tabindex="0" data-body>${marked(body, placeholders)}</pre>
          </div>`
        : nothing
    }
  </div>`;
}

/** The text as it is; what stands where a secret was has a dashed frame. */
export function marked(text: string, placeholders: readonly string[]): readonly (string | TemplateResult)[] {
  const known = new Set(placeholders);
  return pieces(text, placeholders).map((piece) =>
    known.has(piece) ? html`<b class="redacted" title=${l10n.t("A secret was here")}>${piece}</b>` : piece,
  );
}

/** The text cut before and after each of `marks`, in order; joined it is the text again. */
export function pieces(text: string, marks: readonly string[]): readonly string[] {
  const found: string[] = [];
  let from = 0;
  while (from < text.length) {
    const next = nearest(text, marks, from);
    if (next === undefined) break;
    if (next.at > from) found.push(text.slice(from, next.at));
    found.push(next.mark);
    from = next.at + next.mark.length;
  }
  return from < text.length ? [...found, text.slice(from)] : found;
}

function nearest(
  text: string,
  marks: readonly string[],
  from: number,
): { readonly at: number; readonly mark: string } | undefined {
  let best: { readonly at: number; readonly mark: string } | undefined;
  for (const mark of marks) {
    const at = mark === "" ? -1 : text.indexOf(mark, from);
    if (at >= 0 && (best === undefined || at < best.at)) best = { at, mark };
  }
  return best;
}

function renderActions({ when }: PayloadView, content: PayloadContentView, context: ChatContext): TemplateResult {
  const { payload } = context;
  const all = content.body ?? content.messages.map(({ name, text }) => `${name}\n\n${text}`).join("\n\n");
  const copy = html`<button type="button" class="btn" @click=${() => payload.copy(all)}>
    ${l10n.t("Copy Payload")}
  </button>`;
  if (when === "sent") return html`<div class="row wrap do">${copy}</div>`;
  return html`<div class="row wrap do">
    <button type="button" class="btn primary" @click=${() => payload.send()}>${l10n.t("Send")}</button>
    ${copy}
    <button type="button" class="btn" @click=${() => payload.removeContext()}>${l10n.t("Remove Context")}</button>
  </div>`;
}
