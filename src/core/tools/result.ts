import { fenceFor } from "../context/render.ts";
import type { KeptOut } from "../context/privacy.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { Finding, FoundPart } from "./reader.ts";

/** What a model is answered, before redaction. */
export interface ToolAnswer {
  readonly text: string;
  /** Rules that kept something out. */
  readonly keptOut: readonly KeptOut[];
  /** By which rule a part of it may go to models on this computer only. */
  readonly localOnly?: KeptOut;
  /** Nothing was left of what was found. */
  readonly empty: boolean;
  /** Places that went in. */
  readonly uris: readonly string[];
  /** Files that the text quotes; not sent. */
  readonly unsent: readonly string[];
}

/** All that a model learns of what a rule keeps out. */
const KEPT_OUT = "Kept out by rule.";
/** The smallest rest of a part that tells a model something; in tokens. */
const LEAST_TOKENS = 40;

/**
 * A finding as text for a model: parts that the rules let through, each in a fence that it cannot close, cut to
 * `maxTokens`. What is for this computer only goes to a model on it, and to no other. Throws for a part that its gate
 * cannot judge.
 */
export function answerOf(finding: Finding, to: { readonly local: boolean; readonly maxTokens: number }): ToolAnswer {
  const keptOut: KeptOut[] = [];
  let localOnly: KeptOut | undefined;
  const parts = finding.parts.filter(({ path }) => {
    const staysHere = finding.gate.localOnly?.(path);
    const out = finding.gate.check(path) ?? (to.local ? undefined : staysHere);
    if (out) keptOut.push(out);
    else localOnly ??= staysHere;
    return !out;
  });
  const { shown, cut } = fitted(parts, to.maxTokens);
  const said = [
    ...shown.map(renderPart),
    ...(cut ? ["Cut: there is more than goes in here. Ask for less."] : []),
    ...(keptOut.length > 0 && !finding.quiet ? [KEPT_OUT] : []),
    ...(finding.note === undefined ? [] : [finding.note]),
  ];
  return {
    text: said.length === 0 ? "Nothing was found." : said.join("\n\n"),
    keptOut,
    ...(localOnly ? { localOnly } : {}),
    empty: shown.length === 0,
    uris: shown.flatMap(({ uri }) => uri ?? []),
    unsent: [...new Set(shown.flatMap(({ whole }) => whole ?? []))],
  };
}

function renderPart({ path, range, language, text }: FoundPart): string {
  const lines = range ? `, lines ${range.start}-${range.end}` : "";
  const fence = fenceFor(text);
  return `### Found: ${JSON.stringify(path)}${lines}\n${fence}${language.replace(/[^\w+#.-]/g, "")}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** Whole parts in their order, then as many lines of the next as go in. */
function fitted(parts: readonly FoundPart[], maxTokens: number): { shown: FoundPart[]; cut: boolean } {
  const shown: FoundPart[] = [];
  let left = maxTokens;
  for (const part of parts) {
    const size = estimateTokens(renderPart(part));
    if (size <= left) {
      shown.push(part);
      left -= size;
      continue;
    }
    const head = left >= LEAST_TOKENS ? firstLines(part, left) : undefined;
    return { shown: head ? [...shown, head] : shown, cut: true };
  }
  return { shown, cut: false };
}

function firstLines(part: FoundPart, maxTokens: number): FoundPart | undefined {
  const lines = part.text.split("\n");
  let left = maxTokens - estimateTokens(renderPart({ ...part, text: "" }));
  let count = 0;
  for (const line of lines) {
    left -= estimateTokens(`${line}\n`);
    if (left < 0) break;
    count += 1;
  }
  if (count === 0) return undefined;
  const { start } = part.range ?? {};
  const text = lines.slice(0, count).join("\n");
  return { ...part, text, ...(start === undefined ? {} : { range: { start, end: start + count - 1 } }) };
}
