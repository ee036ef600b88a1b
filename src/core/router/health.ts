import { formatClock } from "../../util/format.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Failure } from "../assist/errors.ts";

/** Retries are a share of what is asked at all, so that a dead endpoint is not buried in them. */
const RETRY_SHARE = 0.25;
/** This many are always free, or little traffic would allow none. Both within {@link SPAN_MS}. */
const FREE_RETRIES = 4;
const SPAN_MS = 60_000;

/** With more than this share of its limit left a model is asked as if there were none. */
const LITTLE_ROOM = 0.2;

interface ModelHealth {
  /** Not before, ms since the epoch. */
  readonly until: number;
  readonly why: "rate-limit" | "failing";
}

/** What is left of a limit, see `noteRoom`. */
interface KnownRoom {
  readonly share: number;
  readonly until: number;
}

/**
 * How models have been in this window: the waits that endpoints asked for, circuits that failures opened, what is left of
 * limits, and how much was asked again. All times in ms since the epoch, handed in.
 */
export class Health {
  readonly #out = new Map<string, ModelHealth>();
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #attempts: number[] = [];
  readonly #retries: number[] = [];
  #latest = 0;

  /** An attempt begins, the first or another. */
  noteAttempt(now: number): void {
    this.#heed(now);
    push(this.#attempts, now);
  }

  /** Keeps what a failure says about waiting. */
  noteFailure(model: string, { code, facts }: Failure, now: number): void {
    const wait = facts.retryAfterMs ?? 0;
    if ((code === "rate-limit" || code === "overloaded") && wait > 0) this.#putOut(model, now + wait, "rate-limit");
  }

  /** A circuit opened: too many of the latest requests failed. It is asked again at `until`. */
  noteOpen(model: string, until: number): void {
    this.#putOut(model, until, "failing");
  }

  /** A circuit closed: it answers again. */
  noteClosed(model: string): void {
    if (this.#out.get(model)?.why === "failing") this.#out.delete(model);
  }

  /** What an endpoint says is left of its limit: 0 to 1, and how long until it is whole again. */
  noteRoom(
    model: string,
    { share, resetMs = 0 }: { readonly share: number; readonly resetMs?: number },
    now: number,
  ): void {
    const until = now + resetMs;
    this.#rooms.set(model, { share, until });
    if (share === 0 && resetMs > 0) this.#putOut(model, until, "rate-limit");
  }

  /** Takes one from the budget of retries; false when it is used up. */
  mayRetry(now: number): boolean {
    this.#heed(now);
    const since = now - SPAN_MS;
    const attempts = this.#attempts.filter((at) => at > since).length;
    const retries = this.#retries.filter((at) => at > since).length;
    if (retries >= FREE_RETRIES + Math.floor(attempts * RETRY_SHARE)) return false;
    push(this.#retries, now);
    return true;
  }

  /**
   * How much longer an answer of each of `models` is likely to take than the model itself needs, ms: until it may be asked
   * again, or, with little left of its limit, the share of that time that the next requests are likely to meet. Models
   * that nothing speaks against are left out.
   */
  waits(models: readonly string[], now: number): Readonly<Record<string, number>> {
    this.#heed(now);
    const waits = models.map((model) => [model, this.#waitOf(model, now)] as const);
    return Object.fromEntries(waits.filter(([, ms]) => ms > 0));
  }

  /** Why some of `models` are out at `now`. When all of them are nobody is: then the request itself has to tell. */
  unavailable(models: readonly string[], now: number): Readonly<Record<string, Phrase>> {
    this.#heed(now);
    const out = models.filter((model) => (this.#out.get(model)?.until ?? 0) > now);
    if (out.length === models.length) return {};
    return Object.fromEntries(out.map((model) => [model, this.#reason(model)]));
  }

  /** A clock that was set back: times that were noted by the other one would keep models out for as long as it was ahead. */
  #heed(now: number): void {
    if (now < this.#latest - SPAN_MS) {
      this.#out.clear();
      this.#rooms.clear();
      this.#attempts.length = 0;
      this.#retries.length = 0;
      this.#latest = now;
    }
    this.#latest = Math.max(this.#latest, now);
  }

  #waitOf(model: string, now: number): number {
    const out = (this.#out.get(model)?.until ?? 0) - now;
    if (out > 0) return out;
    const room = this.#rooms.get(model);
    if (!room || room.until <= now || room.share >= LITTLE_ROOM) return 0;
    return (room.until - now) * (1 - room.share / LITTLE_ROOM);
  }

  #putOut(model: string, until: number, why: ModelHealth["why"]): void {
    const known = this.#out.get(model);
    if (!known || known.until < until) this.#out.set(model, { until, why });
  }

  #reason(model: string): Phrase {
    const { until = 0, why } = this.#out.get(model) ?? {};
    const time = formatClock(until);
    return why === "failing"
      ? phrase("it keeps failing and is asked again at {time}", { time })
      : phrase("it is rate limited until {time}", { time });
  }
}

const MOST_KEPT = 1_000;

function push(times: number[], now: number): void {
  times.push(now);
  if (times.length > MOST_KEPT) times.splice(0, MOST_KEPT / 2);
}
