import { type Debugging, startInChat } from "../deep/startDebugging.ts";
import { startOfChecks } from "../deep/startOfChecks.ts";
import { startOfMessage, startOfStop, startOfTerminal, startOfTest, startOfTrace } from "../deep/starts.ts";
import type { Turn } from "../chat/conversation.ts";

type Run = (debugging: Debugging, args: readonly unknown[]) => Promise<Turn | undefined>;

/** From where a developer meets a bug; each asks in the chat panel. */
export const fixFailingTest: Run = (deps, args) => startInChat(() => startOfTest(args, deps), deps.asking);
export const fixStackTrace: Run = (deps, args) => startInChat(() => startOfTrace(args, deps), deps.asking);
export const fixTerminalCommand: Run = (deps) => startInChat(() => startOfTerminal(deps), deps.asking);
export const explainStop: Run = (deps) => startInChat(() => startOfStop(deps), deps.asking);
export const fixUntilChecksPass: Run = (deps) => startInChat(() => startOfChecks(deps), deps.asking);

/** What may be written at the start of a message instead of running a command. */
const MENTIONS: Readonly<Record<string, Run>> = {
  "/fixtest": fixFailingTest,
  "/trace": fixStackTrace,
  "/terminal": fixTerminalCommand,
  "/exception": explainStop,
  "/checks": fixUntilChecksPass,
};

/**
 * A message that names one of these flows, or that is or holds a stack trace, starts it. False for every other message,
 * which is a question. What is written behind a mention with a trace goes along.
 */
export async function debugByMessage(message: string, deps: Debugging): Promise<boolean> {
  const [, mention = "", rest = ""] = /^\s*(\/[a-z]+)\b\s*([\s\S]*)$/i.exec(message) ?? [];
  const run = MENTIONS[mention.toLowerCase()];
  const pasted = startOfMessage(run ? rest : message, deps);
  if (pasted && (!run || run === fixStackTrace)) {
    await startInChat(() => pasted, deps.asking);
    return true;
  }
  if (!run) return false;
  await run(deps, []);
  return true;
}
