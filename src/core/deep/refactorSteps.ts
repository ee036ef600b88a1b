import type { Failure } from "../assist/errors.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { StepInfo } from "../assist/step.ts";
import { applyChanges } from "../edits/change.ts";
import { moveChanges } from "../edits/moveChanges.ts";
import type { ConversationSignals } from "../router/decision.ts";
import { placesIn } from "../refactor/counts.ts";
import type { EditorStep, EditStep, LeftOutFile } from "../refactor/plan.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { askPart } from "./flowPart.ts";
import type { Closing } from "./inner.ts";
import { type Texts, WritingChecks } from "./refactorChecks.ts";
import { openAll, type RefactorScene, stepPart } from "./refactorScene.ts";

/** The user stopped it. */
export const CANCELLED: Closing = { type: "assist-end", outcome: "cancelled", text: "", restored: "" };

/** A step is done, or it ends the whole with this. */
export type StepEnd =
  | { readonly leftOut: readonly LeftOutFile[]; readonly answeredBy?: ConversationSignals | undefined }
  | { readonly closing: Closing };

/** What the language server makes of a step, laid over the drafts. */
export async function* byEditor(
  step: EditorStep,
  id: string,
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, StepEnd> {
  const { ports, signal, drafts } = scene;
  const base = { id, kind: "editor" } as const;
  yield { type: "step", step: { ...base, title: editorTitle(step), state: "running" } };
  const result = await ports.byEditor(step, signal);
  if (signal.aborted) return { closing: CANCELLED };
  if (result.type === "cannot") return yield* failed(base, editorTitle(step), result.because, scene);
  const { files, leftOut } = await openAll(
    result.files.map(({ path }) => path),
    scene,
  );
  const texts = new Map<string, string>();
  let places = 0;
  for (const { path, base: text, changes } of result.files) {
    if (!files.some((file) => file.path === path)) continue;
    const current = drafts.text(path);
    const moved = text === undefined ? changes : moveChanges(changes, text, current ?? "");
    if (!moved)
      return yield* failed(base, editorTitle(step), phrase("{file} changed in the same lines", { file: path }), scene);
    texts.set(path, applyChanges(current ?? "", moved));
    places += changes.length;
  }
  drafts.lay(texts);
  const done = { step: editorTitle(step), where: placesIn(places, texts.size) };
  const title = phrase("{step}: {where}, by the editor, no charge", done);
  const detail = [...texts.keys()].join("\n");
  yield { type: "step", step: { ...base, title, state: "done", detail } };
  return { leftOut };
}

function editorTitle(step: EditorStep): Phrase {
  switch (step.kind) {
    case "rename":
      return phrase("Rename {symbol} to {name}", { symbol: step.symbol, name: step.to });
    case "move":
      return phrase("Move {symbol} to a new file", { symbol: step.symbol });
    case "imports":
      return phrase("Organize imports in {file}", { file: step.file });
  }
}

interface Writing {
  readonly id: string;
  readonly goal: string;
  readonly more: boolean;
}

/** What a model makes of a step, judged by the checks and laid over the drafts. */
export async function* byModel(
  step: EditStep,
  { id, goal, more }: Writing,
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, StepEnd> {
  const base = { id, kind: "edit" } as const;
  const { files, leftOut } = await openAll(step.files, scene);
  const own = { ...step, files: files.map(({ path }) => path) };
  const title = phrase("Edit {files}", { files: own.files.join(", ") });
  const [out] = leftOut;
  if (files.length === 0)
    return yield* failed(base, phrase("Edit {files}", { files: step.files.join(", ") }), out?.because ?? title, scene);
  yield { type: "step", step: { ...base, title, state: "running", detail: step.instruction } };
  const checks = new WritingChecks(scene, { files: own.files, scope: "step", more });
  const end = yield* askPart({ ...(await stepPart(own, goal, scene)), verifiers: checks.verifiers }, scene);
  const texts = written(end.closing, checks);
  if (!texts) return yield* unwritten(base, title, end.closing, scene);
  scene.drafts.lay(texts);
  yield { type: "step", step: { ...base, title, state: "done", detail: step.instruction } };
  return { leftOut, answeredBy: end.answeredBy };
}

/** What a good answer made of the files; undefined after a failure, a stop, or a refusal by the last check. */
export function written(closing: Closing, { texts }: WritingChecks): Texts | undefined {
  if (closing.type === "assist-error" || closing.outcome === "cancelled") return undefined;
  return closing.note?.code === "check-failed" ? undefined : texts;
}

/** The end of a step that has no good answer. */
export async function* unwritten(
  step: Pick<StepInfo, "id" | "kind">,
  title: Phrase,
  closing: Closing,
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, StepEnd> {
  if (closing.type === "assist-end" && closing.outcome === "cancelled") {
    yield { type: "step", step: { ...step, title, state: "stopped" } };
    return { closing };
  }
  if (closing.type === "assist-end") {
    const reason = closing.note?.facts.reason ?? phrase("the answer holds no edit");
    return yield* failed(step, title, phrase("{reason}", { reason }), scene);
  }
  yield { type: "step", step: { ...step, title, state: "failed" } };
  return { closing };
}

/** A step that cannot be done: its reason stands with it and ends the whole. */
async function* failed(
  step: Pick<StepInfo, "id" | "kind">,
  title: Phrase,
  because: Phrase,
  { ports }: RefactorScene,
): AsyncGenerator<AssistEvent, StepEnd> {
  const reason = ports.tell(because);
  yield { type: "step", step: { ...step, title, state: "failed", detail: reason } };
  const failure: Failure = { code: "step-failed", facts: { step: ports.tell(title), reason } };
  return { closing: { type: "assist-error", failure, text: "" } };
}
