import { failedTests, isWholeFile } from "../debug/failingTests.ts";
import { phrase } from "../../util/phrase.ts";
import type { CheckResult } from "../ports.ts";
import { judgeProof } from "./judgeProof.ts";
import { type ProofRun, type ProvingTest } from "./proof.ts";
import { tailOf } from "../../util/cutText.ts";

/** Runs a command on a copy of the workspace, with the edit in it or as it was. Never rejects. */
export type RunProof = (command: string, edit: "with" | "without") => Promise<ProofRun>;

/**
 * Whether an edit mends a failed test and breaks none beside it. All of its file is run first: where that passes, so does
 * the test. Where it does not, the test is run alone, and what else fails counts only where it did not fail before.
 */
export async function prove({ command, around, title }: ProvingTest, run: RunProof): Promise<CheckResult> {
  if (around === undefined) {
    const own = await run(command, "with");
    return namesOthers(own, title) ? judgeOthers(own, await run(command, "without")) : judgeProof(own);
  }
  const whole = await run(around, "with");
  if (whole.type === "passed") return { type: "passed" };
  const own = judgeProof(await run(command, "with"));
  if (own.type !== "passed" || own.found !== undefined || whole.type !== "failed") return own;
  return judgeOthers(whole, await run(around, "without"));
}

/** True for a command that runs more than the test, where only others fail: the test itself passes. */
function namesOthers(run: ProofRun, title = ""): boolean {
  const failed = run.type === "failed" && title !== "" ? failedTests(run.output) : [];
  return failed.length > 0 && failed.every((test) => !isWholeFile(test) && test.titles.at(-1) !== title);
}

/** The test passes, and others of its file do not: new ones reject, those that failed before are told. */
function judgeOthers(after: ProofRun, before: ProofRun): CheckResult {
  const known = new Set(namesIn(before));
  const [fresh] = namesIn(after).filter((name) => !known.has(name));
  if (before.type === "passed" || fresh !== undefined) {
    return {
      type: "failed",
      because:
        fresh === undefined
          ? phrase("another test fails with this edit")
          : phrase("another test fails with this edit: {test}", { test: fresh }),
      complaint: `With this edit the test passes, but another one of its file fails that passed before. The end of the output of \`${after.command}\`:\n\n${tailOf(after.output, MOST_TOLD)}\n\nGive a corrected, complete answer in the same form, for the files as they were before.`,
    };
  }
  // They say nothing about this edit, so the proof by its own test stands.
  return { type: "passed", notChecked: phrase("other tests of its file, which fail without this edit as well") };
}

/** Characters of an output that the next model is told. */
const MOST_TOLD = 4_000;

function namesIn({ output }: ProofRun): readonly string[] {
  return failedTests(output).map(({ titles }) => titles.join(" "));
}
