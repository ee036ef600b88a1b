import type { Phrase } from "../../util/phrase.ts";

/**
 * What an answer does besides asking models: `read` looks something up, `reproduce` runs what fails, `plan`, `edit` and
 * `check` are parts of a flow, `editor` is done by VS Code instead of a model, `tool` is run by another extension.
 */
export const STEP_KINDS = ["read", "reproduce", "plan", "edit", "check", "editor", "tool"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** `failed` = it ran and says no, or could not run; `refused` = a rule, a limit or the user said no; nothing was done. */
export const STEP_STATES = ["running", "done", "failed", "refused", "stopped"] as const;
export type StepState = (typeof STEP_STATES)[number];

/** One step of an answer, for people. A later one with the same id takes its place. */
export interface StepInfo {
  /** Unique in its answer. */
  readonly id: string;
  readonly kind: StepKind;
  /** One line, without a full stop: "Ran tests/money.test.mjs: 1 failed". */
  readonly title: Phrase;
  readonly state: StepState;
  /** Folded below the line, redacted where it was sent: output, places, results. */
  readonly detail?: string;
  readonly ms?: number;
}
