import type { Failure } from "../assist/errors.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { CheckName } from "../cascade/verdict.ts";
import type { CheckResult } from "../ports.ts";
import type { ConversationSignals } from "../router/decision.ts";
import type { DraftFile } from "../refactor/drafts.ts";
import { newProblems } from "../refactor/judge.ts";
import { type EditStep, inOrder, isEditorStep, type LeftOutFile, type RefactorPlan } from "../refactor/plan.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { askPart } from "./flowPart.ts";
import type { Closing } from "./inner.ts";
import { checkAll, WritingChecks } from "./refactorChecks.ts";
import { openAll, type RefactorScene, stepPart } from "./refactorScene.ts";
import { byEditor, byModel, CANCELLED, type StepEnd, unwritten, written } from "./refactorSteps.ts";
import { stepEvent } from "./stepEvents.ts";

/** What was done, when all steps are through. */
export interface CarriedOut {
  readonly files: readonly DraftFile[];
  readonly leftOut: readonly LeftOutFile[];
  /** Checks that ran on all changes together. */
  readonly checked: readonly CheckName[];
  /** What a check saw that is no reason to refuse. */
  readonly found?: Phrase;
  /** What there is nothing to check with. */
  readonly notChecked?: Phrase;
}

export type CarryEnd =
  | ({ readonly type: "done" } & CarriedOut)
  /** Nothing was changed, and this is why. */
  | { readonly type: "ended"; readonly closing: Closing };

/**
 * Carries out a plan on texts of its own, step by step: first what the editor does itself, then what models write, each
 * asked, checked and shifted up by the one road, then all changes checked together, and mended once where they do not fit
 * together. A step that cannot be done ends it, and nothing is changed.
 */
export async function* carryOut(plan: RefactorPlan, whole: RefactorScene): AsyncGenerator<AssistEvent, CarryEnd> {
  const scene = checkedAs(plan, whole);
  const run = { leftOut: [...plan.leftOut], answeredBy: undefined as ConversationSignals | undefined };
  const steps = inOrder(plan.steps);
  for (const [index, step] of steps.entries()) {
    if (scene.signal.aborted) return { type: "ended", closing: CANCELLED };
    const more = steps.slice(index + 1).some((later) => !isEditorStep(later));
    const id = `step-${index + 1}`;
    const end = isEditorStep(step)
      ? yield* byEditor(step, id, scene)
      : yield* byModel(step, { id, goal: plan.goal, more }, scene);
    if ("closing" in end) return { type: "ended", closing: end.closing };
    run.leftOut.push(...end.leftOut);
    run.answeredBy = end.answeredBy ?? run.answeredBy;
  }
  return yield* finish(run, plan, scene);
}

/** The checks that the plan asks for. */
function checkedAs({ checks }: RefactorPlan, scene: RefactorScene): RefactorScene {
  if (!checks) return scene;
  const { ports } = scene;
  return { ...scene, ports: { ...ports, checks: ports.checks.filter(({ name }) => checks.includes(name)) } };
}

interface Run {
  readonly leftOut: readonly LeftOutFile[];
  readonly answeredBy: ConversationSignals | undefined;
}

