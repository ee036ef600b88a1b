import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import type { LineRange } from "../../src/core/context/item.ts";
import { TASK_KINDS, type TaskKind } from "../../src/core/task/kinds.ts";
import { type Part, partsOf } from "./parts.ts";

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Something that the answer must say, or must not. */
export interface Fact {
  readonly pattern: RegExp;
  readonly isWanted: boolean;
}

/** What a user asks for, and a check that runs. Read from one file; its form stands in `test/eval/README.md`. */
export interface Task {
  /** Kind and name, as in `fix/cart-discount`. */
  readonly id: string;
  readonly kind: TaskKind;
  /** The file that the request is about; no other task has one of this name. */
  readonly file: string;
  /** What is selected of it; all of it where the task does not say. */
  readonly lines: LineRange;
  /** What the user types; "" where the command says it all. */
  readonly instruction: string;
  readonly files: readonly TextFile[];
  /** Place of the cursor in `file`, 0-based; of completions only. */
  readonly cursor?: { readonly line: number; readonly character: number };
  /** What a terminal shows, of debugging only. */
  readonly terminal?: string;
  /** The diff and the titles of earlier commits, of commit messages only. */
  readonly diff?: string;
  readonly titles: readonly string[];
  readonly facts: readonly Fact[];
  /** Runs in the folder of the files once the answer is in them; ends with 0 when the task is solved. */
  readonly check?: TextFile;
  /** Edits that plant a bug which the written tests must find. */
  readonly bugs: readonly string[];
  /** An answer that solves the task, as a model would write it. */
  readonly right: string;
  /** Answers that do not, as weak models write them. */
  readonly wrong: readonly string[];
}

const CURSOR = "‸";
const HEAD = z.strictObject({
  file: z.string().optional(),
  lines: z
    .string()
    .regex(/^\d+-\d+$/)
    .optional(),
});

/** Reads a task file. Throws with the file's name where it is none. */
export function readTask(file: string): Task {
  const kind = TASK_KINDS.find((one) => one === path.basename(path.dirname(file)));
  if (kind === undefined) throw new Error(`${file} lies in no folder of a task kind.`);
  try {
    return taskOf(partsOf(readFileSync(file, "utf8")), kind, path.basename(file, ".task"));
  } catch (error) {
    throw new Error(`${file} is no task: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function taskOf(parts: readonly Part[], kind: TaskKind, name: string): Task {
  const all = (wanted: string): readonly Part[] => parts.filter((part) => part.name === wanted);
  const textOf = (wanted: string): string => all(wanted)[0]?.text ?? "";
  const head = HEAD.parse(Object.fromEntries(textOf("task").split("\n").filter(Boolean).map(pairOf)));
  const marked = all("file").map(({ label, text }) => ({ path: label, text }));
  const main = marked.find(({ path: own }) => own === (head.file ?? marked[0]?.path)) ?? { path: "", text: "" };
  const cursor = cursorIn(main.text);
  const [check] = all("check").map(({ label, text }) => ({ path: label, text }));
  const lines = head.lines?.split("-").map(Number) ?? [1, main.text.split("\n").length - 1];
  const terminal = textOf("terminal").trimEnd();
  const diff = textOf("diff");
  return {
    ...{ id: `${kind}/${name}`, kind, file: main.path },
    lines: { start: lines[0] ?? 1, end: lines[1] ?? 1 },
    instruction: textOf("ask").trim(),
    files: marked.map((file) => ({ ...file, text: file.text.replace(CURSOR, "") })),
    ...(cursor ? { cursor } : {}),
    ...(terminal === "" ? {} : { terminal }),
    ...(diff === "" ? {} : { diff }),
    titles: linesOf(textOf("titles")),
    facts: linesOf(textOf("facts")).map(factOf),
    ...(check ? { check } : {}),
    bugs: all("bug").map(({ text }) => text),
    right: answerOf(textOf("right"), kind),
    wrong: all("wrong").map(({ text }) => answerOf(text, kind)),
  };
}

/** The line break at the end of a completion is the file's, not the answer's. */
function answerOf(text: string, kind: TaskKind): string {
  return kind === "complete" ? text.replace(/\n$/, "") : text;
}

function pairOf(line: string): [string, string] {
  const at = line.indexOf(":");
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

function factOf(line: string): Fact {
  const isWanted = !line.startsWith("not ");
  return { pattern: new RegExp(isWanted ? line : line.slice("not ".length), "i"), isWanted };
}

function cursorIn(text: string): Task["cursor"] {
  const at = text.indexOf(CURSOR);
  if (at === -1) return undefined;
  const before = text.slice(0, at).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
