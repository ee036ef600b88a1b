import { Emitter, type Event } from "../../util/emitter.ts";
import type { Cost, Pico } from "../models/money.ts";
import type { Clock, Log } from "../ports.ts";
import type { TaskKind } from "../task/kinds.ts";
import { BUDGET_NAMES, type BudgetLimits, type BudgetName } from "./budgetLimits.ts";
import type { LedgerEntry } from "./entry.ts";
import { HOLD_MS, Holds } from "./holds.ts";
import type { Hold, Settled } from "./holds.ts";
import type { Ledger } from "./ledger.ts";
import { dayOf, monthOf, startOfDay, startOfMonth } from "./time.ts";

/** A request that is about to be sent, with the most that it can cost. */
export interface Claim {
  readonly id: string;
  readonly request: string;
  readonly task: TaskKind;
  /** Id of the model. */
  readonly model: string;
  readonly worst: Cost;
}

export type Reservation =
  | { readonly type: "granted"; readonly settle: () => void }
  | {
      readonly type: "refused";
      readonly budget: BudgetName;
      readonly left: bigint;
      readonly pico: bigint;
    }
  /** A budget is set, and nobody knows what the model costs. */
  | { readonly type: "price-needed" };

/** A limit with what is spent of it; pico-dollars. */
export interface BudgetState {
  readonly name: Exclude<BudgetName, "request">;
  readonly limit: bigint;
  readonly spent: bigint;
}

/** What may still be spent of a budget, in pico-dollars; never negative. */
export interface BudgetLeft {
  readonly name: BudgetName;
  readonly pico: Pico;
}

export interface BudgetParts {
  readonly ledger: Ledger;
  /** Writes a line that other windows read. */
  readonly write: (line: Hold | Settled) => Promise<void>;
  readonly holds: Holds;
  readonly limits: () => BudgetLimits;
  readonly clock: Clock;
  readonly session: string;
  readonly log: Pick<Log, "warn">;
}

const GRANTED: Reservation = { type: "granted", settle: () => undefined };

/**
 * Checks a request's worst case against the budgets before it is sent, and sets that much aside until it is booked, so
 * that requests at the same time, in several windows too, cannot spend together what each alone might.
 */
export class Budgets {
  readonly #parts: BudgetParts;
  readonly #changed = new Emitter<void>();
  /** This window's reservations by request. */
  readonly #own = new Map<string, Claim & { readonly pico: bigint }>();
  #spent: Readonly<Record<"day" | "month", bigint>> = { day: 0n, month: 0n };

  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(parts: BudgetParts) {
    this.#parts = parts;
  }

  /** Limits that are set, with what is spent of them by all windows; a request's own limit is none of these. */
  get states(): readonly BudgetState[] {
    const limits = this.#parts.limits();
    const spent = { ...this.#spent, session: spentIn(this.#parts.ledger.session) };
    return (["session", "day", "month"] as const).flatMap((name) =>
      limits[name] > 0n ? [{ name, limit: limits[name], spent: spent[name] }] : [],
    );
  }

  /** What the tightest budget has left, for the router; undefined where none is set, or where a limit refuses. */
  get left(): BudgetLeft | undefined {
    const { request, atLimit } = this.#parts.limits();
    if (atLimit === "refuse") return undefined;
    const held = this.#parts.holds.sum(this.#parts.clock.now());
    const left = this.states.map(({ name, limit, spent }): BudgetLeft => {
      const rest = Number(limit - spent - (name === "session" ? 0n : held));
      return { name, pico: Math.max(0, rest) };
    });
    const all: readonly BudgetLeft[] = request > 0n ? [...left, { name: "request", pico: Number(request) }] : left;
    return all.toSorted((a, b) => a.pico - b.pico)[0];
  }

  /** Reads anew what is spent. */
  async refresh(): Promise<void> {
    const { ledger, clock } = this.#parts;
    const now = clock.now();
    const [day, month] = await Promise.all([ledger.totals(startOfDay(now)), ledger.totals(startOfMonth(now))]);
    this.#spent = { day: day.cost.pico, month: month.cost.pico };
    this.#changed.fire();
  }

  /** Never rejects. What is granted has to be settled once its entry is booked. */
  async reserve(claim: Claim): Promise<Reservation> {
    const limits = this.#parts.limits();
    if (BUDGET_NAMES.every((name) => limits[name] === 0n)) return GRANTED;
    if (claim.worst.kind === "unknown") return { type: "price-needed" };
    if (claim.worst.kind !== "priced") return GRANTED;
    const pico = BigInt(claim.worst.pico);
    const refusal = this.#checkOwn({ ...claim, pico }, limits);
    if (refusal) return refusal;
    // Set aside before the first wait, so that requests of this window see each other.
    this.#own.set(claim.id, { ...claim, pico });
    if (limits.day === 0n && limits.month === 0n) return this.#grant(claim.id);
    const shared = await this.#checkShared(claim.id, pico, limits);
    if (!shared) return this.#grant(claim.id);
    this.#settle(claim.id);
    return shared;
  }

  #grant(id: string): Reservation {
    return { type: "granted", settle: () => this.#settle(id) };
  }

  #settle(id: string): void {
    const { holds, write, clock, log } = this.#parts;
    this.#own.delete(id);
    if (!holds.has(id)) return;
    holds.settle(id);
    write({ v: 1, type: "settled", id, at: clock.now() }).catch((error: unknown) =>
      log.warn(`A reservation could not be given back, it ends by itself: ${String(error)}`),
    );
  }

