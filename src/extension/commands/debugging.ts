import type { TierChoice } from "../../core/models/tier.ts";
import { type Debugging, startInChat } from "../deep/startDebugging.ts";
import { startOfChecks } from "../deep/startOfChecks.ts";
import { startIn } from "../deep/mentions.ts";
import { startOfConsole, startOfStop, startOfTerminal, startOfTest, startOfTrace } from "../deep/starts.ts";
import type { Turn } from "../chat/conversation.ts";

type Run = (debugging: Debugging, args: readonly unknown[], tier?: TierChoice) => Promise<Turn | undefined>;

/** From where a developer meets a bug; each asks in the chat panel. */
export const fixFailingTest: Run = (deps, args, tier) => startInChat(() => startOfTest(args, deps), deps.asking, tier);
export const fixStackTrace: Run = (deps, args, tier) => startInChat(() => startOfTrace(args, deps), deps.asking, tier);
export const fixConsoleTrace: Run = (deps, _, tier) => startInChat(() => startOfConsole(deps), deps.asking, tier);
export const fixTerminalCommand: Run = (deps, _, tier) => startInChat(() => startOfTerminal(deps), deps.asking, tier);
export const explainStop: Run = (deps, _, tier) => startInChat(() => startOfStop(deps), deps.asking, tier);
export const fixUntilChecksPass: Run = (deps, _, tier) => startInChat(() => startOfChecks(deps), deps.asking, tier);

/**
 * A message that names one of these flows, or that is or holds a stack trace, starts it. False for every other message,
 * which is a question.
 */
export async function debugByMessage(message: string, deps: Debugging, tier: TierChoice | undefined): Promise<boolean> {
  const start = startIn(message, deps);
  if (start) await startInChat(start, deps.asking, tier);
  return start !== undefined;
}
