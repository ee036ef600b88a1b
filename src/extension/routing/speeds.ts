import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { dayStarts } from "../../core/ledger/days.ts";
import { speedsOf } from "../../core/ledger/report.ts";
import { modelId } from "../../core/ledger/row.ts";
import { measuredSpeed } from "../../core/ledger/speed.ts";
import { Totals } from "../../core/ledger/totals.ts";
import type { MeasuredSpeed } from "../../core/models/measuredSpeed.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { DisposableStore } from "../../util/disposable.ts";

const DAYS = 7;
/** Long after activation: the first requests of a window go by the table's times. */
const FIRST_READ_MS = 8_000;

type CostRecord = Pick<Ledger, "days" | "onDidAppend">;

/** How fast the models were in the last days, for the router: the record of all windows, then what this one books. */
export class Speeds {
  readonly #store = new DisposableStore();
  readonly #ledger: CostRecord;
  readonly #clock: Clock;
  readonly #log: Log;
  #totals = new Totals();
  #isBehind = false;
  #byModel: Readonly<Record<string, MeasuredSpeed>> = {};

  constructor(ledger: CostRecord, clock: Clock, log: Log) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
    this.#store.add(ledger.onDidAppend((entry) => this.#add(entry)));
    const timer = setTimeout(() => void this.read(), FIRST_READ_MS);
    timer.unref();
    this.#store.add({ dispose: () => clearTimeout(timer) });
  }

  /** By `connection/model`; a model in two tiers goes by the one with more answers. */
  get byModel(): Readonly<Record<string, MeasuredSpeed>> {
    return this.#byModel;
  }

  /** Takes in what the record holds of the last days. Never rejects. */
  async read(): Promise<void> {
    try {
      let totals: Totals;
      do {
        totals = new Totals();
        this.#isBehind = false;
        for (const day of await this.#ledger.days(dayStarts(this.#clock.now(), DAYS))) totals.merge(day.record);
      } while (this.#hasMissed());
      this.#totals = totals;
      this.#byModel = measured(totals);
    } catch (error) {
      this.#log.error(`Speeds could not be read from the cost record: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Whether an entry was booked while the record was read: the sums may have it or not. */
  #hasMissed(): boolean {
    return this.#isBehind;
  }

  #add(entry: LedgerEntry): void {
    this.#isBehind = true;
    const { connection, model, tier, task } = entry;
    this.#totals.rowOf({ connection, model, tier, task });
    this.#totals.paceOf(modelId(entry)).add(entry);
    this.#byModel = measured(this.#totals);
  }
}

function measured(totals: Totals): Readonly<Record<string, MeasuredSpeed>> {
  const speeds = speedsOf(totals).toReversed();
  return Object.fromEntries(
    speeds.flatMap(({ key, ...speed }) => {
      const found = measuredSpeed(speed);
      return found ? [[`${key.connection}/${key.model}`, found] as const] : [];
    }),
  );
}
