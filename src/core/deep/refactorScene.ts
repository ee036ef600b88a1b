import { AssistError, isAssistError } from "../assist/errors.ts";
import type { ContextItem } from "../context/item.ts";
import { changeItems, editItems, isLong } from "../refactor/items.ts";
import { namesIn } from "../refactor/names.ts";
import { Drafts, type UsableFile } from "../refactor/drafts.ts";
import type { EditStep, LeftOutFile } from "../refactor/plan.ts";
import { PARTS_PROMPT, STEP_PROMPT } from "../refactor/prompt.ts";
import { isGenerated } from "../refactor/generated.ts";
import { phrase } from "../../util/phrase.ts";
import type { FlowPart, FlowScene } from "./flowPart.ts";
import type { RefactorPorts } from "./refactorPorts.ts";

/** What the parts of one refactoring share. */
export interface RefactorScene extends FlowScene {
  readonly ports: RefactorPorts;
  readonly drafts: Drafts;
}

export function sceneOf(scene: FlowScene, ports: RefactorPorts): RefactorScene {
  return { ...scene, ports: { ...ports, privacy: guarded(ports.privacy) }, drafts: new Drafts(ports.open) };
}

/** A fault of the rules themselves must not be mistaken for "no rule": nothing is sent, and the reason is said. */
function guarded(privacy: RefactorPorts["privacy"]): RefactorPorts["privacy"] {
  return async (paths, signal) => {
    try {
      return await privacy(paths, signal);
    } catch (error) {
      if (isAssistError(error) || signal.aborted) throw error;
      throw new AssistError("gate-failed", { reason: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** Opens files; those that may not be touched, are generated, or that a rule keeps in, are named and left out. */
export async function openAll(
  paths: readonly string[],
  { drafts, ports, signal }: RefactorScene,
): Promise<{ readonly files: readonly UsableFile[]; readonly leftOut: readonly LeftOutFile[] }> {
  const files: UsableFile[] = [];
  const leftOut: LeftOutFile[] = [];
  for (const path of new Set(paths)) {
    signal.throwIfAborted();
    const file = await drafts.open(path, signal);
    if (file.type === "refused") leftOut.push({ file: path, because: file.because });
    else if (isGenerated(path, file.type === "file" ? file.text : ""))
      leftOut.push({ file: path, because: phrase("it is generated") });
    else files.push(file);
  }
  const { gate } = await ports.privacy(
    files.map(({ path }) => path),
    signal,
  );
  const kept = files.filter(({ path }) => {
    const out = gate.check(path);
    if (out) leftOut.push({ file: path, because: phrase("{rule} keeps it in", { rule: out.rule }) });
    return !out;
  });
  return { files: kept, leftOut };
}

/** The request that writes one step, with the files as the steps before left them. */
export async function stepPart(
  step: EditStep,
  goal: string,
  { drafts, ports, signal }: RefactorScene,
): Promise<Omit<FlowPart, "verifiers">> {
  const present = step.files.flatMap((path) => {
    const text = drafts.text(path);
    return text === undefined ? [] : [{ path, language: drafts.languageOf(path), text }];
  });
  const made = step.files.filter((path) => drafts.text(path) === undefined);
  const names = [...namesIn(step.instruction), ...namesIn(goal)];
  const others = changeItems(drafts.changed(), step.files);
  const items: readonly ContextItem[] = [...present.flatMap((file) => editItems(file, names)), ...others];
  const needsPlace = made.length > 0 || present.some(isLong);
  return {
    task: "edit",
    prompt: needsPlace ? PARTS_PROMPT : STEP_PROMPT,
    instruction: instructionOf(step, goal, made),
    items,
    folded: phrase("the edit goes into the review"),
    privacy: await ports.privacy([...new Set(items.map(({ path }) => path))], signal),
  };
}

function instructionOf({ instruction, files }: EditStep, goal: string, made: readonly string[]): string {
  return [
    `The step: ${instruction}`,
    `Its files: ${files.map((path) => JSON.stringify(path) + (made.includes(path) ? " (to be made)" : "")).join(", ")}`,
    `What the refactoring is for: ${goal}`,
  ].join("\n");
}
