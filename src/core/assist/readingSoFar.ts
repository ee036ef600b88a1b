import { counted } from "../context/counted.ts";
import type { ContextPack } from "../context/pack.ts";
import { promptSize } from "../models/promptSize.ts";
import { worstCost } from "../models/worst.ts";
import type { Compared } from "./baseline.ts";
import type { Booking } from "./booking.ts";
import { type AssistDeps, scaleOf } from "./deps.ts";
import type { AssistEvent } from "./events.ts";
import type { ToolCall } from "./message.ts";
import { ReadingCaps } from "../tools/readingCaps.ts";
import { Reads } from "./reads.ts";
import type { AssistRequest } from "./request.ts";
import type { Run } from "./runOne.ts";

/** The reading of one request beside its attempts: what was read, and what that means for the account. */
export class ReadingSoFar {
  readonly #reads: Reads | undefined;
  readonly #deps: AssistDeps;
  readonly #earlier: Compared[] = [];
  #readTokens = 0;

  constructor({ reading, dialogue }: AssistRequest, deps: AssistDeps) {
    this.#deps = deps;
    const { reader, newId, log, clock } = deps;
    if (!reader || !reading || dialogue) return;
    const caps = deps.readingCaps ?? new ReadingCaps(reading);
    this.#reads = new Reads({ reader, caps, newId, log, now: () => clock.monotonic() });
  }

  /** Calls of this request's models are ours to run. */
  get active(): boolean {
    return this.#reads !== undefined;
  }

  /** For the booking of the next attempt. */
  get booked(): { readonly readTokens?: number; readonly earlier?: readonly Compared[] } {
    return this.#earlier.length === 0 ? {} : { readTokens: this.#readTokens, earlier: [...this.#earlier] };
  }

  /** An attempt has ended. */
  note({ entry }: Booking): void {
    if (entry) this.#reads?.note(entry);
  }

  /** Runs the calls that an attempt ended in; gives what the same model is sent next. */
  async *follow(
    calls: readonly ToolCall[],
    { run, maxOutputTokens }: { readonly run: Run; readonly maxOutputTokens: number },
    signal: AbortSignal,
  ): AsyncGenerator<AssistEvent, ContextPack> {
    const { packed: pack, booking, seat } = run;
    if (!this.#reads) return pack;
    this.#earlier.push(booking.compared);
    const scale = scaleOf(seat, this.#deps);
    const { info } = seat;
    const sizeOf = ({ summary }: ContextPack): ReturnType<typeof promptSize> => promptSize(summary, info.model, scale);
    const next = yield* this.#reads.follow(
      {
        ...{ calls, pack, text: booking.record.text, local: info.local },
        roomTokens: (info.contextWindow ?? Infinity) - maxOutputTokens - sizeOf(pack).most,
        worst: (one) => {
          const size = sizeOf(one);
          const cost = worstCost(info, size, maxOutputTokens);
          return { tokens: size.most + maxOutputTokens, ...("pico" in cost ? { pico: cost.pico } : {}) };
        },
      },
      signal,
    );
    // Counted like the pack before it; less than nothing where the tools themselves went.
    const sized = await counted(next, this.#deps.tokenizer);
    this.#readTokens += sized.summary.tokens - pack.summary.tokens;
    return sized;
  }
}
