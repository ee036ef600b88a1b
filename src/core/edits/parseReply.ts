import { codeBlocks } from "./codeBlocks.ts";
import type { ParsedReply, ReplyOptions } from "./fileEdit.ts";
import { hasApplyPatch, parseApplyPatch } from "./formats/applyPatch.ts";
import { hasSearchReplace, parseSearchReplace } from "./formats/searchReplace.ts";
import { hasUnifiedDiff, parseUnifiedDiff } from "./formats/unifiedDiff.ts";
import { parseWholeFile } from "./formats/wholeFile.ts";

/**
 * Reads the edits out of a reply, in whatever form the model wrote them: what it was asked for says little about what it
 * does. Undefined when it holds none of the marks of a format, so that all there is are code blocks.
 */
export function parseReply(reply: string, options: ReplyOptions = {}): ParsedReply | undefined {
  if (hasApplyPatch(reply)) return parseApplyPatch(reply);
  if (hasSearchReplace(reply)) return parseSearchReplace(reply, options);
  if (hasUnifiedDiff(reply)) return parseUnifiedDiff(reply, options);
  if (!hasNamedBlocks(reply)) return undefined;
  const files = parseWholeFile(reply, options);
  return files.edits.some(({ file }) => file !== options.file) ? files : undefined;
}

/** True when a code block has a file's name beside it. */
function hasNamedBlocks(reply: string): boolean {
  return codeBlocks(reply).length > 0 && parseWholeFile(reply).edits.length > 0;
}
