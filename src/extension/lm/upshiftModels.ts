import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { assist } from "../../core/assist/assist.ts";
import type { AssistDeps, Seat } from "../../core/assist/deps.ts";
import type { Failure } from "../../core/assist/errors.ts";
import type { ToolCall } from "../../core/assist/message.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import { RestoreStream } from "../../core/context/restoreStream.ts";
import { sizeOf } from "../../core/context/size.ts";
import { estimateTokens } from "../../core/context/tokens.ts";
import { TIER_CHOICES, TIER_NAMES, type TierChoice } from "../../core/models/tier.ts";
import { PROMPTS } from "../../core/prompts/prompts.ts";
import { describeFailure } from "../errors.ts";
import type { Models } from "../models.ts";
import type { Words } from "../words.ts";
import { AgentTurns } from "./agentTurns.ts";
import { toDialogue } from "./messages.ts";

/** Where a model's window is not known, programs get the smallest that is usual today. */
const USUAL_WINDOW = 32_000;

export interface UpshiftModelsDeps {
  readonly assist: AssistDeps;
  readonly models: Models;
  readonly words: Words;
}

type Information = vscode.LanguageModelChatInformation;

/**
 * Upshift as models of VS Code: Auto and each tier that has a model. What other programs ask takes the one road: routed,
 * redacted, booked; placeholders of secrets are put back into what they get.
 */
export class UpshiftModels implements vscode.LanguageModelChatProvider {
  readonly #deps: UpshiftModelsDeps;
  readonly #turns: AgentTurns;
  readonly onDidChangeLanguageModelChatInformation: vscode.Event<void>;

  constructor(deps: UpshiftModelsDeps) {
    this.#deps = deps;
    this.#turns = new AgentTurns(() => deps.assist.clock.now());
    this.onDidChangeLanguageModelChatInformation = deps.models.onDidChange;
  }

  provideLanguageModelChatInformation(): Information[] {
    const seats = this.#deps.models.seats().filter(isOwn);
    if (seats.length === 0) return [];
    return TIER_CHOICES.flatMap((choice) => {
      const served = choice === "auto" ? seats : seats.filter(({ tier }) => tier === choice);
      return served.length === 0 ? [] : [informationOf(choice, served, this.#deps.words)];
    });
  }

  async provideLanguageModelChatResponse(
    { id }: Information,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: vscode.ProvideLanguageModelChatResponseOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const left = new AbortController();
    const cancelled = token.onCancellationRequested(() => left.abort());
    const dialogue = toDialogue(messages, options);
    const conversation = this.#turns.signalsFor(dialogue);
    const request: AssistRequest = {
      id: randomUUID(),
      task: "agent-step",
      instruction: "",
      origin: "language-model",
      tier: TIER_CHOICES.find((choice) => choice === id) ?? "auto",
      anchors: [],
      without: [],
      history: [],
      dialogue,
      ...(conversation ? { conversation } : {}),
    };
    try {
      await this.#answer(request, progress, left.signal);
    } finally {
      cancelled.dispose();
    }
  }

  provideTokenCount(_model: Information, text: string | vscode.LanguageModelChatRequestMessage): Promise<number> {
    if (typeof text === "string") return Promise.resolve(estimateTokens(text));
    const { messages } = toDialogue([text], { toolMode: vscode.LanguageModelChatToolMode.Auto });
    return Promise.resolve(sizeOf(messages));
  }

  async #answer(
    request: AssistRequest,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    signal: AbortSignal,
  ): Promise<void> {
    const deps = { ...this.#deps.assist, seats: () => this.#deps.assist.seats().filter(isOwn) };
    let restore = (text: string): string => text;
    let stream = new RestoreStream(restore);
    const say = (text: string): void => {
      if (text !== "") progress.report(new vscode.LanguageModelTextPart(text));
    };
    for await (const event of assist(request, deps, signal)) {
      if (event.type === "route-decided") {
        ({ restore } = event);
        stream = new RestoreStream(restore);
      } else if (event.type === "text-delta") say(stream.push(event.text));
      else if (event.type === "tool-call") {
        say(stream.end());
        progress.report(toCallPart(event.call, restore));
      } else if (event.type === "attempt-end") {
        if (request.dialogue) this.#turns.note(request.dialogue, event.entry);
      } else if (event.type === "assist-end") say(stream.end());
      else if (event.type === "assist-error") throw this.#errorOf(event.failure);
    }
  }

  /** What the program that asked shows: our sentence, under the API's own codes where it has one. */
  #errorOf(failure: Failure): Error {
    const { words } = this.#deps;
    const sentence = words.tell(describeFailure(failure, Date.now(), words.locale).sentence);
    switch (failure.code) {
      case "no-model":
      case "model-not-found":
        return vscode.LanguageModelError.NotFound(sentence);
      case "auth":
      case "permission":
      case "key-missing":
        return vscode.LanguageModelError.NoPermissions(sentence);
      case "filtered":
      case "refused":
      case "over-budget":
        return vscode.LanguageModelError.Blocked(sentence);
      default:
        return new Error(sentence);
    }
  }
}

/** A model of VS Code's own is not offered to VS Code again. */
function isOwn({ info }: Seat): boolean {
  return info.price.kind !== "included";
}

function informationOf(choice: TierChoice, seats: readonly Seat[], { t }: Words): Information {
  const infos = seats.map(({ info }) => info);
  const room = PROMPTS["agent-step"].answerTokens;
  const output = Math.max(...infos.map(({ maxOutput = room }) => Math.min(maxOutput, room)));
  const window = Math.max(...infos.map(({ contextWindow = USUAL_WINDOW }) => contextWindow));
  const [first] = infos;
  return {
    id: choice,
    name: choice === "auto" ? "Upshift Auto" : `Upshift ${TIER_NAMES[choice]}`,
    family: "upshift",
    version: "1",
    detail: choice === "auto" ? t("routed step by step", {}) : (first?.label ?? ""),
    tooltip:
      choice === "auto"
        ? t("Upshift picks the model for each step, within your budget; every step is in your cost view", {})
        : t("{model} through Upshift; every step is in your cost view", { model: first?.label ?? "" }),
    maxInputTokens: Math.max(1, window - output),
    maxOutputTokens: output,
    capabilities: { imageInput: infos.some(({ images }) => images !== false), toolCalling: true },
  };
}

function toCallPart(call: ToolCall, restore: (text: string) => string): vscode.LanguageModelToolCallPart {
  return new vscode.LanguageModelToolCallPart(call.id, call.name, parseArguments(restore(call.arguments)));
}

/** A call whose arguments are no JSON object is handed on with what there is: its tool refuses it and the model learns. */
function parseArguments(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text === "" ? "{}" : text);
    return typeof parsed === "object" && parsed !== null ? parsed : { value: parsed };
  } catch {
    return { invalid: text };
  }
}
