import { phrase, type Phrase } from "../../util/phrase.ts";
import { lineEndOf, type TextChange, withLineEnd } from "./change.ts";
import { codeBlocks } from "./codeBlocks.ts";
import { fitRegion } from "./region.ts";
import { type SearchReplaceBlock, searchReplaceBlocks } from "./searchReplace.ts";

/** What an answer does to one file, or why it cannot be told without guessing. */
export type EditPlan =
  | { readonly type: "planned"; readonly changes: readonly TextChange[] }
  | {
      readonly type: "refused";
      /** For people, as the end of "Check failed: …". */
      readonly because: Phrase;
      /** For the next model. */
      readonly complaint: string;
    };

/** The file as it is now, and the part that the request is about. */
export interface EditTarget {
  readonly text: string;
  /** Offsets of the region in `text`. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the edit out of an answer: search/replace blocks where there are any, else the one code block replaces the
 * region. Exact and unique, or refused; never a guess. An edit that changes nothing is refused too.
 */
export function planEdit(answer: string, target: EditTarget): EditPlan {
  const blocks = searchReplaceBlocks(answer);
  if (!blocks) {
    return refused(
      phrase("an edit block is not complete"),
      "An edit block was not closed. Give complete SEARCH/REPLACE blocks.",
    );
  }
  const plan = blocks.length > 0 ? planBlocks(blocks, target) : planRegion(answer, target);
  if (plan.type === "planned" && plan.changes.length === 0) {
    return refused(phrase("the edit changes nothing"), "The edit changed nothing. Carry out the request.");
  }
  return plan;
}

function planRegion(answer: string, { text, start, end }: EditTarget): EditPlan {
  const [block, ...others] = codeBlocks(answer).filter(({ code }) => code.trim() !== "");
  if (!block) {
    return refused(
      phrase("the answer holds no code"),
      "The answer held no code block. Give the complete code in one fenced block.",
    );
  }
  if (others.length > 0) {
    return refused(
      phrase("the answer holds more than one code block"),
      "The answer held more than one code block. Give one fenced block that replaces the selected code.",
    );
  }
  const region = text.slice(start, end);
  const fitted = fitRegion(region, block.code, lineEndOf(text));
  return { type: "planned", changes: fitted === region ? [] : [{ start, end, text: fitted }] };
}

function planBlocks(blocks: readonly SearchReplaceBlock[], { text }: EditTarget): EditPlan {
  const lineEnd = lineEndOf(text);
  const changes: TextChange[] = [];
  for (const block of blocks) {
    const search = withLineEnd(block.search, lineEnd);
    const start = search === "" ? -1 : text.indexOf(search);
    if (start === -1) {
      return refused(
        phrase("the edit does not fit the file"),
        `This text is not in the file:\n${block.search}\nQuote the file exactly.`,
      );
    }
    if (text.includes(search, start + 1)) {
      return refused(
        phrase("the edit fits more than one place"),
        `This text is in the file more than once:\n${block.search}\nQuote more lines around it.`,
      );
    }
    const replace = withLineEnd(block.replace, lineEnd);
    if (replace !== search) changes.push({ start, end: start + search.length, text: replace });
  }
  if (overlaps(changes)) {
    return refused(phrase("two of its hunks overlap"), "Two edit blocks change the same lines. Give each change once.");
  }
  return { type: "planned", changes };
}

function overlaps(changes: readonly TextChange[]): boolean {
  const sorted = changes.toSorted((a, b) => a.start - b.start);
  return sorted.some((change, index) => change.start < (sorted[index - 1]?.end ?? 0));
}

function refused(because: Phrase, complaint: string): EditPlan {
  return { type: "refused", because, complaint };
}
