/** The one list of task kinds: prompts, rules, ledger, kind table and settings use these words and no others. */
export const TASK_KINDS = [
  "complete",
  "explain",
  "fix",
  "debug",
  "refactor",
  "edit",
  "test",
  "document",
  "review",
  "commit",
  "chat",
  "agent-step",
] as const;

export type TaskKind = (typeof TASK_KINDS)[number];

/**
 * Kinds that are asked for so often that a second try would cost more than it brings: a stronger model never steps in for
 * them, neither after a refused answer nor after a failure.
 */
export const SINGLE_TRY: ReadonlySet<TaskKind> = new Set(["complete"]);

/** Tasks whose answer is an edit of the selected code. */
export const EDIT_TASKS: ReadonlySet<TaskKind> = new Set(["fix", "refactor", "edit", "document", "debug"]);

/** How the kind is known: stated by a command or button, guessed from free text, or told from an agent's messages. */
export type KindSource = "command" | "chat" | "classified" | "step";
