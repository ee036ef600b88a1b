import { phrase, type Phrase } from "../../util/phrase.ts";
import type { FailedHunk, HunkFault } from "./applyHunks.ts";
import type { ReplyFault } from "./fileEdit.ts";

/** A reason for people, as the end of a sentence, and for the next model. */
export interface Reason {
  readonly because: Phrase;
  readonly complaint: string;
}

const REPLY: Readonly<Record<ReplyFault, Reason>> = {
  unclosed: {
    because: phrase("an edit block is not complete"),
    complaint: "An edit block was not closed. Give complete edit blocks.",
  },
  marks: {
    because: phrase("the marks of an edit block are not in order"),
    complaint:
      "The marks of an edit block were not in order: <<<<<<< SEARCH, =======, >>>>>>> REPLACE, each alone on its line, once per block.",
  },
  "no-file": {
    because: phrase("an edit names no file"),
    complaint: "An edit did not name its file. Write the path alone on the line above each block.",
  },
  empty: {
    because: phrase("an edit is empty"),
    complaint: "An edit held no lines. Give the lines that change.",
  },
};

export function replyFault(fault: ReplyFault): Reason {
  return REPLY[fault];
}

const HUNK: Readonly<Record<HunkFault, Reason>> = {
  "not-found": {
    because: phrase("the edit does not fit the file"),
    complaint: "This text is not in the file. Quote the file exactly",
  },
  "several-places": {
    because: phrase("the edit fits more than one place"),
    complaint: "This text is in the file more than once. Quote more lines around it",
  },
  "nothing-quoted": {
    because: phrase("the edit does not say where it belongs"),
    complaint: "A block quoted nothing of the file. Quote the lines before the place",
  },
  "code-left-out": {
    because: phrase("the edit leaves code out"),
    complaint: "This block left code out behind a comment or dots. Give every line",
  },
  "bad-characters": {
    because: phrase("the edit holds broken characters"),
    complaint: "This block held broken characters. Give whole characters only",
  },
  indentation: {
    because: phrase("the edit's indentation contradicts the file's"),
    complaint: "This text is indented otherwise in the file. Quote the file exactly",
  },
  conflict: {
    because: phrase("the file changed where the edit changes it"),
    complaint: "The file has other lines within this text. Quote the file exactly",
  },
  overlap: {
    because: phrase("two of its hunks overlap"),
    complaint: "Two edit blocks change the same lines. Give each change once",
  },
};

export function faultPhrase(fault: HunkFault): Phrase {
  return HUNK[fault].because;
}

const MOST_QUOTED = 30;

/** What the next model is told about a hunk, with the lines it quoted. */
export function complaintAbout({ hunk, fault }: FailedHunk): string {
  const quoted = (hunk.search.length > 0 ? hunk.search : hunk.replace).slice(0, MOST_QUOTED);
  return `${HUNK[fault].complaint}:\n${quoted.join("\n")}`;
}

export const BROKEN = HUNK["bad-characters"];

/** For people the first reason, for the next model all of them. */
export function aboutHunks(failed: readonly FailedHunk[]): Reason {
  const [first] = failed;
  return {
    because: first ? faultPhrase(first.fault) : phrase("the edit changes nothing"),
    complaint: failed.map(complaintAbout).join("\n"),
  };
}
