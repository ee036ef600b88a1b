import { type FileEdit, joinChanges, type ParsedReply, type ReplyFault, type ReplyOptions } from "../fileEdit.ts";
import { codeBlocks } from "../codeBlocks.ts";
import { isFence } from "../fileName.ts";
import type { Hunk } from "../hunk.ts";

const OLD = /^--- (?!-)(.+?)(?:\t.*)?\s*$/;
const NEW = /^\+\+\+ (?!\+)(.+?)(?:\t.*)?\s*$/;
const HUNK = /^@@(?: -(\d+)(?:,\d+)? \+\d+(?:,\d+)?)?.*?(?:@@(.*))?$/;
const NOISE =
  /^(?:diff --git |index [0-9a-f]+\.\.|new file mode|deleted file mode|similarity index|rename (?:from|to) )/;

/** One hunk of a diff, as it stands in the reply. */
export interface DiffHunk {
  readonly file: string;
  /** With their signs; a line of context may lack its space. */
  readonly lines: readonly string[];
  readonly line?: number;
}

interface DiffFile {
  readonly old: string;
  readonly now: string;
  readonly hunks: DiffHunk[];
}

/** True for text with a hunk that changes something. */
export function hasUnifiedDiff(reply: string): boolean {
  return diffFiles(reply).some(({ hunks }) => hunks.length > 0);
}

/** The hunks of all files of a diff, in order. */
export function diffHunks(reply: string): readonly DiffHunk[] {
  return diffFiles(reply).flatMap(({ hunks }) => [...hunks]);
}

/**
 * The edits of a unified diff. The counts in `@@ -1,3 +1,4 @@` are ignored, models write wrong ones; what counts is the
 * lines. `/dev/null` on one side makes a new or a deleted file.
 */
export function parseUnifiedDiff(reply: string, options: ReplyOptions = {}): ParsedReply {
  const isCut = endsInFence(reply);
  const faults: ReplyFault[] = isCut ? ["unclosed"] : [];
  const edits = (isCut ? withoutLastHunk(diffFiles(reply)) : diffFiles(reply)).flatMap((file): readonly FileEdit[] => {
    const edit = editOf(file, options);
    if (edit === "no-file") faults.push("no-file");
    return typeof edit === "string" ? [] : [edit];
  });
  return { format: "unified-diff", edits: joinChanges(edits), faults };
}

/** A fence that is still open says that the reply was cut, and nobody knows where its last hunk was to end. */
function endsInFence(reply: string): boolean {
  const blocks = codeBlocks(reply);
  return blocks.at(-1)?.closed === false;
}

function withoutLastHunk(files: readonly DiffFile[]): readonly DiffFile[] {
  const last = files.at(-1);
  return last ? [...files.slice(0, -1), { ...last, hunks: last.hunks.slice(0, -1) }] : files;
}

function editOf({ old, now, hunks }: DiffFile, { file: only }: ReplyOptions): FileEdit | "no-file" | "empty" {
  if (now === "/dev/null") return { type: "delete", file: withoutPrefix(old, now) };
  const file = nameOf(old, now) || only;
  if (file === undefined) return "no-file";
  if (old === "/dev/null") return { type: "create", file, lines: hunks.flatMap((hunk) => asHunk(hunk).replace) };
  const changed = hunks.map(asHunk);
  if (changed.length === 0) return "empty";
  const isMoved = old !== "" && withoutPrefix(old, now) !== withoutPrefix(now, old);
  const isRenaming = isMoved && old.startsWith("a/") && now.startsWith("b/");
  return isRenaming
    ? { type: "change", file: old.slice(2), hunks: changed, moveTo: now.slice(2) }
    : { type: "change", file, hunks: changed };
}

/** `a/` and `b/` are git's; a folder may be called that too, so both sides must have one. */
function nameOf(old: string, now: string): string {
  if (now === "") return withoutPrefix(old, now);
  return withoutPrefix(now, old);
}

function withoutPrefix(name: string, other: string): string {
  const isGit = /^[ab]\//.test(name) && (other === "" || other === "/dev/null" || /^[ab]\//.test(other));
  return isGit ? name.slice(2) : name;
}

function diffFiles(reply: string): readonly DiffFile[] {
  const lines = reply.split(/\r\n|\r|\n/);
  const files: DiffFile[] = [];
  let open: { file: string; lines: string[]; line?: number } | undefined;
  const close = (): void => {
    if (open?.lines.some((line) => /^[-+]/.test(line)))
      files.at(-1)?.hunks.push({ ...open, lines: trimmed(open.lines) });
    open = undefined;
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const [old, now] = [OLD.exec(line), NEW.exec(lines[at + 1] ?? "")];
    const hunk = line.startsWith("@@") ? HUNK.exec(line) : null;
    if (old && now) {
      close();
      files.push({ old: old[1] ?? "", now: now[1] ?? "", hunks: [] });
      at += 1;
    } else if (hunk) {
      close();
      const last = files.at(-1) ?? addFile(files);
      const number = Number(hunk[1] ?? Number.NaN);
      open = { file: nameOf(last.old, last.now), lines: [], ...(number > 0 ? { line: number } : {}) };
    } else if (open && (isFence(line) || NOISE.test(line))) close();
    else if (open && !line.startsWith("\\")) open.lines.push(line);
  }
  close();
  return files;
}

function addFile(files: DiffFile[]): DiffFile {
  const file = { old: "", now: "", hunks: [] };
  files.push(file);
  return file;
}

/** Blank lines at the end belong to the reply, not to the file. */
function trimmed(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}

function asHunk({ lines, line }: DiffHunk): Hunk {
  const search: string[] = [];
  const replace: string[] = [];
  for (const text of lines) {
    const sign = text[0] ?? " ";
    const rest = /^[-+ ]/.test(sign) ? text.slice(1) : text;
    if (sign !== "+") search.push(rest);
    if (sign !== "-") replace.push(rest);
  }
  return { search, replace, ...(line === undefined ? {} : { line }) };
}
