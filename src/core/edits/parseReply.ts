import { codeBlocks, outdentFences } from "./codeBlocks.ts";
import type { ParsedReply, ReplyOptions } from "./fileEdit.ts";
import { hasApplyPatch, parseApplyPatch } from "./formats/applyPatch.ts";
import { hasSearchReplace, parseSearchReplace } from "./formats/searchReplace.ts";
import { hasUnifiedDiff, parseUnifiedDiff } from "./formats/unifiedDiff.ts";
import { parseWholeFile } from "./formats/wholeFile.ts";

const SHIFTED_MARKS: readonly RegExp[] = [/^[ \t]+<{5,9} ?SEARCH[ \t\r]*$/m, /^[ \t]+>{5,9} ?REPLACE[ \t\r]*$/m];

/**
 * Reads the edits out of a reply, in whatever form the model wrote them: what it was asked for says little about what it
 * does. Undefined when it holds none of the marks of a format, so that all there is are code blocks.
 */
export function parseReply(answer: string, options: ReplyOptions = {}): ParsedReply | undefined {
  const reply = hasMarks(answer) ? answer : outdentFences(answer);
  if (hasApplyPatch(reply)) return parseApplyPatch(reply);
  if (hasSearchReplace(reply)) return parseSearchReplace(reply, options);
  if (hasUnifiedDiff(reply)) return parseUnifiedDiff(reply, options);
  // Taken for code they would be written into the file.
  if (SHIFTED_MARKS.every((mark) => mark.test(reply)))
    return { format: "search-replace", edits: [], faults: ["marks"] };
  if (options.asked !== "whole-file" && !hasNamedBlocks(reply, options)) return undefined;
  return codeBlocks(reply).length > 0 ? parseWholeFile(reply, options) : undefined;
}

function hasMarks(reply: string): boolean {
  return hasApplyPatch(reply) || hasSearchReplace(reply) || hasUnifiedDiff(reply);
}

/** True when a code block has another file's name beside it; the name of the file asked about says nothing new. */
function hasNamedBlocks(reply: string, { file, files }: ReplyOptions): boolean {
  return parseWholeFile(reply, files ? { files } : {}).edits.some((edit) => edit.file !== file);
}
