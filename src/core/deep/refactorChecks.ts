import type { CheckResult, Draft, Verifier } from "../ports.ts";
import { applyReply } from "../refactor/applyReply.ts";
import type { DraftFile } from "../refactor/drafts.ts";
import { judgeAll, judgeStep } from "../refactor/judge.ts";
import { readPlan } from "../refactor/readPlan.ts";
import type { CheckFinding, FlowCheck } from "./refactorPorts.ts";
import type { RefactorScene } from "./refactorScene.ts";

/** A plan that cannot be read is no plan. */
export const planVerifier: Verifier = {
  name: "shape",
  check: ({ text, cut }) => Promise.resolve(checkPlan(text, cut)),
};

function checkPlan(text: string, cut: boolean): CheckResult {
  const read = readPlan(text);
  if (read.type === "plan") return { type: "passed" };
  const shorter = cut ? " The answer was cut off at its length limit; give a shorter plan." : "";
  return { type: "failed", because: read.because, complaint: read.complaint + shorter };
}

/** New texts of files by path; undefined for one that goes. */
export type Texts = ReadonlyMap<string, string | undefined>;

interface Writing {
  /** Files that the answer may change or make. */
  readonly files: readonly string[];
  /** `step` = judged by itself; `all` = together with everything before it. */
  readonly scope: "step" | "all";
  /** Files of other steps are still to be changed. */
  readonly more: boolean;
}

/**
 * The checks of an answer that writes a part of a refactoring. `texts` holds what the last good answer makes of the
 * files; undefined before there was one.
 */
export class WritingChecks {
  readonly #scene: RefactorScene;
  readonly #writing: Writing;
  #texts: Texts | undefined;

  constructor(scene: RefactorScene, writing: Writing) {
    this.#scene = scene;
    this.#writing = writing;
  }

  get texts(): Texts | undefined {
    return this.#texts;
  }

  get verifiers(): readonly Verifier[] {
    const { scope } = this.#writing;
    const checks = this.#scene.ports.checks.filter(({ each }) => each || scope === "all");
    return [
      { name: "edit", check: (draft) => Promise.resolve(this.#place(draft)) },
      ...checks.map((check): Verifier => ({ name: check.name, check: (_, signal) => this.#run(check, signal) })),
    ];
  }

  #place(draft: Draft): CheckResult {
    const { drafts } = this.#scene;
    this.#texts = undefined;
    const files = new Map(this.#writing.files.map((path) => [path, drafts.text(path)]));
    const applied = applyReply(draft.restore(draft.text), { files });
    if (applied.type === "rejected") return { type: "failed", because: applied.because, complaint: applied.complaint };
    this.#texts = applied.texts;
    return { type: "passed" };
  }

  async #run(check: FlowCheck, signal: AbortSignal): Promise<CheckResult> {
    const { drafts } = this.#scene;
    const { scope, files, more } = this.#writing;
    const texts = this.#texts ?? new Map();
    if (scope === "all") return judgeAll(await check.run(drafts.changed(texts), signal));
    const changed = drafts.step(texts);
    if (changed.length === 0) return { type: "skipped" };
    // Everything that has changed so far goes along, or the step would be judged against files that are out of date.
    const context = drafts.changed().filter(({ path }) => !changed.some((file) => file.path === path));
    const still = context.map((file): DraftFile => stay(file));
    return judgeStep(await check.run([...changed, ...still], signal), { own: new Set(files), more });
  }
}

/** A file that an earlier step has changed: the same before and after this one. */
function stay({ before: _old, ...file }: DraftFile): DraftFile {
  return file.after === undefined ? file : { ...file, before: file.after };
}

/** What the checks say of all changes together, strongest objection first. */
export async function checkAll(
  files: readonly DraftFile[],
  { ports, signal }: RefactorScene,
): Promise<readonly { readonly check: FlowCheck; readonly finding: CheckFinding; readonly result: CheckResult }[]> {
  const results: { check: FlowCheck; finding: CheckFinding; result: CheckResult }[] = [];
  for (const check of ports.checks) {
    signal.throwIfAborted();
    const finding = await check.run(files, signal);
    results.push({ check, finding, result: judgeAll(finding) });
    // A test run on code that does not compile says nothing new.
    if (results.at(-1)?.result.type === "failed") break;
  }
  return results;
}
