import { diffArrays } from "diff";

/** What a line of an edit is to its file; a mark only frames other lines, and `plain` lines belong to no edit. */
export type EditLineKind = "plain" | "mark" | "file" | "gap" | "same" | "removed" | "added";

export interface EditLine {
  readonly kind: EditLineKind;
  /** Without the sign that a patch has before it. */
  readonly text: string;
}

/** Lines that frame edits. */
export const MARKS = {
  search: /^(?:<{5,9} ?SEARCH>?|-{5,} SEARCH>?)\s*$/,
  divider: /^={5,}\s*$/,
  replace: /^(?:>{5,9} ?REPLACE|\+{5,} REPLACE>?)\s*$/,
  patch: /^\*\*\* Begin Patch\s*$/,
  patchEnd: /^\*\*\* End Patch\s*$/,
  patchFile: /^\*\*\* (?:Update File|Add File|Delete File|Move to): (.+?)\s*$/,
} as const;

const LINE_HINT = /^:(?:start|end)_line:|^-{5,}\s*$/;
/** How such lines begin. */
const BEGINNINGS: readonly string[] = [
  ...[
    "<<<<<<< SEARCH",
    "=======",
    ">>>>>>> REPLACE",
    "------- SEARCH",
    "+++++++ REPLACE",
    ":start_line:",
    ":end_line:",
  ],
  ...["*** Begin Patch", "*** End Patch", "*** Update File: ", "*** Add File: ", "*** Delete File: ", "*** Move to: "],
];

/** A line that is still being written may become a mark; it is not shown until that is known. */
export function mayBecomeMark(partial: string): boolean {
  return partial !== "" && BEGINNINGS.some((mark) => mark.startsWith(partial));
}

/** Reads the two ways in which models write edits down, line by line as they arrive: search and replace, and patches. */
export class EditReader {
  #part: "outside" | "search" | "replace" | "patch" = "outside";
  #blocks = 0;
  #atStart = false;

  read(line: string): EditLine {
    switch (this.#part) {
      case "outside":
        return this.#begin(line);
      case "search":
        return this.#search(line);
      case "replace":
        return MARKS.replace.test(line) ? this.#mark("outside") : { kind: "added", text: line };
      case "patch":
        return this.#patch(line);
    }
  }

  /** The line that is being written, as far as it can be told; undefined while it may become a mark. */
  peek(partial: string): EditLine | undefined {
    if (mayBecomeMark(partial)) return undefined;
    if (this.#part === "search") return { kind: "removed", text: partial };
    if (this.#part === "replace") return { kind: "added", text: partial };
    return this.#part === "patch" ? signed(partial) : { kind: "plain", text: partial };
  }

  #begin(line: string): EditLine {
    if (MARKS.patch.test(line)) return this.#mark("patch");
    if (!MARKS.search.test(line)) return { kind: "plain", text: line };
    this.#blocks += 1;
    this.#atStart = true;
    const mark = this.#mark("search");
    return this.#blocks > 1 ? { kind: "gap", text: "" } : mark;
  }

  #search(line: string): EditLine {
    if (MARKS.divider.test(line)) return this.#mark("replace");
    if (this.#atStart && LINE_HINT.test(line)) return this.#mark("search");
    this.#atStart = false;
    return { kind: "removed", text: line };
  }

  #patch(line: string): EditLine {
    if (MARKS.patchEnd.test(line)) return this.#mark("outside");
    const file = MARKS.patchFile.exec(line)?.[1];
    return file === undefined ? signed(line) : { kind: "file", text: file };
  }

  #mark(next: "outside" | "search" | "replace" | "patch"): EditLine {
    this.#part = next;
    return { kind: "mark", text: "" };
  }
}

/** A line of a patch by its sign. */
function signed(line: string): EditLine {
  const text = line.slice(1);
  if (line.startsWith("@@")) return { kind: "gap", text: line.slice(2).trim() };
  if (line.startsWith("+")) return { kind: "added", text };
  if (line.startsWith("-")) return { kind: "removed", text };
  return { kind: "same", text: line.startsWith(" ") ? text : line };
}

/** The lines of a code block that holds edits, without their marks; undefined for any other code. */
export function editLines(code: string): readonly EditLine[] | undefined {
  const reader = new EditReader();
  const lines = code
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => reader.read(line));
  if (!lines.some(({ kind }) => kind === "mark")) return undefined;
  return withContext(lines).filter(({ kind }) => kind !== "mark");
}

/** Lines that an edit quotes only to give them back are context. A change that is still being written stays as it is. */
function withContext(lines: readonly EditLine[]): readonly EditLine[] {
  const shown: EditLine[] = [];
  for (let at = 0; at < lines.length;) {
    const removed = run(lines, at, "removed");
    const divider = removed.length > 0 && lines[at + removed.length]?.kind === "mark" ? 1 : 0;
    const added = run(lines, at + removed.length + divider, "added");
    const end = at + removed.length + divider + added.length;
    const isOver = end < lines.length;
    if (end > at) shown.push(...(isOver ? difference(removed, added) : [...removed, ...added]));
    else shown.push(...lines.slice(at, at + 1));
    at = Math.max(end, at + 1);
  }
  return shown;
}

function run(lines: readonly EditLine[], from: number, kind: EditLineKind): readonly EditLine[] {
  const end = lines.findIndex((line, index) => index >= from && line.kind !== kind);
  return lines.slice(from, end === -1 ? lines.length : end);
}

/** More changes than this are shown as one; finding them would hold the page up. */
const MOST_CHANGES = 400;

function difference(removed: readonly EditLine[], added: readonly EditLine[]): readonly EditLine[] {
  const texts = (lines: readonly EditLine[]): string[] => lines.map(({ text }) => text);
  const parts = diffArrays(texts(removed), texts(added), { maxEditLength: MOST_CHANGES });
  if (parts === undefined) return [...removed, ...added];
  return parts.flatMap((part) => {
    const kind = part.added ? "added" : part.removed ? "removed" : "same";
    return part.value.map((text): EditLine => ({ kind, text }));
  });
}
