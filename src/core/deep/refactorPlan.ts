import type { AssistEvent } from "../assist/events.ts";
import type { StepInfo } from "../assist/step.ts";
import type { ContextItem } from "../context/item.ts";
import { codeBlocks } from "../edits/codeBlocks.ts";
import type { FoundPlaces, Planned } from "./refactorPorts.ts";
import { placesIn } from "../refactor/counts.ts";
import { planItems, type Place } from "../refactor/items.ts";
import { namesIn, plainRenames, wordsIn } from "../refactor/names.ts";
import {
  type EditorStep,
  filesOf,
  isEditorStep,
  type LeftOutFile,
  type PlanStep,
  type RefactorPlan,
} from "../refactor/plan.ts";
import { PLAN_PROMPT } from "../refactor/prompt.ts";
import { readPlan } from "../refactor/readPlan.ts";
import { phrase } from "../../util/phrase.ts";
import { askPart } from "./flowPart.ts";
import type { Closing } from "./inner.ts";
import { planVerifier } from "./refactorChecks.ts";
import { openAll, type RefactorScene } from "./refactorScene.ts";

export type PlanEnd =
  | ({ readonly type: "planned" } & Planned)
  /** There is no plan, and this is why. */
  | { readonly type: "ended"; readonly closing: Closing };

/** More places than this fill the prompt and still do not show all. */
const MOST_PLACES = 200;
const MOST_FILES = 40;

/**
 * Finds what an instruction is about and makes a plan. What is a plain rename is planned without a model, where the
 * language server can do it. Changes nothing.
 */
export async function* planRefactoring(scene: RefactorScene): AsyncGenerator<AssistEvent, PlanEnd> {
  const goal = scene.request.instruction.trim();
  const found = yield* lookAround(goal, scene);
  const renames = plainRenames(goal);
  if (renames) {
    const [file = ""] = found.places.map(({ path }) => path);
    const steps = renames.map(({ symbol, to }): EditorStep => ({ kind: "rename", file, symbol, to }));
    const tried = file === "" ? undefined : yield* tryAll(steps, scene);
    if (tried?.every(({ ok }) => ok))
      return planned({ goal, steps, leftOut: tried.flatMap(({ leftOut }) => leftOut) }, "", scene);
  }
  return yield* planByModel(goal, found, scene);
}

/** With every check there is; the user may take some out. */
function planned(plan: RefactorPlan, summary: string, { ports }: RefactorScene): PlanEnd {
  return { type: "planned", summary, plan: { ...plan, checks: ports.checks.map(({ name }) => name) } };
}

async function* lookAround(
  goal: string,
  { ports, request, signal }: RefactorScene,
): AsyncGenerator<AssistEvent, FoundPlaces> {
  const step = { id: "look", kind: "read" } as const;
  yield { type: "step", step: { ...step, title: phrase("Looking for affected places"), state: "running" } };
  const names = namesIn(goal);
  const found = await ports.find({ names, words: wordsIn(goal), anchors: request.anchors }, signal);
  const places = found.places.slice(0, MOST_PLACES);
  const files = new Set(places.map(({ path }) => path));
  const where = placesIn(places.length, files.size);
  const title =
    places.length === 0
      ? phrase("Found no place by name")
      : found.known
        ? phrase("Found {where} by the language server", { where })
        : phrase("Found {where} by search", { where });
  const late = found.late ? `${ports.tell(phrase("A language server did not answer in time."))}\n` : "";
  const detail = late + places.map(({ path, lines }) => `${path}:${lines.start}`).join("\n");
  yield { type: "step", step: { ...step, title, state: "done", ...(detail === "" ? {} : { detail }) } };
  return { ...found, places };
}

interface Tried {
  readonly step: EditorStep;
  readonly ok: boolean;
  readonly leftOut: readonly LeftOutFile[];
}

