import type { Disposable } from "./disposable.ts";

/** Calls the listener on every event until the returned handle is disposed. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/**
 * The sending end of an {@link Event}. A listener added or removed while an event is delivered is heeded from the next
 * one on. Every listener is told, also when one throws; `fire` then throws in the end.
 */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return { dispose: () => void this.#listeners.delete(own) };
  };

  fire(value: T): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, "A listener failed");
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
