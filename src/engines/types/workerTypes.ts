import { Worker } from "node:worker_threads";
import type { Log } from "../../core/ports.ts";
import type { TypesReply, TypesReport, TypesRequest } from "./messages.ts";

export interface WorkerTypesOptions {
  /** The worker's file. */
  readonly file: string | URL;
  readonly log: Pick<Log, "debug" | "warn">;
  /** The thread ends after so long without a question; the next one starts it again. */
  readonly idleMs?: number;
  /** Longest wait for one check; the thread is ended then, because it cannot be interrupted. */
  readonly patienceMs?: number;
}

const IDLE_MS = 5 * 60_000;
const PATIENCE_MS = 20_000;

/** Checks types in a worker thread. What cannot be checked in time has no report; nothing throws. */
export class WorkerTypes {
  readonly #options: Required<WorkerTypesOptions>;
  readonly #waiting = new Map<number, (report: TypesReport | undefined) => void>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(options: WorkerTypesOptions) {
    this.#options = { idleMs: IDLE_MS, patienceMs: PATIENCE_MS, ...options };
  }

  /** `undefined` where nothing could be checked: an error, a limit, or `signal`. */
  async check(request: Omit<TypesRequest, "id">, signal: AbortSignal): Promise<TypesReport | undefined> {
    if (signal.aborted) return undefined;
    const worker = this.#start();
    const id = ++this.#last;
    const reported = new Promise<TypesReport | undefined>((resolve) => this.#waiting.set(id, resolve));
    const leave = (): void => this.#settle(id, undefined);
    const patience = setTimeout(() => this.#broke(worker, "a check took too long"), this.#options.patienceMs);
    signal.addEventListener("abort", leave, { once: true });
    worker.postMessage({ ...request, id } satisfies TypesRequest);
    try {
      return await reported;
    } finally {
      clearTimeout(patience);
      signal.removeEventListener("abort", leave);
    }
  }

  dispose(): void {
    this.#end();
  }

  #start(): Worker {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#end(), this.#options.idleMs);
    this.#idle.unref();
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#options.file);
    this.#worker = worker;
    worker.unref();
    worker.on("message", ({ id, report, reason }: TypesReply) => {
      if (reason !== undefined) this.#options.log.debug(`Types were not checked: ${reason}`);
      this.#settle(id, report);
    });
    worker.on("error", (error) => this.#broke(worker, String(error)));
    worker.on("exit", () => this.#broke(worker, "it ended"));
    return worker;
  }

  #broke(worker: Worker, reason: string): void {
    if (worker !== this.#worker) return;
    this.#options.log.warn(`The type checker stopped: ${reason}`);
    this.#end();
  }

  #settle(id: number, report: TypesReport | undefined): void {
    this.#waiting.get(id)?.(report);
    this.#waiting.delete(id);
  }

  #end(): void {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    for (const id of [...this.#waiting.keys()]) this.#settle(id, undefined);
  }
}
