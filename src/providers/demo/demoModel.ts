import type { ModelInfo } from "../../core/models/model.ts";
import { NO_USAGE } from "../../core/models/usage.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../../core/ports.ts";
import { answer } from "./brain.ts";
import { type DemoModelName, isDemoModel } from "./models.ts";
import { planStream } from "./pace.ts";

export interface DemoModelOptions {
  /** Waits; may reject or resolve early when `signal` aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Stretches every wait: 1 as the model is paced (the default), 0 no wait at all. */
  readonly paceScale?: number;
}

/**
 * The scripted demo as a model inside this process: no network, no key. Streams at the pace of its tier, reports usage
 * in `finish`, and stops at once, without `finish`, when the signal aborts. Throws for a model that is none of the demo's.
 */
export function createDemoModel(info: ModelInfo, options: DemoModelOptions): ChatModel {
  const { model } = info;
  if (!isDemoModel(model)) throw new Error(`Not a demo model: ${JSON.stringify(model)}`);
  return { info, stream: (request, signal) => stream(model, request, options, signal) };
}

async function* stream(
  model: DemoModelName,
  request: ModelRequest,
  { sleep, paceScale = 1 }: DemoModelOptions,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  const reply = answer({ model, messages: request.pack.messages, maxTokens: request.maxOutputTokens });
  for (const { afterMs, text } of planStream(reply.text, reply.pace, paceScale)) {
    if (!(await waited(sleep, afterMs, signal))) return;
    yield { type: "text-delta", text };
  }
  if (signal.aborted) return;
  const usage = { ...NO_USAGE, input: reply.inputTokens, output: reply.outputTokens };
  yield { type: "finish", reason: reply.finish, usage, served: model };
}

/** False when the signal aborted before or while waiting. */
async function waited(sleep: DemoModelOptions["sleep"], ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    if (ms > 0) await sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}
