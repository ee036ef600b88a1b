import { phrase } from "../../util/phrase.ts";
import { type Reason, replyFault } from "./faults.ts";
import type { ParsedReply } from "./fileEdit.ts";
import { parseReply } from "./parseReply.ts";

/** A part of an answer that was left out; `file` is "" where none was named. */
export interface LeftOut extends Reason {
  readonly file: string;
}

/** Whether an answer edits the one file that the request is about, or others too. */
export type AnswerReading =
  | { readonly type: "own" }
  | { readonly type: "files"; readonly reply: ParsedReply }
  | ({ readonly type: "rejected" } & Reason);

interface Asked {
  /** The file that the request is about. */
  readonly file: string;
  /** Other files that went along. */
  readonly files: readonly string[];
  /** Several files were selected: a code block without a name is then no edit. */
  readonly isSeveral: boolean;
}

/** How an answer is to be taken. One that holds nothing readable is taken for an edit of the own file, which says why. */
export function readAnswer(answer: string, { file, files, isSeveral }: Asked): AnswerReading {
  const known = [...new Set([file, ...files])];
  const reply = parseReply(answer, { file, files: known, ...(isSeveral ? { asked: "whole-file" } : {}) });
  const isOwn = reply?.edits.every((edit) => edit.type === "change" && isName(edit.file, file) && !edit.moveTo) ?? true;
  if (isOwn || !reply) return { type: "own" };
  const [fault] = reply.faults;
  return fault && reply.edits.length === 0 ? { type: "rejected", ...replyFault(fault) } : { type: "files", reply };
}

/** True where a model names the file that the request is about: by its path, its bare name, or not at all. */
export function isName(name: string, own: string): boolean {
  return name === "" || name === own || name === own.slice(own.lastIndexOf("/") + 1);
}

/** An answer of which nothing is left, by its first fault; undefined where nothing was left out. */
export function nothingLeft(left: readonly LeftOut[]): ({ readonly type: "rejected" } & Reason) | undefined {
  const [first] = left;
  return (
    first && { type: "rejected", because: first.because, complaint: left.map(({ complaint }) => complaint).join("\n") }
  );
}

export function editedTwice(file: string): LeftOut {
  return {
    ...{ file, because: phrase("a file is edited in two ways") },
    complaint: `${file} was edited in two ways. Edit it once.`,
  };
}

export function nameTaken(file: string): LeftOut {
  return { file, because: phrase("there is a file of that name already"), complaint: `${file} exists already.` };
}
