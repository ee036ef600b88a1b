import { failedTests } from "../../core/debug/failingTests.ts";
import type { FlowWord } from "./flowWords.ts";
import type { Debugging, DeepStart } from "./startDebugging.ts";
import { startOfChecks } from "./startOfChecks.ts";
import { startOfMessage, startOfStop, startOfTerminal, startOfTest, startOfTrace } from "./starts.ts";

type Starter = (deps: Debugging, rest: string) => Promise<DeepStart | undefined>;

/** The flows for a bug; that of a refactoring starts without them. */
const MENTIONS: Readonly<Record<string, Starter>> = {
  fixtest: async (deps, rest) =>
    failedTests(rest).length > 0 ? await startOfTest([], deps, rest) : told(await startOfTest([], deps), rest),
  trace: async (deps, rest) => startOfMessage(rest, deps) ?? (await startOfTrace([], deps)),
  terminal: async (deps, rest) => told(await startOfTerminal(deps), rest),
  exception: async (deps, rest) => told(await startOfStop(deps), rest),
  checks: async (deps, rest) => told(startOfChecks(deps), rest),
} satisfies Readonly<Record<Exclude<FlowWord, "refactor">, Starter>>;

/** What stands behind the word goes along as the user's own words. */
function told(start: DeepStart | undefined, instruction: string): DeepStart | undefined {
  return start && { ...start, request: { ...start.request, instruction: instruction.trim() } };
}

/** The flow that a word stands for; undefined for a word that stands for none. Throws as its start does. */
export function startOfMention(
  word: string,
  rest: string,
  deps: Debugging,
): Promise<DeepStart | undefined> | undefined {
  const name = word.toLowerCase();
  return Object.hasOwn(MENTIONS, name) ? MENTIONS[name]?.(deps, rest) : undefined;
}

/** The flow that a message starts: by a word at its beginning, or by the stack trace in it; undefined for a question. */
export function startIn(message: string, deps: Debugging): (() => Promise<DeepStart | undefined>) | undefined {
  const [, word = "", rest = ""] = /^\s*\/([a-z]+)(?![\w/])\s*([\s\S]*)$/i.exec(message) ?? [];
  if (Object.hasOwn(MENTIONS, word.toLowerCase())) return async () => await startOfMention(word, rest, deps);
  const pasted = startOfMessage(message, deps);
  return pasted && (() => Promise.resolve(pasted));
}
