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

/** How the kind is known: stated by a command or button, or guessed from free text. */
export type KindSource = "command" | "chat" | "classified";
