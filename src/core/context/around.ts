import { AssistError } from "../assist/errors.ts";
import type { ContextItem } from "./item.ts";
import { SecretVault } from "./secrets.ts";
import { cutToTokens, lastTokens } from "./tokens.ts";

/** What of the text around a cursor goes into a prompt at most; a completion is asked for a hundred times an hour. */
export const AROUND_TOKENS = { before: 1_500, after: 500 } as const;

/**
 * Characters on each side of a cursor that are to be collected: the budget, and beyond it the length of the longest
 * secret that redaction knows, so that none is cut in two before it is found.
 */
export const AROUND_REACH = { before: 26_500, after: 22_500 } as const;

/** The item within the budget of its kind; items that have none as they are. */
export function withinBudget(item: ContextItem): ContextItem {
  if (item.kind !== "before" && item.kind !== "after") return item;
  return cutAtCursor(item, AROUND_TOKENS[item.kind]) ?? item;
}

/**
 * Text before a cursor cut at its start, text after it at its end, to at most `tokens`; whole lines where a line fits.
 * Undefined for any other kind. The item itself when it fits.
 */
export function cutAtCursor(item: ContextItem, tokens: number): ContextItem | undefined {
  if (item.kind === "before") return cutTo(item, withoutHalf(lastTokens(item.text, tokens)));
  if (item.kind === "after") return cutTo(item, withoutHalf(cutToTokens(item.text, tokens)));
  return undefined;
}

function cutTo(item: ContextItem, text: string): ContextItem {
  if (text === item.text) return item;
  const { range, kind } = item;
  if (!range) return { ...item, text };
  const lines = text.split("\n").length - 1;
  const kept =
    kind === "before" ? { start: range.end - lines, end: range.end } : { start: range.start, end: range.start + lines };
  return { ...item, text, range: kept };
}

/** A cut may fall into a pair of surrogates; no server takes half a character. */
function withoutHalf(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
}

/** A secret lies across the cursor: neither half would be recognised alone, so nothing of it may be sent. */
export function splitsSecret(before: string, after: string): boolean {
  const vault = new SecretVault();
  const halves = vault.redact(before).text + vault.redact(after).text;
  return halves !== vault.redact(before + after).text;
}

/**
 * What a completion is about: the text after the cursor and, last and next to the request, the text before it. `line` is
 * the cursor's, 1-based. Throws `not-text`, and `ignored` where the cursor is inside a secret.
 */
export function itemsAround(
  { before, after }: { readonly before: string; readonly after: string },
  line: number,
  base: Pick<ContextItem, "path" | "language">,
): ContextItem[] {
  const file = base.path.split("/").at(-1) ?? base.path;
  if (before.includes("\0") || after.includes("\0")) throw new AssistError("not-text", { file });
  if (splitsSecret(before, after)) throw new AssistError("ignored", { file, reason: "a secret at the cursor" });
  const above = { start: line - lineBreaks(before), end: line };
  const below = { start: line, end: line + lineBreaks(after) };
  return [
    { ...base, kind: "after", name: "", range: below, text: after },
    { ...base, kind: "before", name: "", range: above, text: before },
  ];
}

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
