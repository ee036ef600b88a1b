import {
  bulkhead,
  type BulkheadPolicy,
  BulkheadRejectedError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  handleWhen,
  SamplingBreaker,
} from "cockatiel";
import { type AssistError, isAssistError } from "../core/assist/errors.ts";
import { isOutage } from "../core/assist/faults.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../core/ports.ts";
import { deferred } from "../util/deferred.ts";
import { faultError } from "./faultError.ts";

/** Who hears how models fare. */
export interface CircuitListeners {
  /** Too many of the latest requests failed; the model is asked again at `until`, ms since the epoch. */
  readonly opened: (model: string, until: number) => void;
  readonly closed: (model: string) => void;
}

export interface CircuitOptions {
  /** Requests at one time, to one model at one address. */
  readonly parallel: number;
  /** Requests that may wait for a place. */
  readonly waiting: number;
  /** Share of failures that opens a circuit, of all requests of the last `spanMs`. */
  readonly threshold: number;
  readonly spanMs: number;
  /** Fewer requests than this within `spanMs` open nothing. */
  readonly fewest: number;
  readonly reopenMs: number;
}

export const CIRCUIT_OPTIONS: CircuitOptions = {
  parallel: 32,
  waiting: 256,
  threshold: 0.5,
  spanMs: 30_000,
  fewest: 4,
  reopenMs: 15_000,
};

interface Circuit {
  readonly places: BulkheadPolicy;
  readonly breaker: CircuitBreakerPolicy;
}

/**
 * One circuit and one limit of parallel requests per address and model. An open circuit refuses nothing by itself: the
 * router passes the model over while it has another, and what the user picks is asked all the same.
 */
export class Circuits {
  readonly #listeners: CircuitListeners;
  readonly #options: CircuitOptions;
  readonly #circuits = new Map<string, Circuit>();

  constructor(listeners: CircuitListeners, options = CIRCUIT_OPTIONS) {
    this.#listeners = listeners;
    this.#options = options;
  }

  /** The same model, counted and limited. */
  guard(model: ChatModel): ChatModel {
    return { ...model, stream: (request, signal) => this.#stream(model, request, signal) };
  }

  async *#stream(model: ChatModel, request: ModelRequest, signal: AbortSignal): AsyncGenerator<StreamPart, void> {
    const { places, breaker } = this.#circuitOf(model.info);
    const place = await enter(places, signal);
    if (place === "full") throw faultError("overloaded", { host: model.info.host, model: model.info.model });
    if (place === "left") return;
    const watch = watched(breaker);
    try {
      yield* model.stream(request, signal);
      watch.end();
    } catch (error) {
      watch.end(isAssistError(error) && isOutage(error) ? error : undefined);
      throw error;
    } finally {
      watch.end();
      place.leave();
    }
  }

  #circuitOf(info: ModelInfo): Circuit {
    const name = `${info.host} ${info.model}`;
    const known = this.#circuits.get(name);
    if (known) return known;
    const { parallel, waiting, threshold, spanMs, fewest, reopenMs } = this.#options;
    const breaker = circuitBreaker(handleWhen(isAssistError), {
      halfOpenAfter: reopenMs,
      breaker: new SamplingBreaker({ threshold, duration: spanMs, minimumRps: (fewest * 1_000) / spanMs }),
    });
    breaker.onBreak(() => this.#listeners.opened(info.id, Date.now() + reopenMs));
    breaker.onReset(() => this.#listeners.closed(info.id));
    const circuit = { places: bulkhead(parallel, waiting), breaker };
    this.#circuits.set(name, circuit);
    return circuit;
  }
}

interface Place {
  leave(): void;
}

/** Waits for a place; `left` when the request was stopped meanwhile, `full` when too many wait already. */
function enter(places: BulkheadPolicy, signal: AbortSignal): Promise<Place | "full" | "left"> {
  return new Promise((resolve, reject) => {
    const left = deferred<undefined>();
    const stop = (): void => resolve("left");
    signal.addEventListener("abort", stop, { once: true });
    const take = (): Promise<undefined> => {
      signal.removeEventListener("abort", stop);
      resolve({ leave: () => left.resolve(undefined) });
      return left.promise;
    };
    places.execute(take, signal).catch((error: unknown) => {
      signal.removeEventListener("abort", stop);
      if (error instanceof BulkheadRejectedError) resolve("full");
      else if (signal.aborted) resolve("left");
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
}

/** Counts a request in a breaker. What an open one refuses to count is asked all the same. */
function watched(breaker: CircuitBreakerPolicy): { end(outage?: AssistError): void } {
  const result = deferred<AssistError | undefined>();
  const counted = breaker.execute(async () => {
    const outage = await result.promise;
    if (outage) throw outage;
  });
  // The failure itself goes to whoever asked.
  counted.catch(() => undefined);
  return { end: (outage) => result.resolve(outage) };
}
