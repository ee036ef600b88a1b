import { formatClock } from "../../util/format.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Failure } from "../assist/errors.ts";

/** Pauses that endpoints asked for: a model that is rate limited is not asked first again before its time. */
export class Pauses {
  readonly #until = new Map<string, number>();

  /** Keeps what a failure says about waiting; `now` in ms since the epoch. */
  note(model: string, { code, facts }: Failure, now: number): void {
    const wait = facts.retryAfterMs ?? 0;
    if ((code === "rate-limit" || code === "overloaded") && wait > 0) this.#until.set(model, now + wait);
  }

  /** Why some of `models` are out at `now`. When all of them wait nobody is out: then the request itself has to tell. */
  unavailable(models: readonly string[], now: number): Readonly<Record<string, Phrase>> {
    const waiting = models.filter((model) => (this.#until.get(model) ?? 0) > now);
    if (waiting.length === models.length) return {};
    return Object.fromEntries(waiting.map((model) => [model, this.#reason(model)]));
  }

  #reason(model: string): Phrase {
    return phrase("it is rate limited until {time}", { time: formatClock(this.#until.get(model) ?? 0) });
  }
}
