import type { Dialogue, Message } from "../assist/message.ts";
import type { TaskKind } from "./kinds.ts";

/** What an agent does next: think about what it was asked, take in what tools gave, or go on writing. */
export type AgentStep = "plans" | "reads" | "writes";

/**
 * By what kind of work models are judged for a step. Planning is the agent's own kind; what follows from a plan is not:
 * taking in a result is like explaining code, going on after a change like an edit.
 */
export const STEP_KINDS: Readonly<Record<AgentStep, TaskKind | undefined>> = {
  plans: undefined,
  reads: "explain",
  writes: "edit",
};

/** Names of tools that change something; the words that the agents of VS Code, Cline, Roo and Continue use. */
const WRITES =
  /(?:^|[_\-/.]|\b)(?:edit|write|create|apply|patch|replace|insert|delete|rename|move|update|str_?replace)/i;
/** How tools say that something went wrong; at the beginning of a result or of one of its lines. */
const FAILED =
  /^\s*(?:\w*error\b|error:|failed\b|failure\b|fatal:|traceback\b|exception\b|command failed|exit code:? [1-9])/im;
/** A result says how it ended at its beginning or at its end. */
const LOOKED_AT = 2_000;

/**
 * Tells a step by its last messages: a message of a person is planned for, and so is what went wrong; after results of
 * tools that change something the agent writes on, after others it reads.
 */
export function agentStep({ messages }: Pick<Dialogue, "messages">): AgentStep {
  const end = messages.findLastIndex(({ role }) => role !== "tool");
  const results = messages.slice(end + 1);
  if (results.length === 0 || results.some(hasFailed)) return "plans";
  const asked = messages.slice(0, end + 1).flatMap(({ calls = [] }) => calls);
  const answered = new Set(results.flatMap(({ answers }) => answers ?? []));
  const names = asked.filter(({ id }) => answered.has(id)).map(({ name }) => name);
  return names.some((name) => WRITES.test(name)) ? "writes" : "reads";
}

function hasFailed({ text }: Message): boolean {
  return FAILED.test(text.slice(0, LOOKED_AT)) || FAILED.test(text.slice(-LOOKED_AT));
}
