import assert from "node:assert/strict";
import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import { isAssistError } from "../../src/core/assist/errors.ts";
import { type ContextPack, pack } from "../../src/core/context/pack.ts";
import { createPathGate, type KeptOut } from "../../src/core/context/privacy.ts";
import { PRESETS, type Preset } from "../../src/core/models/presets.ts";
import type { ModelRequest, StreamPart } from "../../src/core/ports.ts";
import { PROMPTS } from "../../src/core/prompts/prompts.ts";
import type { Endpoint as Target } from "../../src/providers/endpoint.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { modelInfo } from "./make.ts";

export const KEY = "0ddValueOfTheUser";
/** For what is to run out of time. */
export const LIMITS = { firstTokenMs: 150, idleMs: 100, totalMs: 2_000 };
/** For what is to come in time, also on a machine that is busy with other things. */
export const PATIENT: typeof LIMITS = { firstTokenMs: 20_000, idleMs: 20_000, totalMs: 60_000 };

function packOf(localOnly?: KeptOut): ContextPack {
  const gate = createPathGate([]);
  return pack({
    prompt: PROMPTS.chat,
    instruction: "Hello",
    history: [],
    items: [],
    gate,
    localOnly,
    maxTokens: 16_000,
  });
}

export const request: ModelRequest = { pack: packOf(), maxOutputTokens: 200 };

function preset(id: string): Preset {
  const found = PRESETS.find((one) => one.id === id);
  assert.ok(found);
  return found;
}

export function target(baseUrl: string, more: { readonly preset?: string; readonly key?: string } = {}): Target {
  return { connection: "mine", preset: preset(more.preset ?? "custom"), baseUrl, key: () => Promise.resolve(more.key) };
}

interface Heard {
  readonly text: string;
  readonly finish?: Extract<StreamPart, { type: "finish" }>;
  readonly code?: ErrorCode;
  readonly facts?: object;
  readonly detail?: string;
}

interface Call {
  readonly model?: string;
  readonly preset?: string;
  readonly key?: string;
  readonly limits?: typeof LIMITS;
  readonly signal?: AbortSignal;
  readonly onText?: () => void;
  /** The rule by which what is sent is for this computer only. */
  readonly localOnly?: KeptOut;
  readonly endpoint?: Partial<Target>;
}

/** One request through the real SDK; the only code of these tests that calls the adapter. */
export async function ask(baseUrl: string, call: Call = {}): Promise<Heard> {
  const endpoint = { ...target(baseUrl, call), ...call.endpoint };
  const model = createOpenAiModel(modelInfo({ model: call.model ?? "demo-mini" }), endpoint, call.limits);
  const asked = call.localOnly ? { ...request, pack: packOf(call.localOnly) } : request;
  let text = "";
  let finish: Heard["finish"];
  try {
    for await (const part of model.stream(asked, call.signal ?? new AbortController().signal)) {
      if (part.type === "finish") finish = part;
      if (part.type !== "text-delta") continue;
      text += part.text;
      call.onText?.();
    }
  } catch (error) {
    if (!isAssistError(error)) throw error;
    const { code, facts, detail } = error;
    return { text, code, facts, ...(detail === undefined ? {} : { detail }) };
  }
  return { text, ...(finish ? { finish } : {}) };
}

/** A frame of a stream, for faults. */
export function chunk(content: string, finish: string | null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
