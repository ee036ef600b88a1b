import { phrase } from "../../../util/phrase.ts";
import { codeBlocks } from "../../edits/codeBlocks.ts";
import { hasPlaceholder } from "../../edits/lazy.ts";
import { parseReply } from "../../edits/parseReply.ts";
import type { CheckResult, Draft, Verifier } from "../../ports.ts";
import { PROMPTS } from "../../prompts/prompts.ts";
import { EDIT_TASKS, type TaskKind } from "../../task/kinds.ts";

/** What the text alone gives away: nothing there, cut off, no code where code was asked, code left out. */
export const shapeVerifier: Verifier = {
  name: "shape",
  check: (draft) => Promise.resolve(checkShape(draft)),
};

function checkShape({ task, text, cut }: Draft): CheckResult {
  const { needsCode, mayBeEmpty } = PROMPTS[task];
  const blocks = codeBlocks(text);
  if (text.trim() === "" && mayBeEmpty) return { type: "skipped" };
  if (text.trim() === "") return failed("the answer is empty", "The answer was empty. Answer in full.");
  if (cut && needsCode) {
    return failed(
      "the answer was cut off",
      "The answer was cut off at its length limit. Give a shorter, complete one.",
    );
  }
  if (!needsCode || holdsEdits(task, text)) return { type: "passed" };
  if (blocks.some(({ closed }) => !closed)) {
    return failed(
      "a code block is not closed",
      "A code block was not closed. Give the complete code in one fenced block.",
    );
  }
  if (!blocks.some(({ code }) => code.trim() !== "")) {
    return failed(
      "the answer holds no code",
      "The answer held no code block. Give the complete code in one fenced block.",
    );
  }
  if (blocks.some(({ code }) => code.split("\n").some(hasPlaceholder))) {
    return failed(
      "the answer leaves code out",
      "The code left parts out behind a comment. Give every line of the replacement, without placeholders.",
    );
  }
  return { type: "passed" };
}

/** Edit blocks need no fence, and what they leave out is judged where they are placed. */
function holdsEdits(task: TaskKind, text: string): boolean {
  return EDIT_TASKS.has(task) && (parseReply(text, { file: "" })?.edits.length ?? 0) > 0;
}

function failed(because: string, complaint: string): CheckResult {
  return { type: "failed", because: phrase(because), complaint };
}
