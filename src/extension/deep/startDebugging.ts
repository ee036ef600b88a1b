import { randomUUID } from "node:crypto";
import { AssistError, isAssistError, toFailure } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import type { TierChoice } from "../../core/models/tier.ts";
import type { Flow, Turn } from "../chat/conversation.ts";
import type { Asking } from "../commands/ask.ts";
import { type FlowParts, flowOf } from "./flows.ts";
import type { KeptFlow } from "./keptFlow.ts";
import type { TerminalRecord } from "./terminalRecord.ts";
import { homeFolder } from "./workspacePorts.ts";

/** What the commands that debug work with. */
export interface Debugging extends FlowParts {
  readonly asking: Asking;
  readonly terminals: TerminalRecord;
}

/** A flow that is ready to be asked, in the chat or by another surface. */
export interface DeepStart {
  readonly request: AssistRequest;
  readonly flow: Flow;
  readonly kept: KeptFlow;
  /** What the bubble shows, and the line under it. */
  readonly text: string;
  readonly context: string;
}

/** How a flow is named, and what the user said besides. */
export interface StartWords {
  readonly text: string;
  readonly context: string;
  readonly instruction?: string;
}

/** A flow for a bug, in the folder where its commands run. Throws `no-workspace`. */
export function debugStart(
  keptIn: (home: string) => Exclude<KeptFlow, { readonly kind: "plan" }>,
  { text, context, instruction = "" }: StartWords,
  deps: Debugging,
  home = homeFolder(),
): DeepStart {
  if (!home) throw new AssistError("no-workspace");
  const kept = keptIn(home.uri.toString());
  const { composer } = deps.asking;
  const request: AssistRequest = {
    ...{ id: randomUUID(), task: "debug", instruction, origin: "command", ...composer.choice },
    ...{ anchors: [], without: [], history: [], reading: composer.reading },
  };
  return { request, flow: flowOf(kept, deps), kept, text, context };
}

/** Asks in the chat panel. What keeps a flow from starting is said once, with a next step. */
export async function startInChat(
  prepare: () => Promise<DeepStart | undefined> | DeepStart,
  { conversation, chat, chooseTier, report }: Asking,
  wanted?: TierChoice,
): Promise<Turn | undefined> {
  try {
    const start = await prepare();
    if (!start) return undefined;
    const { request, ...shown } = start;
    await chat.reveal(false);
    const tier = wanted ?? (await chooseTier(request));
    return tier === undefined ? undefined : await conversation.ask({ ...request, tier }, shown);
  } catch (error) {
    if (!isAssistError(error)) throw error;
    report(toFailure(error));
    return undefined;
  }
}
