import type { CheckFinding } from "../deep/refactorPorts.ts";
import { diagnosticsDelta, type Problem } from "../cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../cascade/newErrors.ts";
import type { CheckResult } from "../ports.ts";

/**
 * Errors of TypeScript and Pyright that say a file does not fit to another one: member, export or argument count. While
 * other files are still to be changed they may be right, so that they count at the end.
 */
const ABOUT_OTHERS: ReadonlySet<string> = new Set([
  ...["2305", "2339", "2551", "2554", "2724"],
  ...["reportAttributeAccessIssue", "reportCallIssue"],
]);

export interface StepScene {
  /** Files of the step; problems elsewhere are for the steps that change them. */
  readonly own: ReadonlySet<string>;
  /** Other files are still to be changed. */
  readonly more: boolean;
}

/** What a check says of one step of several. */
export function judgeStep(finding: CheckFinding, { own, more }: StepScene): CheckResult {
  if (finding.type !== "problems") return finding;
  const isOwn = ({ file }: Problem): boolean => file === undefined || own.has(file);
  const counts = (problem: Problem): boolean => isOwn(problem) && !(more && ABOUT_OTHERS.has(problem.code));
  return judgeDelta(diagnosticsDelta(finding.before.filter(counts), finding.after.filter(counts)));
}

/** What a check says of all changes together: nothing is put off any more. */
export function judgeAll(finding: CheckFinding): CheckResult {
  if (finding.type !== "problems") return finding;
  return judgeDelta(diagnosticsDelta(finding.before, finding.after));
}

/** New errors with their files, for the model that is to mend them; empty where there are none. */
export function newProblems(finding: CheckFinding): readonly Problem[] {
  if (finding.type !== "problems") return [];
  const { hard, soft } = diagnosticsDelta(finding.before, finding.after);
  return [...hard, ...soft];
}
