/** A fenced block of an answer. */
export interface CodeBlock {
  /** First word after the fence, lower case; "" where there is none. */
  readonly language: string;
  readonly code: string;
  /** False when the answer ended inside the block. */
  readonly closed: boolean;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;

/**
 * The fenced code blocks of Markdown text, in order; a fence closes with the same sign at the same length or longer. In a
 * list they stand further in, and so does the code.
 */
export function codeBlocks(text: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  const push = (closed: boolean): void => {
    if (open) blocks.push({ language: open.language, code: open.lines.join("\n"), closed });
    open = undefined;
  };
  for (const line of outdentFences(text).split(/\r?\n/)) {
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

const ANY_FENCE = /^([ \t]*)(`{3,}|~{3,})[^`]*$/;

/** A text with its fences at the margin, and what is in them as much further out; only those that end as they begin. */
export function outdentFences(text: string): string {
  const lines = text.split("\n");
  const unclosed = new Set<string>();
  for (let at = 0; at < lines.length; at += 1) {
    const [, indent = "", fence = ""] = ANY_FENCE.exec(lines[at] ?? "") ?? [];
    if (fence === "" || unclosed.has(indent + fence)) continue;
    const end = lines.findIndex((line, index) => index > at && line.trimEnd() === indent + fence);
    if (end === -1) unclosed.add(indent + fence);
    else {
      for (let inner = at; inner <= end; inner += 1) lines[inner] = outdented(lines[inner] ?? "", indent.length);
      at = end;
    }
  }
  return lines.join("\n");
}

function outdented(line: string, by: number): string {
  return line.slice(Math.min(by, line.length - line.trimStart().length));
}
