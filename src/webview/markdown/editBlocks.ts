import type MarkdownIt from "markdown-it";

/** Edits that a model writes without a fence around them; as prose their markers would be headings and quotes. */
const EDITS: readonly { readonly start: RegExp; readonly end: RegExp }[] = [
  { start: /^<{5,9} SEARCH\s*$/, end: /^>{5,9} REPLACE\s*$/ },
  { start: /^\*\*\* Begin Patch\s*$/, end: /^\*\*\* End Patch\s*$/ },
];

type Markdown = InstanceType<typeof MarkdownIt>;
type BlockRule = Parameters<Markdown["block"]["ruler"]["before"]>[2];

const rule: BlockRule = (state, first, last, silent) => {
  const lineAt = (line: number): string => state.src.slice(state.bMarks[line], state.eMarks[line]);
  const edit = EDITS.find(({ start }) => start.test(lineAt(first)));
  if (!edit) return false;
  if (silent) return true;
  let line = first + 1;
  while (line < last && !edit.end.test(lineAt(line))) line += 1;
  const end = Math.min(line + 1, last);
  const token = state.push("edit_block", "code", 0);
  token.map = [first, end];
  token.content = state.getLines(first, end, 0, true);
  // An edit that has no end yet may be half of it.
  token.meta = { cut: line >= last };
  state.line = end;
  return true;
};

/** Makes code blocks of edits that stand in an answer without a fence, markers and all, so that they can be applied. */
export function useEditBlocks(markdown: Markdown): void {
  markdown.block.ruler.before("fence", "edit_block", rule, { alt: ["paragraph", "reference", "blockquote", "list"] });
}
