import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { diagnosticsDelta } from "../../src/core/cascade/diagnosticsDelta.ts";
import { refuseChangedTests } from "../../src/core/cascade/judgeProof.ts";
import { judgeDelta } from "../../src/core/cascade/newErrors.ts";
import { type ProvingTest } from "../../src/core/cascade/proof.ts";
import { prove } from "../../src/core/cascade/prove.ts";
import { CORE_VERIFIERS } from "../../src/core/cascade/verify.ts";
import { type AnswerPlan, planAnswer, type PlannedFile } from "../../src/core/edits/planAnswer.ts";
import type { CheckResult, Draft, Verifier } from "../../src/core/ports.ts";
import { shapeOf } from "../../src/core/prompts/editFormats.ts";
import { EDIT_TASKS } from "../../src/core/task/kinds.ts";
import { judgeSyntax } from "../../src/engines/syntax/judgeSyntax.ts";
import type { SyntaxChecker } from "../../src/engines/syntax/treeSitter.ts";
import { runProof } from "../../src/engines/testRun/proofRun.ts";
import { judgeRun } from "../../src/engines/testRun/judgeRun.ts";
import { runTests } from "../../src/engines/testRun/testRun.ts";
import type { WorkerTypes } from "../../src/engines/types/workerTypes.ts";
import { phrase, say } from "../../src/util/phrase.ts";
import { languageOf } from "../../src/cli/files.ts";

/** What judges drafts without an editor; an engine that is absent is a check that does not run. */
export interface Engines {
  readonly syntax?: SyntaxChecker;
  /** With TypeScript's own file, `typescript.js`. */
  readonly types?: { readonly worker: WorkerTypes; readonly library: string };
  /** Runs the tests of the folder that are about the edit. */
  readonly tests: boolean;
}

const SKIPPED: CheckResult = { type: "skipped" };
const SCRIPT = /script/;

export interface HeadlessChecks {
  readonly verifiers: readonly Verifier[];
  /** What the last draft of a request would write; undefined where it was placed nowhere. */
  edits(request: string): readonly PlannedFile[] | undefined;
}

/** The product's checks of a draft on the files below a folder, in the order of the editor. */
export function headlessChecks(root: string, { syntax, types, tests }: Engines): HeadlessChecks {
  const plans = new Map<string, readonly PlannedFile[]>();
  const textsOf = (draft: Draft): readonly EditedFile[] => (plans.get(draft.request.id) ?? []).map(editedFile);
  const edit: Verifier = {
    name: "edit",
    check: (draft) => {
      plans.delete(draft.request.id);
      if (!EDIT_TASKS.has(draft.task)) return Promise.resolve(SKIPPED);
      const plan = planDraft(root, draft);
      if (plan.type === "rejected")
        return Promise.resolve({ type: "failed", because: plan.because, complaint: plan.complaint });
      plans.set(draft.request.id, plan.files);
      const [left] = plan.left;
      return Promise.resolve(
        left
          ? { type: "passed", found: phrase("a part was left out: {reason}", { reason: say(left.because) }) }
          : { type: "passed" },
      );
    },
  };
  const all: readonly (Verifier | undefined)[] = [
    ...CORE_VERIFIERS,
    edit,
    syntax && { name: "syntax", check: async (draft) => await judgeSyntax(syntax, textsOf(draft)) },
    testsVerifier(root, tests, textsOf),
    types && typesVerifier(root, types, textsOf),
  ];
  return { verifiers: all.filter((verifier) => verifier !== undefined), edits: (request) => plans.get(request) };
}

interface EditedFile {
  readonly path: string;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

function editedFile({ path: file, before = "", after = "" }: PlannedFile): EditedFile {
  return { path: file, languageId: languageOf(file), before, after };
}

/** What a draft does to the files below a folder. */
export function planDraft(root: string, draft: Draft): AnswerPlan {
  const { request, items, text } = draft;
  const selection = items.find(({ kind }) => kind === "selection");
  const selected = selection?.range && { text: draft.restore(selection.text), range: selection.range };
  return planAnswer(draft.restore(text), {
    file: request.anchors[0]?.uri ?? "",
    ...(selected ? { selected } : {}),
    files: items.map(({ path: file }) => file),
    isSeveral: shapeOf(draft.task, items).files > 1,
    textOf: (file) => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), "utf8") : undefined),
  });
}

type Texts = (draft: Draft) => readonly EditedFile[];

function testsVerifier(root: string, isOn: boolean, textsOf: Texts): Verifier {
  return {
    name: "tests",
    async check(draft, signal) {
      const files = textsOf(draft);
      const { proof } = draft.request;
      if (files.length === 0 || !(isOn || proof?.test)) return SKIPPED;
      if (proof?.test) return await proven(proof.test, root, files, signal);
      return judgeRun(await runTests({ root, command: "", files, unsaved: [] }, signal));
    },
  };
}

async function proven(
  test: ProvingTest,
  root: string,
  files: readonly EditedFile[],
  signal: AbortSignal,
): Promise<CheckResult> {
  const refused = refuseChangedTests(
    files.map((file) => file.path),
    test,
  );
  if (refused) return refused;
  const texts = files.map(({ path: file, after }) => ({ path: file, text: after }));
  return await prove(test, (command, edit) => runProof({ root, command, texts: edit === "with" ? texts : [] }, signal));
}

function typesVerifier(root: string, { worker, library }: NonNullable<Engines["types"]>, textsOf: Texts): Verifier {
  return {
    name: "types",
    async check(draft, signal) {
      const files = textsOf(draft)
        .filter(({ languageId }) => SCRIPT.test(languageId))
        .map(({ path: file, before, after }) => ({ path: path.join(root, file), before, after }));
      if (files.length === 0) return SKIPPED;
      const report = await worker.check({ libraries: [library], files, unsaved: [] }, signal);
      return report && !signal.aborted ? judgeDelta(diagnosticsDelta(report.before, report.after)) : SKIPPED;
    },
  };
}
