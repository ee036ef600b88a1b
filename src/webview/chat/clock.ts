const CLOCK_MS = 1_000;

/** Ticks once per second while something is waited for. */
export class Clock {
  readonly #onTick: () => void;
  #timer: number | undefined;
  #now = Date.now();

  constructor(onTick: () => void) {
    this.#onTick = onTick;
  }

  /** ms since the epoch, as of the last tick. */
  get now(): number {
    return this.#now;
  }

  run(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    window.clearInterval(this.#timer);
    this.#timer = on ? window.setInterval(() => this.tick(), CLOCK_MS) : undefined;
  }

  tick(): void {
    this.#now = Date.now();
    this.#onTick();
  }
}
