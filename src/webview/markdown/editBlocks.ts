import type MarkdownIt from "markdown-it";
import { MARKS } from "./editLines.ts";

/** Edits that a model writes without a fence around them; as prose their markers would be headings and quotes. */
const EDITS: readonly { readonly start: RegExp; readonly end: RegExp }[] = [
  { start: MARKS.search, end: MARKS.replace },
  { start: MARKS.patch, end: MARKS.patchEnd },
];

/** What a token of an edit says besides its text. */
export interface EditMeta {
  /** It has no end: it may be half of one. */
  readonly cut: boolean;
  readonly file?: string;
}

type Markdown = InstanceType<typeof MarkdownIt>;
type BlockRule = Parameters<Markdown["block"]["ruler"]["before"]>[2];

const rule: BlockRule = (state, first, last, silent) => {
  const lineAt = (line: number): string => state.src.slice(state.bMarks[line], state.eMarks[line]);
  // The name of the file stands alone above the marks.
  const above = first + 1 < last && MARKS.search.test(lineAt(first + 1)) ? fileIn(lineAt(first)) : undefined;
  const start = above === undefined ? first : first + 1;
  const edit = EDITS.find(({ start: mark }) => mark.test(lineAt(start)));
  if (!edit) return false;
  if (silent) return true;
  let line = start + 1;
  while (line < last && !edit.end.test(lineAt(line))) line += 1;
  const end = Math.min(line + 1, last);
  const token = state.push("edit_block", "code", 0);
  token.map = [first, end];
  token.content = state.getLines(first, end, 0, true);
  const file = above ?? MARKS.patchFile.exec(lineAt(start + 1))?.[1];
  token.meta = { cut: line >= last, ...(file === undefined ? {} : { file }) } satisfies EditMeta;
  state.line = end;
  return true;
};

const LONGEST_PATH = 300;

/** The path that a line consists of, whatever marks of Markdown are around it. */
function fileIn(line: string): string | undefined {
  if (line.length > LONGEST_PATH) return undefined;
  return /^[\s`*_#]*([^\s`*]*[./][^\s`*:]*[^\s`*:.])[\s`*_:]*$/.exec(line)?.[1];
}

/** Makes code blocks of edits that stand in an answer without a fence, so that they can be read and applied. */
export function useEditBlocks(markdown: Markdown): void {
  markdown.block.ruler.before("fence", "edit_block", rule, { alt: ["paragraph", "reference", "blockquote", "list"] });
}