/** All changes checked together; where they do not fit together, they are mended once. */
async function* finish(
  { leftOut, answeredBy }: Run,
  plan: RefactorPlan,
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, CarryEnd> {
  const { drafts } = scene;
  let checked = yield* check("check", scene);
  if (checked.problem && answeredBy) {
    const mended = yield* mend(checked.problem, { goal: plan.goal, answeredBy }, scene);
    if ("closing" in mended) return { type: "ended", closing: mended.closing };
    checked = yield* check("check-again", scene);
  }
  if (checked.problem) {
    const failure: Failure = { code: "check-failed", facts: { reason: scene.ports.tell(checked.problem.because) } };
    return { type: "ended", closing: { type: "assist-error", failure, text: "" } };
  }
  const { problem: _none, names, ...told } = checked;
  return { type: "done", files: drafts.changed(), leftOut, checked: names, ...told };
}

interface Checked {
  readonly names: readonly CheckName[];
  readonly found?: Phrase;
  readonly notChecked?: Phrase;
  readonly problem?: {
    readonly because: Phrase;
    readonly complaint: string;
    readonly files: readonly string[];
  };
}

async function* check(id: string, scene: RefactorScene): AsyncGenerator<AssistEvent, Checked> {
  const { drafts } = scene;
  const files = drafts.changed();
  const base = { id, kind: "check" } as const;
  yield { type: "step", step: { ...base, title: phrase("Checking all changes together"), state: "running" } };
  const all = await checkAll(files, scene);
  const results = all.filter(({ result }) => result.type !== "skipped");
  const notChecked = all.map(({ result }) => notCheckedIn(result)).find((one) => one !== undefined);
  const names = results.map((one) => one.check.name);
  const bad = results.find(({ result }) => result.type === "failed");
  if (bad?.result.type === "failed") {
    const { because, complaint } = bad.result;
    const problems = newProblems(bad.finding);
    const detail = problems.map(({ file = "", message }) => `${file}: ${message}`).join("\n");
    yield stepEvent({ ...base, title: because, state: "failed", detail });
    const named = [...new Set(problems.flatMap(({ file }) => file ?? []))];
    const told = problems.map(({ file = "", message }) => `${file}: ${message}`).join("\n");
    return { names, problem: { because, complaint: told === "" ? complaint : told, files: named } };
  }
  const found = results
    .map(({ result }) => (result.type === "passed" ? result.found : undefined))
    .find((one) => one !== undefined);
  const title =
    names.length === 0 ? phrase("Nothing could check these changes") : checkedTitle(files.length, names.join(", "));
  yield { type: "step", step: { ...base, title, state: names.length === 0 ? "refused" : "done" } };
  return { names, ...(found ? { found } : {}), ...(notChecked ? { notChecked } : {}) };
}

function checkedTitle(files: number, checks: string): Phrase {
  return files === 1
    ? phrase("Checked 1 file and those that depend on it: {checks}", { checks })
    : phrase("Checked {files} files and those that depend on them: {checks}", { files, checks });
}

function notCheckedIn(result: CheckResult): Phrase | undefined {
  return result.type === "failed" ? undefined : result.notChecked;
}

/** One more request on the files that do not fit, to a stronger model where there is one, judged by all checks. */
async function* mend(
  problem: NonNullable<Checked["problem"]>,
  { goal, answeredBy }: { readonly goal: string; readonly answeredBy: ConversationSignals },
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, StepEnd> {
  const { drafts } = scene;
  const changed = drafts.changed().filter(({ after }) => after !== undefined);
  const { files } = await openAll([...problem.files, ...changed.map(({ path }) => path)], scene);
  const paths = files.filter(({ path }) => drafts.text(path) !== undefined).map(({ path }) => path);
  const own = problem.files.length > 0 ? paths.filter((path) => problem.files.includes(path)) : paths;
  const instruction = `After the refactoring the checks report:\n${problem.complaint}\nMend this with the smallest change.`;
  const step: EditStep = { kind: "edit", files: own.length > 0 ? own : paths, instruction };
  const base = { id: "mend", kind: "edit" } as const;
  const title = phrase("Mend {files}", { files: step.files.join(", ") });
  yield { type: "step", step: { ...base, title, state: "running" } };
  const checks = new WritingChecks(scene, { files: paths, scope: "all", more: false });
  const part = await stepPart(step, goal, scene);
  const end = yield* askPart(
    { ...part, task: "fix", verifiers: checks.verifiers, conversation: { ...answeredBy, failed: true } },
    scene,
  );
  const texts = written(end.closing, checks);
  if (!texts) return yield* unwritten(base, title, end.closing, scene);
  drafts.lay(texts);
  yield { type: "step", step: { ...base, title, state: "done" } };
  return { leftOut: [] };
}
