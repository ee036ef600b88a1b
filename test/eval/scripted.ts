import { filesOfDiff } from "../../src/core/changes/diff.ts";
import type { ChatBody } from "../workbench/endpointChat.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import type { Task } from "./task.ts";

/** Models of a known skill: full solves every task, mini those that have no wrong answer. */
export const SCRIPTED_MODELS = { mini: "scripted-mini", full: "scripted-full" } as const;

/** US dollars per million tokens, so that a cap has something to limit. */
export const SCRIPTED_PRICES = {
  "env/scripted-mini": { input: 0.15, output: 0.6 },
  "env/scripted-full": { input: 2.5, output: 10 },
} as const;

/** An endpoint that knows the tasks' own answers. No AI. */
export function startScripted(tasks: readonly Task[]): Promise<Endpoint> {
  return startEndpoint({ pace: 0, answer: (body) => scriptedAnswer(tasks, body) });
}

export function isMiniWrong({ wrong }: Task): boolean {
  return wrong.length > 0;
}

/** The answer to a prompt, by the one task whose file it names; undefined where it is about none. */
export function scriptedAnswer(tasks: readonly Task[], { model, messages }: ChatBody): string | undefined {
  const asked = messages.map(({ text }) => text).join("\n");
  const task = tasks.find((one) => asked.includes(`: ${JSON.stringify(nameOf(one))}`));
  if (!task) return undefined;
  const [wrong] = task.wrong;
  return model === SCRIPTED_MODELS.mini && wrong !== undefined ? wrong : task.right;
}

/** The file that a prompt about this task names, and no other. */
export function nameOf({ file, diff = "" }: Task): string {
  return file === "" ? (filesOfDiff(diff)[0]?.path ?? "") : file;
}
