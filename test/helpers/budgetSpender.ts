import { Holds } from "../../src/core/ledger/holds.ts";
import { NO_LIMITS } from "../../src/core/ledger/budgetLimits.ts";
import { Budgets, type Reservation } from "../../src/core/ledger/budgets.ts";
import { Ledger } from "../../src/core/ledger/ledger.ts";
import { monthOf } from "../../src/core/ledger/time.ts";
import type { Cost } from "../../src/core/models/money.ts";
import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { FakeClock } from "./fakeClock.ts";
import { entry, FakeLog } from "./make.ts";

// node budgetSpender.ts FOLDER NAME REQUESTS LIMIT: a window that asks so many requests at once under a limit of the day.

const AT = new Date(2026, 10, 20, 12).getTime();
/** What each request may cost at worst, and does. */
export const EACH: Cost & { readonly kind: "priced" } = { kind: "priced", pico: 10, provenance: "billed" };

/** A window of its own on the ledger in a folder. */
export class Spender {
  readonly #store: LedgerFile;
  readonly #name: string;
  readonly #ledger: Ledger;
  readonly #budgets: Budgets;
  #asked = 0;

  constructor(folder: string, name: string, limit: bigint) {
    this.#store = new LedgerFile(folder);
    this.#name = name;
    const clock = new FakeClock(AT);
    const holds = new Holds();
    this.#ledger = new Ledger(this.#store, clock, (line) => holds.take(line));
    this.#budgets = new Budgets({
      ...{ ledger: this.#ledger, holds, clock, session: name, log: new FakeLog() },
      limits: () => ({ ...NO_LIMITS, day: limit }),
      write: (line) => this.#store.append(monthOf(line.at), JSON.stringify(line)),
    });
  }

  /** Asks one request; true where it was let through, and then it is booked. */
  async spend(): Promise<boolean> {
    this.#asked += 1;
    const id = `${this.#name}-${this.#asked}`;
    const claim = { id, request: id, task: "chat", model: "cloud/small", worst: EACH } as const;
    const reservation: Reservation = await this.#budgets.reserve(claim);
    if (reservation.type !== "granted") return false;
    await this.#ledger.append(entry({ id, request: id, at: AT, cost: EACH }));
    reservation.settle();
    return true;
  }

  dispose(): void {
    this.#store.dispose();
  }
}

const [, script, folder, name = "", requests = "0", limit = "0"] = process.argv;
if (script === import.meta.filename && folder !== undefined) {
  const window = new Spender(folder, name, BigInt(limit));
  const granted = await Promise.all(Array.from({ length: Number(requests) }, () => window.spend()));
  process.stdout.write(String(granted.filter(Boolean).length));
}
