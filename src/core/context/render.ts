import type { ContextItem } from "./item.ts";

const HEADINGS: Readonly<Record<ContextItem["kind"], string>> = {
  selection: "Selected code",
  symbol: "Enclosing symbol",
  file: "File",
  diagnostics: "Problems",
};

/**
 * One item as prompt text: a heading with its origin, then its text in a fence longer than any inside it, so that
 * content cannot step out of its block. Names are quoted as JSON: a file name is untrusted too.
 */
export function renderItem(item: ContextItem): string {
  const lines = item.range ? `, lines ${item.range.start}-${item.range.end}` : "";
  const name = item.name === "" ? "" : ` ${JSON.stringify(item.name)}`;
  const fence = fenceFor(item.text);
  const end = item.text.endsWith("\n") ? "" : "\n";
  return `### ${HEADINGS[item.kind]}${name}: ${JSON.stringify(item.path)}${lines}\n${fence}${item.language}\n${item.text}${end}${fence}`;
}

function fenceFor(text: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce((length, run) => Math.max(length, run.length), 2);
  return "`".repeat(longest + 1);
}
