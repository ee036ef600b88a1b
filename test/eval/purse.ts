import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { AssistDeps } from "../../src/core/assist/deps.ts";
import { NO_LIMITS } from "../../src/core/ledger/budgetLimits.ts";
import { Budgets, type Claim, type Reservation } from "../../src/core/ledger/budgets.ts";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { HOLD_MS, Holds } from "../../src/core/ledger/holds.ts";
import type { Hold, Settled } from "../../src/core/ledger/holds.ts";
import { Ledger } from "../../src/core/ledger/ledger.ts";
import { readLine } from "../../src/core/ledger/lines.ts";
import type { CostSum } from "../../src/core/models/money.ts";
import { sumCosts } from "../../src/core/models/money.ts";
import type { Clock, Log } from "../../src/core/ports.ts";
import { MemoryStore } from "../helpers/memoryLedger.ts";

export interface PurseOptions {
  /** Lines of entries and of money that is set aside; what stands there is spent already. */
  readonly file: string;
  /** Pico-dollars that all runs on this file may spend together; 0n = no cap. */
  readonly cap: bigint;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The money of an evaluation. The worst case of every attempt is set aside, in the file too, before it is sent, so the
 * sum of what is booked never passes the cap; an attempt that a killed process left behind counts as its worst case.
 */
export class Purse {
  readonly #file: string;
  readonly #ledger: Ledger;
  readonly #budgets: Budgets;
  readonly #clock: Clock;
  /** Worst cases of attempts that nobody booked, pico-dollars. */
  readonly lost: bigint;
  #refusal: Exclude<Reservation["type"], "granted"> | undefined;

  private constructor({ file, cap, clock, log }: PurseOptions, ledger: Ledger, lost: bigint) {
    this.#file = file;
    this.#ledger = ledger;
    this.#clock = clock;
    this.lost = lost;
    // Nothing left is not the same as no limit, which is what 0 means to the budgets.
    const left = cap - lost;
    const session = cap === 0n ? 0n : left > 0n ? left : 1n;
    this.#budgets = new Budgets({
      ...{ ledger, clock, log, session: "eval", holds: new Holds(), write: () => Promise.resolve() },
      limits: () => ({ ...NO_LIMITS, session, atLimit: "refuse" }),
    });
  }

  static async open(options: PurseOptions): Promise<Purse> {
    const lines = existsSync(options.file) ? readFileSync(options.file, "utf8").split("\n").map(readLine) : [];
    const ledger = new Ledger(new MemoryStore(), options.clock);
    for (const line of lines) if (line.type === "entry") await ledger.append(line.entry);
    const open = new Map<string, bigint>();
    for (const line of lines) {
      if (line.type === "hold") open.set(line.hold.id, BigInt(line.hold.pico));
      if (line.type === "settled") open.delete(line.settled.id);
    }
    const lost = [...open.values()].reduce((sum, pico) => sum + pico, 0n);
    return new Purse(options, ledger, lost);
  }

  /** What was booked, by all runs on this file. */
  get spent(): CostSum {
    return sumCosts(this.#ledger.session.map(({ cost }) => cost));
  }

  /** Why a reservation was refused since this was asked last; undefined where none was. */
  takeRefusal(): Exclude<Reservation["type"], "granted"> | undefined {
    const refusal = this.#refusal;
    this.#refusal = undefined;
    return refusal;
  }

  get sink(): AssistDeps["ledger"] {
    return {
      append: async (entry: LedgerEntry) => {
        this.#write(entry);
        await this.#ledger.append(entry);
      },
    };
  }

  /** For `AssistDeps.budgets`. */
  async reserve(claim: Claim): Promise<Reservation> {
    const reservation = await this.#budgets.reserve(claim);
    if (reservation.type !== "granted") this.#refusal = reservation.type;
    if (reservation.type !== "granted" || claim.worst.kind !== "priced") return reservation;
    const at = this.#clock.now();
    const { pico } = claim.worst;
    this.#write({ v: 1, type: "hold", id: claim.id, session: "eval", at, until: at + HOLD_MS, pico });
    return {
      type: "granted",
      settle: () => {
        reservation.settle();
        this.#write({ v: 1, type: "settled", id: claim.id, at: this.#clock.now() });
      },
    };
  }

  #write(line: LedgerEntry | Hold | Settled): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
