import { phrase, type Phrase } from "../../util/phrase.ts";
import type { CheckResult } from "../ports.ts";
import type { Proof } from "./proof.ts";
import { type DiagnosticsDelta, diagnosticsDelta, isUnresolved, type Problem } from "./diagnosticsDelta.ts";

/** More errors than this tell the next model nothing new. */
const MOST_NAMED = 8;

/** What a checker's delta says of an edit: hard errors reject it, soft ones are shown with it. */
export function judgeDelta({ hard, soft }: DiagnosticsDelta): CheckResult {
  if (hard.length > 0) {
    const complaint = `The editor reports new errors with this edit: ${sentencesOf(hard).join("; ")}. Give a corrected, complete answer in the same form.`;
    return { type: "failed", because: newErrors(hard), complaint };
  }
  return soft.length === 0 ? { type: "passed" } : { type: "passed", found: newErrors(soft) };
}

/** For an edit that has to leave no error: what is left of them, new or not, besides imports that this set-up lacks. */
function judgeLeft(after: readonly Problem[]): CheckResult {
  const left = after.filter(({ severity, code }) => severity === "error" && !isUnresolved(code));
  const [first = ""] = sentencesOf(left);
  if (first === "") return { type: "passed" };
  return {
    type: "failed",
    because:
      left.length === 1
        ? phrase("1 error is left, {message}", { message: first })
        : phrase("{count} errors are left, first {message}", { count: left.length, message: first }),
    complaint: `With this edit these errors are left: ${sentencesOf(left).join("; ")}. Give a corrected, complete answer in the same form, for the files as they were before, that leaves none.`,
  };
}

/** For an edit that has to remove one problem. A checker that did not know the problem before cannot tell. */
function judgeGone(message: string, before: readonly Problem[], after: readonly Problem[]): CheckResult {
  const says = (text: string): string => text.replace(/\s+/g, " ").trim();
  const count = (problems: readonly Problem[]): number =>
    problems.filter((problem) => says(problem.message) === says(message)).length;
  if (count(before) === 0 || count(after) < count(before)) return { type: "passed" };
  return {
    type: "failed",
    because: phrase("the problem is still there, {message}", { message: asPart(message) }),
    complaint: `With this edit the problem is still reported: ${JSON.stringify(says(message))}. Give a corrected, complete answer in the same form, for the file as it was before.`,
  };
}

/** What a checker's problems before and after say of an edit: nothing new that is wrong, and what it had to prove. */
export function judgeProblems(
  before: readonly Problem[],
  after: readonly Problem[],
  proof: Pick<Proof, "noErrors" | "gone"> = {},
): CheckResult {
  const delta = judgeDelta(diagnosticsDelta(before, after));
  if (delta.type === "failed") return delta;
  const left = proof.noErrors ? judgeLeft(after) : delta;
  if (left.type === "failed" || proof.gone === undefined) return left;
  const gone = judgeGone(proof.gone, before, after);
  return gone.type === "failed" ? gone : left;
}

function newErrors(problems: readonly Problem[]): Phrase {
  const message = sentencesOf(problems)[0] ?? "";
  return problems.length === 1
    ? phrase("1 new error, {message}", { message })
    : phrase("{count} new errors, first {message}", { count: problems.length, message });
}

function sentencesOf(problems: readonly Problem[]): string[] {
  return problems.slice(0, MOST_NAMED).map(({ message }) => asPart(message));
}

/** A message as a part of our own sentence, which has an end of its own. */
function asPart(message: string): string {
  return message.replace(/\s+/g, " ").trim().replace(/[.?]$/, "");
}
