import type { ContextItem } from "./item.ts";

const HEADINGS: Readonly<Record<ContextItem["kind"], string>> = {
  selection: "Selected code",
  symbol: "Enclosing symbol",
  file: "File",
  diagnostics: "Problems",
  before: "Code before the cursor",
  after: "Code after the cursor",
  excerpt: "Added code",
  terminal: "Terminal output",
  neighbour: "Related code",
  change: "Changes",
  instructions: "Project instructions",
};

/**
 * One item as prompt text: a heading with its origin, then its text in a fence longer than any inside it, so that
 * content cannot step out of its block. Names are quoted as JSON: a file name is untrusted too, and so is a language id.
 *
 * A completion has two items, "Code after the cursor" and then, next to the request, "Code before the cursor", both with
 * the lines they span; the line of the cursor is in both. Their text stands between the fences to the character: the
 * line break before the closing fence is never part of it, so that a cursor at the start of a line can be told from one
 * at the end of the line above.
 */
export function renderItem(item: ContextItem): string {
  const lines = item.range ? `, lines ${item.range.start}-${item.range.end}` : "";
  const name = item.name === "" ? "" : ` ${JSON.stringify(item.name)}`;
  const fence = fenceFor(item.text);
  const language = item.language.replace(/[^\w+#.-]/g, "");
  const end = item.text.endsWith("\n") && !isAroundCursor(item) ? "" : "\n";
  return `### ${HEADINGS[item.kind]}${name}: ${JSON.stringify(item.path)}${lines}\n${fence}${language}\n${item.text}${end}${fence}`;
}

function isAroundCursor({ kind }: ContextItem): boolean {
  return kind === "before" || kind === "after";
}

/** A fence longer than any inside the text. */
export function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  return "`".repeat(longest + 1);
}
