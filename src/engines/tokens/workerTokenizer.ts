import { Worker } from "node:worker_threads";
import type { Log, Tokenizer } from "../../core/ports.ts";
import type { CountReply, CountRequest } from "./messages.ts";

export interface WorkerTokenizerOptions {
  /** The worker's file. */
  readonly file: string | URL;
  readonly log: Pick<Log, "debug" | "warn">;
  /** The thread ends after so long without a question; the next one starts it again. */
  readonly idleMs?: number;
  /** Longest wait for counts; the estimate is used where they take longer. */
  readonly patienceMs?: number;
}

const IDLE_MS = 5 * 60_000;
const PATIENCE_MS = 250;
/** A thread that broke so often does not come back in this window. */
const MOST_FAULTS = 3;

interface Waiting {
  readonly settle: (tokens: readonly number[] | undefined) => void;
}

/**
 * Counts o200k tokens in a worker thread. While the thread is starting, is too slow or has broken, counts are absent and
 * callers estimate; nothing ever waits for the start.
 */
export class WorkerTokenizer implements Tokenizer {
  readonly #options: Required<WorkerTokenizerOptions>;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #ready = false;
  #faults = 0;
  #last = 0;
  #idle: NodeJS.Timeout | undefined;
  #whenReady: (() => void)[] = [];

  constructor(options: WorkerTokenizerOptions) {
    this.#options = { idleMs: IDLE_MS, patienceMs: PATIENCE_MS, ...options };
  }

  /** Resolves once counts are there to be had, or never will be. */
  async warmUp(): Promise<void> {
    this.#start();
    if (this.#ready || !this.#worker) return;
    await new Promise<void>((resolve) => this.#whenReady.push(resolve));
  }

  async count(texts: readonly string[]): Promise<readonly number[] | undefined> {
    this.#start();
    if (!this.#worker || !this.#ready) return undefined;
    const id = ++this.#last;
    const counted = new Promise<readonly number[] | undefined>((resolve) => {
      const patience = setTimeout(() => this.#settle(id, undefined), this.#options.patienceMs);
      this.#waiting.set(id, {
        settle: (tokens) => {
          clearTimeout(patience);
          resolve(tokens);
        },
      });
    });
    this.#worker.postMessage({ id, texts } satisfies CountRequest);
    return counted;
  }

  dispose(): void {
    this.#faults = MOST_FAULTS;
    this.#end();
  }

  #start(): void {
    if (this.#faults >= MOST_FAULTS) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#end(), this.#options.idleMs);
    this.#idle.unref();
    if (this.#worker) return;
    const worker = new Worker(this.#options.file);
    this.#worker = worker;
    worker.unref();
    worker.on("message", (reply: CountReply) => this.#receive(worker, reply));
    worker.on("error", (error) => this.#broke(worker, String(error)));
    worker.on("exit", () => this.#broke(worker, "it ended"));
  }

  #receive(worker: Worker, { id, tokens }: CountReply): void {
    if (worker !== this.#worker) return;
    if (id !== 0) return this.#settle(id, tokens);
    this.#ready = true;
    this.#options.log.debug("The tokenizer is ready");
    this.#tellReady();
  }

  #broke(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#faults += 1;
    this.#options.log.warn(`The tokenizer broke, tokens are estimated: ${reason}`);
    this.#end();
  }

  #settle(id: number, tokens: readonly number[] | undefined): void {
    this.#waiting.get(id)?.settle(tokens);
    this.#waiting.delete(id);
  }

  #end(): void {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    void worker?.terminate();
    for (const id of this.#waiting.keys()) this.#settle(id, undefined);
    this.#tellReady();
  }

  #tellReady(): void {
    for (const resolve of this.#whenReady.splice(0)) resolve();
  }
}
