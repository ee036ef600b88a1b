import type { Disposable } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";

/** How long completions rest when they are told to. */
export const PAUSE_MINUTES = 10;

/** The rest that completions are given; ends by itself, or with the window. */
export class Pause implements Disposable {
  readonly #changed = new Emitter<void>();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChange = this.#changed.event;

  get on(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins anew when it is on already. */
  start(minutes = PAUSE_MINUTES): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), minutes * 60_000);
    this.#changed.fire();
  }

  end(): void {
    if (!this.on) return;
    this.#stop();
    this.#changed.fire();
  }

  dispose(): void {
    this.#stop();
    this.#changed.dispose();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
