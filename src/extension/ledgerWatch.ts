import { type FSWatcher, mkdirSync, watch } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Clock, Log } from "../core/ports.ts";
import { monthOf } from "../core/ledger/time.ts";
import { Emitter, type Event } from "../util/emitter.ts";

/** Several lines written in a row are one change. */
const SETTLE_MS = 150;
/** Looked at besides, because file watching fails silently on some network drives. */
const LOOK_MS = 900;

export interface LedgerWatchParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether anybody looks. */
  readonly isWatched: () => boolean;
}

/** Tells when any window has written to the ledger's file of the running month. */
export class LedgerWatch {
  readonly #changed = new Emitter<void>();
  readonly #parts: LedgerWatchParts;
  readonly #timer: NodeJS.Timeout;
  #watcher: FSWatcher | undefined;
  #settling: NodeJS.Timeout | undefined;
  #size = -1;

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(parts: LedgerWatchParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
    try {
      mkdirSync(parts.folder, { recursive: true });
      this.#watcher = watch(parts.folder, { persistent: false }, (_, name) => {
        if (name === null || name.endsWith(".jsonl")) this.#settle();
      });
      this.#watcher.on("error", (error) => this.#fail(error));
    } catch (error) {
      this.#fail(error);
    }
  }

  dispose(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#settling);
    this.#watcher?.close();
    this.#changed.dispose();
  }

  #fail(error: unknown): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#parts.log.debug(`The cost record is not watched, only looked at: ${String(error)}`);
  }

  #settle(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.#changed.fire();
    }, SETTLE_MS);
  }

  async #look(): Promise<void> {
    const { folder, clock, isWatched } = this.#parts;
    if (!isWatched()) return;
    const file = path.join(folder, `ledger-${monthOf(clock.now())}.jsonl`);
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    if (size !== this.#size && this.#size !== -1) this.#settle();
    this.#size = size;
  }
}
