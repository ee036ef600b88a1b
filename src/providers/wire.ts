import type { ErrorFacts } from "../core/assist/errors.ts";
import type { Message, Tool } from "../core/assist/message.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { Preset } from "../core/models/presets.ts";
import type { ModelRequest, StreamPart } from "../core/ports.ts";
import { toChatMessage, toChatTool } from "./chatMessages.ts";
import { foldChunk, isCompletion } from "./foldChunk.ts";
import { foldResponse, isResponse } from "./foldResponse.ts";
import type { FoldState } from "./foldState.ts";
import type { JsonObject } from "./json.ts";
import { leaveOut, type Learnt } from "./learnt.ts";
import { toResponseItems, toResponseTool } from "./responseItems.ts";

/** What a body is made of. */
export interface WireRequest {
  readonly info: ModelInfo;
  readonly preset: Preset;
  readonly request: ModelRequest;
  readonly learnt: Learnt;
}

/** A wire flavour: how a request is written and how its answer is read. */
export interface Wire {
  /** Below the base address. */
  readonly path: string;
  readonly body: (request: WireRequest) => JsonObject;
  /** The parts of one JSON object of the answer; updates `state`. Throws `AssistError` for a failure in it. */
  readonly fold: (chunk: unknown, state: FoldState, facts: ErrorFacts) => readonly StreamPart[];
  /** Whether a JSON document, sent instead of a stream, holds an answer. */
  readonly isAnswer: (document: unknown) => boolean;
}

const CHAT: Wire = {
  path: "/chat/completions",
  body({ info, preset, request, learnt }) {
    const { tools, mustCall } = toolsIn(request, learnt);
    return leaveOut(learnt, {
      model: info.model,
      messages: messagesOf({ info, preset, request, learnt }).map(toChatMessage).map(inRole(preset)),
      ...(tools.length > 0 ? { tools: tools.map(toChatTool) } : {}),
      ...(mustCall ? { tool_choice: "required" } : {}),
      stream: true,
      [learnt.limitField ?? limitField(info, preset)]: request.maxOutputTokens,
      ...(request.effort === undefined ? {} : { reasoning_effort: request.effort }),
      // Models that reason refuse it, and Responses has no such field.
      ...(request.stop && info.leastEffort === undefined ? { stop: request.stop } : {}),
      ...(preset.usageOption ? { stream_options: { include_usage: true } } : {}),
    });
  },
  fold: foldChunk,
  isAnswer: isCompletion,
};

const RESPONSES: Wire = {
  path: "/responses",
  body({ info, preset, request, learnt }) {
    const { tools, mustCall } = toolsIn(request, learnt);
    return leaveOut(learnt, {
      model: info.model,
      input: messagesOf({ info, preset, request, learnt }).flatMap(toResponseItems).map(inRole(preset)),
      ...(tools.length > 0 ? { tools: tools.map(toResponseTool) } : {}),
      ...(mustCall ? { tool_choice: "required" } : {}),
      stream: true,
      max_output_tokens: request.maxOutputTokens,
      // Nothing of the user's code is to stay at the provider.
      store: false,
      ...(request.effort === undefined ? {} : { reasoning: { effort: request.effort } }),
    });
  },
  fold: foldResponse,
  isAnswer: isResponse,
};

/** Responses for models that reason, where the endpoint speaks it; Chat Completions elsewhere. */
export function wireFor(info: ModelInfo, preset: Preset, learnt: Learnt): Wire {
  const reasons = info.leastEffort !== undefined;
  return preset.responses && reasons && !learnt.chatOnly ? RESPONSES : CHAT;
}

export function isResponsesWire(wire: Wire): boolean {
  return wire === RESPONSES;
}

/** Gateways take the field of their own and turn it into the model's. */
function limitField({ parameters }: ModelInfo, preset: Preset): Preset["limitField"] {
  return parameters !== undefined && !preset.passesOn ? "max_completion_tokens" : preset.limitField;
}

/** An endpoint that takes no tools gets none, where the request can do without them. */
function toolsIn({ pack }: ModelRequest, { noTools }: Learnt): { tools: readonly Tool[]; mustCall: boolean } {
  const { tools = [], mustCall = false, toolsOptional = false } = pack;
  return noTools && toolsOptional ? { tools: [], mustCall: false } : { tools, mustCall };
}

function messagesOf({ info, preset, request: { pack }, learnt }: WireRequest): readonly Message[] {
  const folds = learnt.foldSystem || preset.systemRole === "fold" || info.parameters === "first-reasoning";
  return folds ? folded(pack.messages) : pack.messages;
}

/** Our instructions in the role that the endpoint gives them. */
function inRole({ systemRole }: Preset): (message: object) => object {
  return (message) =>
    systemRole === "developer" && "role" in message && message.role === "system"
      ? { ...message, role: "developer" }
      : message;
}

/** The system's text at the head of the first question. */
function folded(messages: readonly Message[]): readonly Message[] {
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  const rest = messages.filter(({ role }) => role !== "system");
  const first = rest.findIndex(({ role }) => role === "user");
  return rest.map((message, index) =>
    index === first ? { ...message, text: [...system, message.text].join("\n\n") } : message,
  );
}
