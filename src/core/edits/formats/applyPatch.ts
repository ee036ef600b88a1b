import { type FileEdit, joinChanges, type ParsedReply, type ReplyFault } from "../fileEdit.ts";
import type { Hunk } from "../hunk.ts";

const BEGIN = /^\s*\*\*\* Begin Patch\s*$/;
const END = /^\s*\*\*\* End Patch\s*$/;
const FILE = /^\s*\*\*\* (Add|Update|Delete) File: (.+?)\s*$/;
const MOVE = /^\s*\*\*\* Move to: (.+?)\s*$/;
const END_OF_FILE = /^\s*\*\*\* End of File\s*$/;

export function hasApplyPatch(reply: string): boolean {
  return reply.split(/\r?\n/).some((line) => BEGIN.test(line));
}

/**
 * The edits of a patch in the form of OpenAI's `apply_patch` tool:
 *
 *     *** Begin Patch
 *     *** Update File: src/cart.ts
 *     @@ function total()
 *      kept line
 *     -old line
 *     +new line
 *     *** End Patch
 *
 * Several patches of one reply are read one after the other. A patch without an end is a fault; its files that another
 * file follows are good.
 */
export function parseApplyPatch(reply: string): ParsedReply {
  const lines = reply.split(/\r\n|\r|\n/);
  const edits: FileEdit[] = [];
  const faults: ReplyFault[] = hasApplyPatch(reply) ? [] : ["marks"];
  for (let at = lines.findIndex((line) => BEGIN.test(line)); at !== -1;) {
    const end = lines.findIndex((line, index) => index > at && (END.test(line) || BEGIN.test(line)));
    const isClosed = end !== -1 && END.test(lines[end] ?? "");
    const sections = sectionsOf(lines.slice(at + 1, end === -1 ? lines.length : end));
    if (!isClosed) faults.push("unclosed");
    for (const section of isClosed ? sections : sections.slice(0, -1)) {
      const edit = editOf(section);
      if (typeof edit === "string") faults.push(edit);
      else edits.push(edit);
    }
    at = end === -1 ? -1 : lines.findIndex((line, index) => index >= end && BEGIN.test(line));
  }
  return { format: "apply-patch", edits: joinChanges(edits), faults };
}

interface Section {
  readonly action: string;
  readonly file: string;
  readonly lines: readonly string[];
}

/** Lines before the first file are no part of any. */
function sectionsOf(lines: readonly string[]): readonly Section[] {
  const sections: { action: string; file: string; lines: string[] }[] = [];
  for (const line of lines) {
    const header = FILE.exec(line);
    if (header) sections.push({ action: header[1] ?? "", file: header[2] ?? "", lines: [] });
    else if (sections.length === 0 && line.trim() !== "") sections.push({ action: "", file: "", lines: [line] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function editOf({ action, file, lines }: Section): FileEdit | ReplyFault {
  if (action === "Delete") return { type: "delete", file };
  if (action === "Add") {
    const added = lines.filter((line, index) => line.startsWith("+") || line.trim() !== "" || index < lines.length - 1);
    if (!added.every((line) => line.startsWith("+"))) return "marks";
    return { type: "create", file, lines: added.map((line) => line.slice(1)) };
  }
  if (action !== "Update") return "marks";
  if (lines.some((line) => /^\*{3} /.test(line) && !MOVE.test(line) && !END_OF_FILE.test(line))) return "marks";
  const move = MOVE.exec(lines[0] ?? "")?.[1];
  const hunks = hunksOf(move === undefined ? lines : lines.slice(1));
  if (hunks.length === 0 && move === undefined) return "empty";
  return { type: "change", file, hunks, ...(move === undefined ? {} : { moveTo: move }) };
}

interface OpenHunk {
  below: string[];
  search: string[];
  replace: string[];
  atEnd: boolean;
}

/** Hunks between `@@` lines; `@@ text` names a line above, several of them one below the other. */
export function hunksOf(lines: readonly string[]): readonly Hunk[] {
  const hunks: OpenHunk[] = [];
  const open = (): OpenHunk => {
    const fresh = { below: [], search: [], replace: [], atEnd: false };
    hunks.push(fresh);
    return fresh;
  };
  for (const line of lines) {
    const last = hunks.at(-1);
    if (line.startsWith("@@")) {
      const header = line.slice(2).trim();
      const isNested = last && last.search.length + last.replace.length === 0;
      const hunk = isNested ? last : open();
      if (header !== "") hunk.below.push(header);
    } else if (END_OF_FILE.test(line)) (last ?? open()).atEnd = true;
    else addLine(last ?? open(), line);
  }
  return hunks.filter(({ search, replace }) => search.length + replace.length > 0).map(asHunk);
}

function addLine(hunk: OpenHunk, line: string): void {
  if (line.startsWith("+")) hunk.replace.push(line.slice(1));
  else if (line.startsWith("-")) hunk.search.push(line.slice(1));
  else {
    const kept = line.startsWith(" ") ? line.slice(1) : line;
    hunk.search.push(kept);
    hunk.replace.push(kept);
  }
}

function asHunk({ below, search, replace, atEnd }: OpenHunk): Hunk {
  return { search, replace, ...(below.length > 0 ? { below } : {}), ...(atEnd ? { atEnd } : {}) };
}