/** Asks the editor what each step would change: whether it can, and which files must be left out. */
async function* tryAll(
  steps: readonly EditorStep[],
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, readonly Tried[]> {
  const tried: Tried[] = [];
  for (const [index, step] of steps.entries()) {
    const id = `try-${index}`;
    yield { type: "step", step: { id, kind: "editor", title: phrase("Asking the language server"), state: "running" } };
    const result = await scene.ports.byEditor(step, scene.signal);
    if (result.type === "cannot") {
      const title = phrase("The language server cannot do it: {reason}", { reason: result.because });
      yield { type: "step", step: { id, kind: "editor", title, state: "failed" } };
      tried.push({ step, ok: false, leftOut: [] });
      continue;
    }
    const { files, leftOut } = await openAll(
      result.files.map(({ path }) => path),
      scene,
    );
    const places = result.files.reduce((sum, { changes }) => sum + changes.length, 0);
    const title = phrase("The language server can do it: {where}, no charge", {
      where: placesIn(places, files.length),
    });
    const detail = result.files.map(({ path, changes }) => `${path}: ${changes.length}`).join("\n");
    yield { type: "step", step: { id, kind: "editor", title, state: "done", detail } };
    tried.push({ step, ok: files.length > 0, leftOut });
  }
  return tried;
}

async function* planByModel(
  goal: string,
  found: FoundPlaces,
  scene: RefactorScene,
): AsyncGenerator<AssistEvent, PlanEnd> {
  const { ports, signal } = scene;
  const step = { id: "plan", kind: "plan" } as const;
  yield { type: "step", step: { ...step, title: phrase("Planning"), state: "running" } };
  const { items, leftOut } = await itemsFor(found.places, scene);
  const end = yield* askPart(
    {
      task: "refactor",
      prompt: PLAN_PROMPT,
      instruction: goal,
      items,
      privacy: await ports.privacy([...new Set(items.map(({ path }) => path))], signal),
      verifiers: [planVerifier],
      reads: true,
      folded: phrase("the plan is shown below"),
    },
    scene,
  );
  const { closing } = end;
  const read = closing.type === "assist-end" && closing.outcome === "answered" ? readPlan(closing.restored) : undefined;
  if (read?.type !== "plan") {
    yield { type: "step", step: stopped(step, closing) };
    if (!read || closing.type !== "assist-end") return { type: "ended", closing };
    const words = proseOf(end.text);
    if (words !== "") yield { type: "text-delta", attempt: 0, text: words };
    const failure = closing.note ?? { code: "check-failed", facts: {} };
    return { type: "ended", closing: { type: "assist-error", failure, text: words } };
  }
  const checked = await possible(read.steps, scene);
  const plan = { goal, steps: checked.steps, leftOut: distinct([...leftOut, ...read.leftOut, ...checked.leftOut]) };
  const title =
    plan.steps.length === 1 ? phrase("Planned 1 step") : phrase("Planned {count} steps", { count: plan.steps.length });
  yield { type: "step", step: { ...step, title, state: "done" } };
  return planned(plan, read.summary, scene);
}

function stopped(step: Pick<StepInfo, "id" | "kind">, closing: Closing): StepInfo {
  const cancelled = closing.type === "assist-end" && closing.outcome === "cancelled";
  return { ...step, title: phrase("There is no plan"), state: cancelled ? "stopped" : "failed" };
}

/** What a model says instead of a plan is for the user: a question back, or why it cannot; "" for a plan gone wrong. */
function proseOf(reply: string): string {
  return codeBlocks(reply).length > 0 || reply.trimStart().startsWith("{") ? "" : reply;
}

/** What goes along with the question for a plan: the places found, and what the user pointed at. */
async function itemsFor(
  places: readonly Place[],
  scene: RefactorScene,
): Promise<{ readonly items: readonly ContextItem[]; readonly leftOut: readonly LeftOutFile[] }> {
  const paths = [...new Set(places.map(({ path }) => path))].slice(0, MOST_FILES);
  const { files, leftOut } = await openAll(paths, scene);
  const items = files.flatMap((file) => (file.type === "file" ? planItems(file, places) : []));
  return { items, leftOut };
}

/** The steps without files that may not be touched; what is left without any file goes. */
async function possible(
  steps: readonly PlanStep[],
  scene: RefactorScene,
): Promise<{ readonly steps: readonly PlanStep[]; readonly leftOut: readonly LeftOutFile[] }> {
  const { files, leftOut } = await openAll(steps.flatMap(filesOf), scene);
  const known = new Map(files.map((file) => [file.path, file.type]));
  const kept = steps.flatMap((step): readonly PlanStep[] => {
    if (isEditorStep(step)) return known.get(step.file) === "file" ? [step] : [];
    const own = step.files.filter((path) => known.has(path));
    return own.length === 0 ? [] : [{ ...step, files: own }];
  });
  return { steps: kept, leftOut };
}

function distinct(leftOut: readonly LeftOutFile[]): readonly LeftOutFile[] {
  return [...new Map(leftOut.map((out) => [out.file, out])).values()];
}
