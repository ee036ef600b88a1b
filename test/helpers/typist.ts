import {
  type CompleterDeps,
  Completer,
  type Outcome,
  type Query,
  type Reply,
} from "../../src/core/complete/completer.ts";
import type { Place } from "../../src/core/complete/place.ts";
import { type } from "./place.ts";

interface Waiting {
  readonly at: number;
  readonly go: () => void;
}

/** A time that goes on only when it is told to, with what waits for it. */
export class VirtualTime {
  #now = 0;
  #waiting: readonly Waiting[] = [];

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = [...this.#waiting, { at: this.#now + ms, go: resolve }];
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** Lets `ms` pass; whoever waits goes on in the order of time, with all that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#waiting.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.go();
      await settle();
    }
    this.#now = end;
  }
}

/** Promises that are ready go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** A request that a model got. */
export interface Asked {
  readonly place: Place;
  readonly signal: AbortSignal;
  landed: boolean;
}

function isInFlight({ landed, signal }: Asked): boolean {
  return !landed && !signal.aborted;
}

/** Somebody who types, the completer, and a model that needs 300 ms; each key ends the wait of the one before, as in VS Code. */
export class Typist {
  readonly time = new VirtualTime();
  readonly asked: Asked[] = [];
  readonly completer: Completer;
  place: Place;
  /** What the model says to the n-th request; the last goes for all further ones. */
  replies: readonly Reply[] = [];
  latest: Outcome | undefined;
  /** The most requests that were in flight at one moment. */
  mostInFlight = 0;
  #key = new AbortController();

  constructor(place: Place) {
    this.place = place;
    const ask: CompleterDeps<Place>["ask"] = async (at, signal) => {
      const asked = { place: at, signal, landed: false };
      this.asked.push(asked);
      this.mostInFlight = Math.max(this.mostInFlight, this.asked.filter(isInFlight).length);
      const reply = this.replies[this.asked.length - 1] ?? this.replies.at(-1);
      await this.time.sleep(300, signal);
      asked.landed = true;
      return signal.aborted || !reply ? { type: "cancelled" } : reply;
    };
    const sleep: CompleterDeps<Place>["sleep"] = (ms, signal) => this.time.sleep(ms, signal);
    this.completer = new Completer({ ask, sleep, clock: this.time });
  }

  /** Types `text` as one key and lets `ms` pass. */
  async type(text: string, ms: number, need: Query["need"] = "may-ask"): Promise<void> {
    await this.go(type(text, this.place), ms, need);
  }

  /** Goes to a place and lets `ms` pass. */
  async go(place: Place, ms: number, need: Query["need"] = "may-ask"): Promise<void> {
    this.#key.abort();
    this.#key = new AbortController();
    this.place = place;
    this.latest = undefined;
    const { signal } = this.#key;
    void this.completer.suggest({ place, need, delayMs: 150 }, signal).then((outcome) => {
      if (!signal.aborted) this.latest = outcome;
    });
    await this.time.pass(ms);
  }

  /** Text of what is shown now. */
  get shown(): string | undefined {
    return this.latest?.type === "suggestion" ? this.latest.suggestion.text : undefined;
  }
}
