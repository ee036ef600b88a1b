import * as vscode from "vscode";
import { judgeProof, type ProvingTest, refuseChangedTests } from "../../core/cascade/proof.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import type { TestRunResult } from "../../engines/testRun/testRun.ts";
import { phrase } from "../../util/phrase.ts";
import { pathOf } from "../context/places.ts";
import type { Reviews } from "../edits/reviews.ts";
import { type DraftText, draftTexts } from "./draftTexts.ts";
import type { SettingsService } from "../settings.ts";
import { unsavedIn } from "./unsavedTexts.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";

const SKIPPED: CheckResult = { type: "skipped" };
/** Characters of a failing test's output that the next model is told. */
const MOST_TOLD = 4_000;

/**
 * The workspace's own tests on a throw-away copy with the edit in it: the strongest check there is. Runs the workspace's
 * code, so only where it is trusted and the user has switched it on.
 */
export function createTestsVerifier(reviews: Reviews, settings: SettingsService, tests: LastTestRun): Verifier {
  return {
    name: "tests",
    async check({ request: { id, proof } }, signal) {
      const { runTests: isOn, testCommand } = settings.current;
      if (!(isOn || proof?.test) || !vscode.workspace.isTrusted) return SKIPPED;
      const texts = draftTexts(reviews.edits(id)) ?? [];
      const [first] = texts;
      const folder = first && vscode.workspace.getWorkspaceFolder(first.uri);
      const isHere = ({ uri }: DraftText): boolean =>
        uri.scheme === "file" && vscode.workspace.getWorkspaceFolder(uri) === folder;
      if (!folder || !texts.every(isHere)) return SKIPPED;
      if (proof?.test) return await prove(proof.test, folder, texts, signal);
      const { runTests } = await import("../../engines/testRun/testRun.ts");
      const result = await runTests(
        {
          root: folder.uri.fsPath,
          command: testCommand,
          files: texts.map(({ uri, before, after }) => ({ path: pathOf(uri), before, after })),
          unsaved: unsavedIn(folder, texts),
        },
        signal,
      );
      if ("output" in result) tests.note({ ...result, passed: false });
      return judged(result);
    },
  };
}

/** The command that the user let run, and no other. */
async function prove(
  test: ProvingTest,
  folder: vscode.WorkspaceFolder,
  texts: readonly DraftText[],
  signal: AbortSignal,
): Promise<CheckResult> {
  const changed = texts.map(({ uri, after }) => ({ path: pathOf(uri), text: after }));
  const refused = refuseChangedTests(
    changed.map((file) => file.path),
    test,
  );
  if (refused) return refused;
  const { runProof } = await import("../../engines/testRun/proofRun.ts");
  const root = folder.uri.fsPath;
  const request = { root, command: test.command, texts: [...unsavedIn(folder, texts), ...changed] };
  return judgeProof(await runProof(request, signal));
}

function judged(result: TestRunResult): CheckResult {
  switch (result.type) {
    case "none":
      return SKIPPED;
    case "passed":
      return result.flaky ? { type: "passed", found: phrase("a test that passes only sometimes") } : { type: "passed" };
    case "failed-before":
      return { type: "passed", found: phrase("tests that fail without this edit as well") };
    case "timed-out":
      return { type: "passed", found: phrase("a test that did not end in time") };
    case "failed":
      return {
        type: "failed",
        because: phrase("a test fails with this edit"),
        complaint: `With this edit the command \`${result.command}\` fails; it passed before. The end of its output:\n\n${result.output.slice(-MOST_TOLD)}\n\nGive a corrected, complete answer in the same form.`,
      };
  }
}