  /** Limits of this window: a request with all its tries, and the session. */
  #checkOwn(claim: Claim & { readonly pico: bigint }, limits: BudgetLimits): Reservation | undefined {
    const { ledger } = this.#parts;
    const own = [...this.#own.values()];
    const held = (fits: (other: Claim) => boolean): bigint =>
      own.filter(fits).reduce((sum, other) => sum + other.pico, 0n);
    const ofRequest = ledger.session.filter(({ request }) => request === claim.request);
    const checks = [
      ["request", limits.request, spentIn(ofRequest) + held(({ request }) => request === claim.request)],
      ["session", limits.session, spentIn(ledger.session) + held(() => true)],
    ] as const;
    for (const [budget, limit, used] of checks) {
      if (limit > 0n && used + claim.pico > limit) return refused(budget, limit - used, claim.pico);
    }
    return undefined;
  }

  /** Limits of all windows: what stands before our line in the file counts, what comes after does not. */
  async #checkShared(id: string, pico: bigint, limits: BudgetLimits): Promise<Reservation | undefined> {
    const { holds, write, clock, session, log } = this.#parts;
    const at = clock.now();
    const hold: Hold = { v: 1, type: "hold", id, session, at, until: at + HOLD_MS, pico: Number(pico) };
    try {
      await write(hold);
      // What ends while it is read may be missing both in what is spent and in what is set aside: then it is read again.
      for (let seen = -1; seen !== holds.settlements;) {
        seen = holds.settlements;
        await this.refresh();
      }
    } catch (error) {
      log.warn(`Other windows do not see what is set aside here: ${String(error)}`);
    }
    if (!holds.has(id)) holds.take(hold);
    const before = holds.sum(at, id);
    for (const name of ["day", "month"] as const) {
      const used = this.#spent[name] + before;
      if (limits[name] > 0n && used + pico > limits[name]) return refused(name, limits[name] - used, pico);
    }
    return undefined;
  }
}

function refused(budget: BudgetName, left: bigint, pico: bigint): Reservation {
  return { type: "refused", budget, left: left < 0n ? 0n : left, pico };
}

function spentIn(entries: readonly LedgerEntry[]): bigint {
  return entries.reduce((sum, { cost }) => (cost.kind === "priced" ? sum + BigInt(cost.pico) : sum), 0n);
}

/** Says once per span of time that a share of a limit is spent. */
export class BudgetWarnings {
  readonly #said: Set<string>;

  constructor(said: readonly string[]) {
    this.#said = new Set(said);
  }

  /** What was said, of spans that go on. */
  get said(): readonly string[] {
    return [...this.#said].slice(-MOST_SAID);
  }

  /** A limit that has come to the share, or to its end, and was not named yet; one at a time. */
  next(
    states: readonly BudgetState[],
    { warnAt, now, session }: { warnAt: number; now: number; session: string },
  ): BudgetState | undefined {
    const spans = { session, day: dayOf(now), month: monthOf(now) };
    return states.find(({ name, limit, spent }) => {
      const share = Number((spent * 10_000n) / limit) / 10_000;
      const step = share >= 1 ? 1 : share >= warnAt ? warnAt : 0;
      const key = `${name} ${spans[name]} ${limit} ${step}`;
      if (step === 0 || this.#said.has(key)) return false;
      this.#said.add(key);
      return true;
    });
  }
}

const MOST_SAID = 50;
