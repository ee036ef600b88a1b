import type { Clock } from "../../src/core/ports.ts";

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now: number;
  #passed = 0;

  constructor(now = Date.UTC(2026, 10, 20, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#passed;
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#passed += ms;
  }
}
