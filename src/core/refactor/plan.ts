import type { CheckName } from "../cascade/verdict.ts";
import type { Phrase } from "../../util/phrase.ts";

/**
 * One step of a refactoring. `edit` is written by a model; the others are done by VS Code's language servers, which cost
 * nothing and miss no place. Paths are below the workspace folder, with `/`.
 */
export type PlanStep =
  | { readonly kind: "edit"; readonly files: readonly string[]; readonly instruction: string }
  | {
      readonly kind: "rename";
      /** File in which the symbol is declared, or at least used. */
      readonly file: string;
      readonly symbol: string;
      readonly to: string;
    }
  | { readonly kind: "imports"; readonly file: string }
  /** Takes a declaration into a new file of its own. */
  | { readonly kind: "move"; readonly file: string; readonly symbol: string };

export type EditStep = Extract<PlanStep, { readonly kind: "edit" }>;
/** What the editor does itself. */
export type EditorStep = Exclude<PlanStep, EditStep>;

/** A file that a refactoring does not touch although it was named or found. */
export interface LeftOutFile {
  readonly file: string;
  /** The end of a sentence. */
  readonly because: Phrase;
}

/** What is to be done, in order. A plan without steps is one that nobody wants carried out. */
export interface RefactorPlan {
  /** What the user asked for, in their words. */
  readonly goal: string;
  readonly steps: readonly PlanStep[];
  readonly leftOut: readonly LeftOutFile[];
  /** What is to judge all changes together; absent = every check there is. */
  readonly checks?: readonly CheckName[];
}

/** More steps than this nobody reads before they say yes. */
export const MOST_STEPS = 40;
/** More files than this in one step make an answer that is longer than what a model writes well. */
export const MOST_STEP_FILES = 8;

export function isEditorStep(step: PlanStep): step is EditorStep {
  return step.kind !== "edit";
}

/** The files that a step names; one of the editor may touch more. */
export function filesOf(step: PlanStep): readonly string[] {
  return step.kind === "edit" ? step.files : [step.file];
}

/** Every file that the steps name, once, in the order of the plan. */
export function filesOfPlan({ steps }: Pick<RefactorPlan, "steps">): readonly string[] {
  return [...new Set(steps.flatMap(filesOf))];
}

/**
 * The order in which steps are carried out: the editor's first, because language servers know the files only as they are
 * on the screen, then the models' in the order of the plan.
 */
export function inOrder(steps: readonly PlanStep[]): readonly PlanStep[] {
  return [...steps.filter(isEditorStep), ...steps.filter((step) => !isEditorStep(step))];
}
