import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { AssistError, isAssistError, toFailure } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import type { TierChoice } from "../../core/models/tier.ts";
import { debugFlow } from "../../core/deep/debugFlow.ts";
import type { DebugTask } from "../../core/deep/debugTask.ts";
import type { Flow, Turn } from "../chat/conversation.ts";
import type { Asking } from "../commands/ask.ts";
import type { SettingsService } from "../settings.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";
import type { TerminalRecord } from "./terminalRecord.ts";
import { homeFolder, WorkspacePorts } from "./workspacePorts.ts";

/** What the commands that debug work with. */
export interface Debugging {
  readonly asking: Asking;
  readonly settings: SettingsService;
  readonly terminals: TerminalRecord;
  /** Told of each run of tests, for models that ask for the last one. */
  readonly tests: LastTestRun;
}

/** A flow that is ready to be asked, in the chat or by another surface. */
export interface DeepStart {
  readonly request: AssistRequest;
  readonly flow: Flow;
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

/** A flow for a bug. Throws `no-workspace`, and `needs-trust` where a test would run code of a folder without trust. */
export function debugStart(
  task: DebugTask,
  { text, context, instruction = "" }: StartWords,
  { settings, asking, tests }: Pick<Debugging, "settings" | "asking" | "tests">,
  home = homeFolder(),
): DeepStart {
  if (!home) throw new AssistError("no-workspace");
  if (task.type === "test") assertTrusted();
  const request: AssistRequest = {
    ...{ id: randomUUID(), task: "debug", instruction, origin: "command", ...asking.composer.choice },
    ...{ anchors: [], without: [], history: [], reading: asking.composer.reading },
  };
  return { request, flow: debugFlow(task, new WorkspacePorts(home, settings, tests)), text, context };
}

/** Running a command runs code of the folder. */
export function assertTrusted(): void {
  if (!vscode.workspace.isTrusted) throw new AssistError("needs-trust");
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
