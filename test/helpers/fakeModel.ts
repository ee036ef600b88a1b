import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import { AssistError } from "../../src/core/assist/errors.ts";
import type { ErrorFacts } from "../../src/core/assist/errors.ts";
import type { ModelInfo } from "../../src/core/models/model.ts";
import { NO_USAGE, type Usage } from "../../src/core/models/usage.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../../src/core/ports.ts";

type Finish = Extract<StreamPart, { type: "finish" }>;

/** One step of a scripted answer. A script that ends without `finish` or `throw` is a stream that broke off silently. */
export type Move = StreamPart | { readonly type: "throw"; readonly error: unknown } | { readonly type: "hang" };
export type Script = readonly Move[];

export const text = (value: string): Move => ({ type: "text-delta", text: value });
export const reasoning = (value: string): Move => ({ type: "reasoning-delta", text: value });
export const finish = (more: Partial<Finish> = {}): Move => ({ type: "finish", reason: "stop", ...more });
export const fails = (code: ErrorCode, facts: ErrorFacts = {}): Move => ({
  type: "throw",
  error: new AssistError(code, facts),
});
export const hang: Move = { type: "hang" };

export function usage(input: number, output: number, more: Partial<Usage> = {}): Usage {
  return { ...NO_USAGE, input, output, ...more };
}

/** A whole answer that reports its usage. */
export const answer = (value: string, used = usage(100, 10)): Script => [text(value), finish({ usage: used })];

/** A model that follows its scripts, one per call (the last for every further one), and keeps the contract of the port. */
export class FakeModel implements ChatModel {
  readonly info: ModelInfo;
  readonly requests: ModelRequest[] = [];
  /** Streams that were begun and not yet closed. */
  open = 0;
  readonly #scripts: readonly Script[];

  constructor(info: ModelInfo, ...scripts: readonly Script[]) {
    this.info = info;
    this.#scripts = scripts;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<StreamPart, void> {
    this.requests.push(request);
    this.open += 1;
    try {
      for (const move of this.#scripts[this.requests.length - 1] ?? this.#scripts.at(-1) ?? []) {
        await Promise.resolve();
        if (signal.aborted) return;
        if (move.type === "throw") throw move.error;
        if (move.type === "hang") await aborted(signal);
        else yield move;
      }
    } finally {
      this.open -= 1;
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
