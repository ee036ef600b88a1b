import { TASK_KINDS, type TaskKind } from "../task/kinds.ts";

/** The user's words: for kinds of tasks, added to ours, and commands of their own by name, without the slash. */
export interface OwnPrompts {
  readonly tasks: Readonly<Partial<Record<TaskKind, string>>>;
  readonly commands: Readonly<Record<string, string>>;
}

const LONGEST = 8_000;
const COMMAND = /^\/[\p{L}\d][\p{L}\d_-]{0,40}$/u;

/** Answers that nobody reads as an answer. */
const FIXED: ReadonlySet<TaskKind> = new Set(["complete", "agent-step"]);

/** Reads `upshift.prompts.own`: a kind of task or `/name` each. A bad one is named and left out. */
export function ownPromptsOf(
  raw: Readonly<Record<string, unknown>>,
  bad: { setting: string; reason: string }[],
): OwnPrompts {
  const tasks: Partial<Record<TaskKind, string>> = {};
  const commands: Record<string, string> = {};
  for (const [name, words] of Object.entries(raw)) {
    const kind = TASK_KINDS.find((known) => known === name && !FIXED.has(known));
    const problem = problemOf(words, kind !== undefined || COMMAND.test(name));
    if (problem !== undefined || typeof words !== "string")
      bad.push({ setting: `upshift.prompts.own["${name}"]`, reason: problem ?? "must be a text" });
    else if (kind) tasks[kind] = words;
    else commands[name.slice(1)] = words;
  }
  return { tasks, commands };
}

function problemOf(words: unknown, isName: boolean): string | undefined {
  if (!isName) return "is neither a kind of task nor a name like /changelog";
  if (typeof words !== "string" || words.trim() === "") return "must be a text";
  return words.length > LONGEST ? `is longer than ${LONGEST} characters` : undefined;
}
