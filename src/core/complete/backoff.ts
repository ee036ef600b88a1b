import type { ErrorCode } from "../assist/errorCodes.ts";
import type { Failure } from "../assist/errors.ts";
import type { Clock } from "../ports.ts";

const FIRST_MS = 5_000;
const MOST_MS = 300_000;

/** Failures that say nothing about the endpoint. */
const LOCAL: ReadonlySet<ErrorCode> = new Set([
  ...([
    "no-model",
    "ignored",
    "private-only",
    "gate-failed",
    "untrusted",
    "not-text",
    "too-large",
    "context-too-long",
  ] as const),
  ...(["no-workspace", "nothing-selected", "over-budget", "price-needed"] as const),
]);

/**
 * Keeps unasked requests away from an endpoint that fails: for a few seconds after the first failure, twice as long
 * after each further one, at least as long as the endpoint says. A success ends it.
 */
export class Backoff {
  readonly #clock: Pick<Clock, "monotonic">;
  #failures = 0;
  #until = 0;
  #failure: Failure | undefined;

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  /** What failed, while it is too early to try again. */
  get waitingFor(): Failure | undefined {
    return this.#clock.monotonic() < this.#until ? this.#failure : undefined;
  }

  fail(failure: Failure): void {
    if (LOCAL.has(failure.code)) return;
    const own = Math.min(MOST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#failure = failure;
    this.#until = this.#clock.monotonic() + Math.max(own, failure.facts.retryAfterMs ?? 0);
  }

  reset(): void {
    this.#failures = 0;
    this.#until = 0;
    this.#failure = undefined;
  }
}
