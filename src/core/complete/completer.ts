import type { Failure } from "../assist/errors.ts";
import type { Clock } from "../ports.ts";
import { Backoff } from "./backoff.ts";
import { cleanReply } from "./clean/clean.ts";
import type { Place } from "./place.ts";
import { SuggestionCache } from "./suggestionCache.ts";
import { type Suggestion, typedSince } from "./typed.ts";
import type { WhyNot } from "./whyNot.ts";

/** How a request ended. `text` is the model's answer as it came, with redacted secrets put back. */
export type Reply =
  | { readonly type: "answered"; readonly text: string }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "cancelled" };

export interface CompleterDeps<P extends Place> {
  /** Asks a model about a place. Never rejects. */
  readonly ask: (place: P, signal: AbortSignal) => Promise<Reply>;
  /** Waits; resolves early when `signal` aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly clock: Pick<Clock, "monotonic">;
}

export interface Query<P extends Place = Place> {
  readonly place: P;
  /** `asked` = the user wants one now; `may-ask` = a model may be asked; `known-only` = nothing is sent. */
  readonly need: "asked" | "may-ask" | "known-only";
  /** How long typing has to rest before a model is asked. */
  readonly delayMs: number;
}

export type Outcome =
  | { readonly type: "suggestion"; readonly suggestion: Suggestion }
  | { readonly type: "none"; readonly why: WhyNot }
  /** Somebody asked for another place meanwhile; nobody waits for this one. */
  | { readonly type: "overtaken" };

/** A request on its way. */
interface Flight {
  readonly place: Place;
  readonly controller: AbortController;
  readonly landed: Promise<Reply>;
}

/**
 * Decides for each place whether to show what is known, to wait, or to ask; at most one request is in flight for
 * each document. A request is kept while the user types on along its place, because a cancelled one is billed anyway:
 * when it lands, what was typed since is compared with it and the rest shown. It is cancelled when a request for another
 * place of its document is due, or when the document is left.
 */
export class Completer<P extends Place = Place> {
  readonly #deps: CompleterDeps<P>;
  readonly #cache = new SuggestionCache();
  readonly #backoff: Backoff;
  /** By document. */
  readonly #flights = new Map<string, Flight>();

  constructor(deps: CompleterDeps<P>) {
    this.#deps = deps;
    this.#backoff = new Backoff(deps.clock);
  }

  /** Never rejects. Resolves as `overtaken` soon after `signal` aborts. */
  async suggest(query: Query<P>, signal: AbortSignal): Promise<Outcome> {
    const { place, need, delayMs } = query;
    const since = this.#deps.clock.monotonic();
    for (let own: Flight | undefined; ;) {
      const known = this.#cache.find(place);
      if (known?.type === "suggestion") return known;
      if (known && (need !== "asked" || own)) return none("nothing");
      if (own) return { type: "overtaken" };
      const flight = this.#flightFor(place);
      if (flight) {
        const reply = await orAborted(flight.landed, signal);
        if (!reply) return { type: "overtaken" };
        if (reply.type === "failed" && need !== "asked") return failed(reply.failure);
        continue;
      }
      if (need === "known-only") return none("manual");
      const rest = need === "asked" ? 0 : delayMs - (this.#deps.clock.monotonic() - since);
      if (rest >= 1) {
        await this.#deps.sleep(rest, signal);
        if (signal.aborted) return { type: "overtaken" };
        continue;
      }
      const waitingFor = need === "asked" ? undefined : this.#backoff.waitingFor;
      if (waitingFor) return failed(waitingFor);
      own = this.#launch(place);
      const reply = await orAborted(own.landed, signal);
      if (!reply) return { type: "overtaken" };
      if (reply.type === "failed") return failed(reply.failure);
    }
  }

  /** Ends the requests that are in flight. */
  cancel(): void {
    for (const document of this.#flights.keys()) this.leave(document);
  }

  /** A document was closed: nobody waits for a request about it. */
  leave(document: string): void {
    this.#flights.get(document)?.controller.abort();
    this.#flights.delete(document);
  }

  /** Ends what is in flight and forgets what is known: other models, other rules. */
  reset(): void {
    this.cancel();
    this.#cache.clear();
    this.#backoff.reset();
  }

  #flightFor(place: Place): Flight | undefined {
    const flight = this.#flights.get(place.document);
    return flight && typedSince(flight.place, place) ? flight : undefined;
  }

  #launch(place: P): Flight {
    this.leave(place.document);
    const controller = new AbortController();
    const answer = this.#deps.ask(place, controller.signal);
    const landed = answer.then((reply) => this.#land({ place, signal: controller.signal }, reply));
    const flight: Flight = { place, controller, landed };
    this.#flights.set(place.document, flight);
    return flight;
  }

  #land({ place, signal }: { readonly place: Place; readonly signal: AbortSignal }, reply: Reply): Reply {
    if (signal.aborted) return { type: "cancelled" };
    this.#flights.delete(place.document);
    if (reply.type === "answered") {
      this.#backoff.reset();
      this.#cache.store(place, cleanReply(reply.text, place));
    }
    if (reply.type === "failed") this.#backoff.fail(reply.failure);
    return reply;
  }
}

function none(rule: "nothing" | "manual"): Outcome {
  return { type: "none", why: { type: "quiet", rule } };
}

function failed(failure: Failure): Outcome {
  return { type: "none", why: { type: "failed", failure } };
}

/** The value, or undefined as soon as `signal` aborts. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
