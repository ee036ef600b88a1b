import * as vscode from "vscode";
import { refuseChangedTests } from "../../core/cascade/judgeProof.ts";
import { type ProvingTest } from "../../core/cascade/proof.ts";
import { prove } from "../../core/cascade/prove.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import { judgeRun } from "../../engines/testRun/judgeRun.ts";
import { withoutHeldLines } from "../context/heldLines.ts";
import { pathOf } from "../context/places.ts";
import type { Reviews } from "../edits/reviews.ts";
import { type DraftText, draftTexts } from "./draftTexts.ts";
import type { SettingsService } from "../settings.ts";
import { unsavedIn } from "./unsavedTexts.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";

const SKIPPED: CheckResult = { type: "skipped" };

/**
 * The workspace's own tests on a throw-away copy with the edit in it: the strongest check there is. Runs the workspace's
 * code, so only where it is trusted and the user has switched it on.
 */
export function createTestsVerifier(reviews: Reviews, settings: SettingsService, tests: LastTestRun): Verifier {
  return {
    name: "tests",
    async check({ request: { id, proof } }, signal) {
      const texts = draftTexts(reviews.edits(id)) ?? [];
      return await testsOf(texts, { settings, tests, ...(proof?.test ? { proof: proof.test } : {}) }, signal);
    },
  };
}

export interface TestsOptions {
  readonly settings: SettingsService;
  /** Told of a run that failed. */
  readonly tests: LastTestRun;
  /** Run this and nothing else; the user let it run. */
  readonly proof?: ProvingTest;
}

/** The tests on these texts; `skipped` where they are switched off, not trusted, or not about one folder. */
export async function testsOf(
  texts: readonly DraftText[],
  { settings, tests, proof }: TestsOptions,
  signal: AbortSignal,
): Promise<CheckResult> {
  const { runTests: isOn, testCommand } = settings.current;
  if (!(isOn || proof) || !vscode.workspace.isTrusted) return SKIPPED;
  const [first] = texts;
  const folder = first && vscode.workspace.getWorkspaceFolder(first.uri);
  const isHere = ({ uri }: DraftText): boolean =>
    uri.scheme === "file" && vscode.workspace.getWorkspaceFolder(uri) === folder;
  if (!folder || !texts.every(isHere)) return SKIPPED;
  if (proof) return await told(await proven(proof, folder, texts, signal), settings);
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
  return await told(judgeRun(result), settings);
}

/** What a model is told of a failure quotes no file that a rule keeps out. */
async function told(result: CheckResult, settings: SettingsService): Promise<CheckResult> {
  return result.type === "failed"
    ? { ...result, complaint: await withoutHeldLines(result.complaint, settings) }
    : result;
}

/** The commands that the user let run, and no other. */
async function proven(
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
  const own = texts.map(({ uri, before }) => ({ path: pathOf(uri), text: before }));
  const unsaved = unsavedIn(folder, texts);
  return await prove(test, (command, edit) =>
    runProof({ root, command, texts: [...unsaved, ...(edit === "with" ? changed : own)] }, signal),
  );
}
