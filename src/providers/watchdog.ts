/** Longest waits of one request, in ms. */
export interface Limits {
  /** From sending to the first text. */
  readonly firstTokenMs: number;
  /** Between two reads after it. */
  readonly idleMs: number;
  readonly totalMs: number;
}

export const CLOUD_LIMITS: Limits = { firstTokenMs: 90_000, idleMs: 45_000, totalMs: 900_000 };
/** A local server may load its model first. */
export const LOCAL_LIMITS: Limits = { firstTokenMs: 300_000, idleMs: 120_000, totalMs: 1_800_000 };

/** How long the usage may take after the answer, in ms. */
const CLOSING_MS = 5_000;

/** `timeout`: no answer, or none that ended; `no-text`: an answer without text; `stalled`: silence in the middle. */
export type Expired = "timeout" | "no-text" | "stalled";

/**
 * Ends a request that waits too long or that its caller gives up: aborts `signal`, and remembers which limit passed. One
 * timer at a time, re-armed per read and not per event.
 */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #limits: Limits;
  readonly #caller: AbortSignal;
  readonly #stop = (): void => this.#controller.abort();
  readonly #total: NodeJS.Timeout;
  #timer: NodeJS.Timeout;
  #phase: "sent" | "answered" | "streaming" = "sent";
  #expired: Expired | undefined;

  constructor(limits: Limits, caller: AbortSignal) {
    this.#limits = limits;
    this.#caller = caller;
    if (caller.aborted) this.#stop();
    else caller.addEventListener("abort", this.#stop, { once: true });
    this.#timer = setTimeout(() => this.#expire(this.#phase === "sent" ? "timeout" : "no-text"), limits.firstTokenMs);
    this.#total = setTimeout(() => this.#expire("timeout"), limits.totalMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Which limit passed; undefined while none did. */
  get expired(): Expired | undefined {
    return this.#expired;
  }

  /** The limit on silence that is in force now, in whole seconds. */
  get seconds(): number {
    return Math.round((this.#phase === "streaming" ? this.#limits.idleMs : this.#limits.firstTokenMs) / 1_000);
  }

  /** The server has begun to answer, with or without text. */
  answered(): void {
    this.#phase = "answered";
  }

  /** Text is here: from now on only silence counts. */
  started(): void {
    this.#phase = "streaming";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#expire("stalled"), this.#limits.idleMs);
  }

  /** Something arrived. Signs of life without text do not put off the limit on the first text. */
  alive(): void {
    if (this.#phase === "streaming") this.#timer.refresh();
  }

  /** The answer is complete: for what may still follow it nobody waits long, for the mere end of the body least. */
  closing(ms = CLOSING_MS): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#expire("stalled"), Math.min(ms, this.#limits.idleMs));
  }

  /** The request is over: what of it still runs is ended. */
  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#total);
    this.#caller.removeEventListener("abort", this.#stop);
    this.#stop();
  }

  #expire(what: Expired): void {
    this.#expired ??= what;
    this.#stop();
  }
}
