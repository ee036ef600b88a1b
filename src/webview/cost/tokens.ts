import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { PeriodView } from "../../protocol/costState.ts";
import { formatTokens } from "../../util/format.ts";
import type { CostWords } from "../../util/costText.ts";

/** `1.2M in, 40% cached · 310k out, 120k reasoning`; undefined where no tokens were counted. */
export function tokensText({ tokens }: Pick<PeriodView, "tokens">, { locale }: CostWords): string | undefined {
  const input = tokens.input + tokens.cacheRead + tokens.cacheWrite;
  if (input + tokens.output === 0) return undefined;
  const text = (count: number): string => formatTokens(count, locale);
  const read =
    tokens.cacheRead === 0
      ? l10n.t("{tokens} tokens in", { tokens: text(input) })
      : l10n.t("{tokens} tokens in, {cached} of them cached", { tokens: text(input), cached: text(tokens.cacheRead) });
  const written =
    tokens.reasoning === 0
      ? l10n.t("{tokens} out", { tokens: text(tokens.output) })
      : l10n.t("{tokens} out, {reasoning} of them reasoning", {
          tokens: text(tokens.output),
          reasoning: text(tokens.reasoning),
        });
  return `${read} · ${written}`;
}

export function renderTokens(view: PeriodView, words: CostWords): TemplateResult | typeof nothing {
  const text = tokensText(view, words);
  return text === undefined ? nothing : html`<p class="small muted num">${text}</p>`;
}
