import { escapeRegExp } from "./escapeRegExp.ts";
import type { Tally } from "./steps.ts";

/** More failing suites than this are no accident of one window. */
const MOST_SUITES = 3;

/**
 * What a whole workbench does is not ours alone: the suites in which a test failed are run once more in a new one.
 * What passes there counts as passed, and the end of the run names it; what fails there has failed.
 */
export async function withSecondRun(
  first: Tally,
  run: (grep: string) => Promise<Tally>,
  log: (line: string) => void = console.log,
): Promise<Tally> {
  const suites = new Set(first.failures.map(({ suite }) => suite));
  if (suites.size === 0 || suites.size > MOST_SUITES || suites.has(undefined)) return first;
  const names = [...suites].map((name = "") => escapeRegExp(name));
  log(`\n== once more, in a new workbench: ${[...suites].join("; ")}`);
  const second = await run(`^(?:${names.join("|")})(?: |$)`);
  if (second.passed === 0 || second.failures.length < second.failed) return first;
  return {
    ...first,
    passed: first.passed + Math.max(0, first.failed - second.failed),
    failed: second.failed,
    failures: second.failures,
    again: [...first.again, ...first.failures, ...second.again],
  };
}
