import { commonIndent } from "./indent.ts";
import { lineEndOf, withLineEnd } from "./change.ts";

/**
 * The reply for a region, fitted to it: the file's line ends, no line end more or less than the region has around its
 * text, and the region's indentation where the model dropped it. `lineEnd` is the file's, for a region of one line.
 */
export function fitRegion(region: string, reply: string, lineEnd = lineEndOf(region)): string {
  const trimmed = reply.replace(/^(?:[ \t]*\r?\n)+/, "").replace(/\s+$/, "");
  const indented = reindent(trimmed.split(/\r\n|\r|\n/), commonIndent(region.split(/\r\n|\r|\n/)));
  const leading = /^(?:[ \t]*(?:\r\n|\r|\n))+(?=.*\S)/.exec(region)?.[0] ?? "";
  const trailing = /(?:\r\n|\r|\n)*$/.exec(region)?.[0] ?? "";
  return leading + withLineEnd(indented.join("\n"), lineEnd) + trailing;
}

/** Adds what is missing to the region's indent; a reply that is indented at least as far stays as it is. */
function reindent(lines: readonly string[], indent: string): readonly string[] {
  const own = commonIndent(lines);
  if (!indent.startsWith(own) || indent === own) return lines;
  const missing = indent.slice(own.length);
  return lines.map((line) => (line.trim() === "" ? line : missing + line));
}
