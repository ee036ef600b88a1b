/** A fenced block of an answer. */
export interface CodeBlock {
  /** First word after the fence, lower case; "" where there is none. */
  readonly language: string;
  readonly code: string;
  /** False when the answer ended inside the block. */
  readonly closed: boolean;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;

/** The fenced code blocks of Markdown text, in order; a fence closes with the same sign at the same length or longer. */
export function codeBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  const push = (closed: boolean): void => {
    if (open) blocks.push({ language: open.language, code: open.lines.join("\n"), closed });
    open = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    if (open) {
      if (closes(line, open.fence)) push(true);
      else open.lines.push(line);
      continue;
    }
    const match = FENCE.exec(line);
    if (match?.[1]) open = { fence: match[1], language: (match[2] ?? "").toLowerCase(), lines: [] };
  }
  push(false);
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const run = /^ {0,3}(`+|~+)[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run[0] === fence[0] && run.length >= fence.length;
}
