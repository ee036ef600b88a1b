import type { CheckName } from "../../core/cascade/verdict.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { strengthsFrom } from "../../core/router/checkHistory.ts";
import { CHECK_STRENGTHS, type CheckStrength } from "../../core/router/checkStrength.ts";
import type { Feedback } from "../../core/router/feedback.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";

const MONTH_MS = 30 * 86_400_000;

/** What the checks did here in the last month, from the cost record; read when learning is first asked for. */
export class CheckMemory {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #log: Log;
  #entries: LedgerEntry[] | undefined;
  #reading: Promise<void> | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ledger: Ledger, clock: Clock, log: Log) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
    this.#store.add(ledger.onDidAppend((entry) => this.#add(entry)));
  }

  /** How far each check can be trusted by now; as measured elsewhere until the record was read. */
  strengths(feedback: readonly Feedback[]): Readonly<Record<CheckName, CheckStrength>> {
    return this.#entries ? strengthsFrom(this.#entries, feedback) : CHECK_STRENGTHS;
  }

  /** Never rejects; a second call does nothing. */
  async read(): Promise<void> {
    await (this.#reading ??= this.#read());
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #read(): Promise<void> {
    try {
      const entries = await this.#ledger.since(this.#clock.now() - MONTH_MS);
      this.#entries = entries.filter(isJudged);
      this.#changed.fire();
    } catch (error) {
      this.#log.error(`What checks did could not be read from the cost record: ${String(error)}`);
    }
  }

  #add(entry: LedgerEntry): void {
    if (!this.#entries || !isJudged(entry)) return;
    this.#entries.push(entry);
    this.#changed.fire();
  }
}

/** A first try that a check looked at, with the decision behind it. */
function isJudged({ why, verdict, route }: LedgerEntry): boolean {
  return why === "routed" && verdict !== undefined && route !== undefined;
}
