import type { Ledger } from "../../core/ledger/ledger.ts";
import { startOfDay, startOfMonth } from "../../core/ledger/time.ts";
import { type CostSum, sumCosts } from "../../core/models/money.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { Period } from "../../protocol/costState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter, type Event } from "../../util/emitter.ts";

export type PeriodSums = Readonly<Record<Period, CostSum>>;

/**
 * What each period cost, other windows included, for places that show a sum and nothing else. Read after every entry of
 * this window and when asked; absent until the first read is done.
 */
export class Spending {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #log: Log;
  #sums: PeriodSums | undefined;
  #reading = false;
  #again = false;

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(ledger: Ledger, clock: Clock, log: Log) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
    this.#store.add(ledger.onDidAppend(() => void this.read()));
  }

  get sums(): PeriodSums | undefined {
    return this.#sums;
  }

  /** At most one read runs; one that is asked for meanwhile follows it. */
  async read(): Promise<void> {
    this.#again = this.#reading;
    if (this.#reading) return;
    this.#reading = true;
    try {
      do {
        this.#again = false;
        await this.#read();
      } while (this.#hasToRepeat());
    } catch (error) {
      this.#log.error(`The cost record could not be read: ${String(error)}`);
    } finally {
      this.#reading = false;
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  #hasToRepeat(): boolean {
    return this.#again;
  }

  async #read(): Promise<void> {
    const now = this.#clock.now();
    const [today, month] = await Promise.all([
      this.#ledger.totals(startOfDay(now)),
      this.#ledger.totals(startOfMonth(now)),
    ]);
    const session = sumCosts(this.#ledger.session.map(({ cost }) => cost));
    this.#sums = { session, today: today.cost, month: month.cost };
    this.#changed.fire();
  }
}
