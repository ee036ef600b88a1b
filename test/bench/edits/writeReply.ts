import { type Draw, type TrueEdit, withEdits } from "./drawEdit.ts";

/** One hunk before it is written down: the quoted lines around an edit, and what they become. */
export interface DraftHunk {
  readonly search: readonly string[];
  readonly replace: readonly string[];
  /** 1-based line of the first quoted line. */
  readonly line: number;
}

export interface Draft {
  readonly file: string;
  /** All lines of the file as they are to be. */
  readonly whole: readonly string[];
  readonly hunks: readonly DraftHunk[];
}

export const REPLY_FORMATS = ["search-replace", "apply-patch", "unified-diff", "whole-file"] as const;
export type ReplyFormat = (typeof REPLY_FORMATS)[number];

/** Quotes enough around each edit that the quotation stands in the file once. */
export function draftOf(edit: TrueEdit, file: string): Draft {
  const { before, edits } = edit;
  const text = `\n${before.join("\n")}\n`;
  const hunks = edits.map(({ from, to, after }): DraftHunk => {
    for (let around = 2; ; around += 1) {
      const [first, last] = [Math.max(0, from - around), Math.min(before.length, to + around)];
      const search = before.slice(first, last);
      const isOnly = occurrences(text, `\n${search.join("\n")}\n`) === 1;
      const replace = [...before.slice(first, from), ...after, ...before.slice(to, last)];
      if (isOnly || search.length === before.length) return { search, replace, line: first + 1 };
    }
  });
  const whole = withEdits(
    edit,
    edits.map(() => true),
  );
  return { file, whole, hunks };
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

export function writeReply(format: ReplyFormat, draft: Draft): string {
  return `I changed what you asked for.\n\n${BODIES[format](draft)}\n\nTell me if you want it otherwise.\n`;
}

const BODIES: Readonly<Record<ReplyFormat, (draft: Draft) => string>> = {
  "search-replace": searchReplace,
  "apply-patch": applyPatch,
  "unified-diff": diff,
  "whole-file": ({ file, whole }) => [file, "````ts", ...whole, "````"].join("\n"),
};

function searchReplace({ file, hunks }: Draft): string {
  return hunks
    .map(({ search, replace }) =>
      [file, "```ts", "<<<<<<< SEARCH", ...search, "=======", ...replace, ">>>>>>> REPLACE", "```"].join("\n"),
    )
    .join("\n\n");
}

function applyPatch({ file, hunks }: Draft): string {
  return [
    "*** Begin Patch",
    `*** Update File: ${file}`,
    ...hunks.flatMap((hunk) => ["@@", ...signed(hunk)]),
    "*** End Patch",
  ].join("\n");
}

function diff({ file, hunks }: Draft): string {
  const body = hunks.flatMap((hunk) => {
    const [search, replace] = [hunk.search.length, hunk.replace.length];
    return [`@@ -${hunk.line},${search} +${hunk.line},${replace} @@`, ...signed(hunk)];
  });
  return ["```diff", `--- a/${file}`, `+++ b/${file}`, ...body, "```"].join("\n");
}

/** Lines with their signs: what both sides begin and end with is context. */
function signed({ search, replace }: DraftHunk): readonly string[] {
  let start = 0;
  while (start < search.length && start < replace.length && search[start] === replace[start]) start += 1;
  let end = 0;
  const most = Math.min(search.length, replace.length) - start;
  while (end < most && search.at(-1 - end) === replace.at(-1 - end)) end += 1;
  return [
    ...search.slice(0, start).map((line) => ` ${line}`),
    ...search.slice(start, search.length - end).map((line) => `-${line}`),
    ...replace.slice(start, replace.length - end).map((line) => `+${line}`),
    ...search.slice(search.length - end).map((line) => ` ${line}`),
  ];
}

export function drawFormat(draw: Draw): ReplyFormat {
  return REPLY_FORMATS[draw(REPLY_FORMATS.length)] ?? "search-replace";
}
