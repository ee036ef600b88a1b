import type * as vscode from "vscode";
import type { BudgetLimits } from "../core/ledger/budgetLimits.ts";
import { type BudgetState, Budgets, BudgetWarnings } from "../core/ledger/budgets.ts";
import { Holds } from "../core/ledger/holds.ts";
import { Ledger, type LedgerStore } from "../core/ledger/ledger.ts";
import { raiseTo, withRaise } from "../core/ledger/raise.ts";
import { monthOf } from "../core/ledger/time.ts";
import type { Clock, Log } from "../core/ports.ts";
import type { NoticeView } from "../protocol/viewState.ts";
import { amountText } from "../util/costText.ts";
import { DisposableStore } from "../util/disposable.ts";
import { Emitter, type Event } from "../util/emitter.ts";
import { formatPercent } from "../util/format.ts";
import { ACTION_LABELS, type ActionId } from "./actionIds.ts";
import type { Words } from "./words.ts";

export interface BudgetDeskParts {
  readonly ledger: Ledger;
  readonly store: LedgerStore;
  readonly holds: Holds;
  /** As the settings say. */
  readonly limits: () => BudgetLimits;
  /** A model is connected that costs nothing. */
  readonly hasLocal: () => boolean;
  readonly clock: Clock;
  readonly session: string;
  readonly memory: vscode.Memento;
  readonly words: Words;
  readonly log: Log;
}

const SAID_KEY = "budgetWarnings";
const RAISE_KEY = "budgetRaise";

/** The ledger of all windows, and the budgets that are checked against it. */
export function openLedger(parts: Omit<BudgetDeskParts, "ledger" | "holds">): {
  readonly ledger: Ledger;
  readonly budgetDesk: BudgetDesk;
} {
  const holds = new Holds();
  const ledger = new Ledger(parts.store, parts.clock, (line) => holds.take(line));
  return { ledger, budgetDesk: new BudgetDesk({ ...parts, ledger, holds }) };
}

/** The budgets of this window: what they hold, and what there is to say about them. */
export class BudgetDesk {
  readonly #subscriptions = new DisposableStore();
  readonly #warned = this.#subscriptions.add(new Emitter<NoticeView>());
  readonly #parts: BudgetDeskParts;
  readonly #warnings: BudgetWarnings;
  readonly budgets: Budgets;
  #noticed: { readonly state: BudgetState; readonly notice: NoticeView } | undefined;
  #isLimited = false;

  /** A share of a limit is spent; once per span of time. */
  readonly onDidWarn: Event<NoticeView> = this.#warned.event;

  constructor(parts: BudgetDeskParts) {
    this.#parts = parts;
    const { store, memory } = parts;
    this.#warnings = new BudgetWarnings(memory.get<readonly string[]>(SAID_KEY) ?? []);
    this.budgets = new Budgets({
      ...parts,
      limits: () => this.limits,
      write: (line) => store.append(monthOf(line.at), JSON.stringify(line)),
    });
    this.#subscriptions.add(this.budgets.onDidChange(() => this.#warn()));
  }

  /** Stands above the message box until it is dismissed, the limit changes or its span of time ends. */
  get notice(): NoticeView | undefined {
    if (!this.#noticed) return undefined;
    const { state, notice } = this.#noticed;
    const now = this.budgets.states.find(({ name }) => name === state.name);
    return now?.limit === state.limit && now.spent >= state.spent ? notice : undefined;
  }

  /** Limits that are set, with what is spent of them and where they are near. */
  get states(): readonly (BudgetState & { readonly warnAt: number })[] {
    const { warnAt } = this.limits;
    return this.budgets.states.map((state) => ({ ...state, warnAt }));
  }

  /** As they hold now, a raise for today included. */
  get limits(): BudgetLimits {
    const { limits, memory, clock } = this.#parts;
    return withRaise(limits(), memory.get(RAISE_KEY), clock.now());
  }

  /** Lets all windows spend so many pico-dollars today. */
  async raiseToday(pico: bigint): Promise<void> {
    const { memory, clock } = this.#parts;
    await memory.update(RAISE_KEY, raiseTo(pico, clock.now()));
    this.dismiss();
    await this.refresh();
  }

  dismiss(): void {
    this.#noticed = undefined;
  }

  /** Reads what is spent; free where no limit is or was set. */
  async refresh(): Promise<void> {
    const { session, day, month } = this.limits;
    const wasLimited = this.#isLimited;
    this.#isLimited = session + day + month > 0n;
    if (!wasLimited && !this.#isLimited) return;
    await this.budgets.refresh().catch((error: unknown) => this.#parts.log.error(`Budgets: ${String(error)}`));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #warn(): void {
    const { clock, session, memory } = this.#parts;
    const facts = { warnAt: this.limits.warnAt, now: clock.now(), session };
    const due = this.#warnings.next(this.budgets.states, facts);
    if (!due) return;
    void memory.update(SAID_KEY, this.#warnings.said);
    const notice = this.#noticeOf(due);
    this.#noticed = { state: due, notice };
    this.#warned.fire(notice);
  }

  #noticeOf({ name, limit, spent }: BudgetState): NoticeView {
    const { words } = this.#parts;
    const { t } = words;
    const facts = {
      limit: amountText(limit, words),
      // Whole percents that are reached: 99.6% is not all.
      share: formatPercent(Number((spent * 100n) / limit) / 100, words.locale),
    };
    const isOver = spent >= limit;
    const over: Readonly<Record<BudgetState["name"], string>> = {
      session: t("The session’s {limit} is spent.", facts),
      day: t("Today’s {limit} is spent.", facts),
      month: t("This month’s {limit} is spent.", facts),
    };
    const near: Readonly<Record<BudgetState["name"], string>> = {
      session: t("{share} of the session’s {limit} is spent.", facts),
      day: t("{share} of today’s {limit} is spent.", facts),
      month: t("{share} of this month’s {limit} is spent.", facts),
    };
    const then =
      this.limits.atLimit === "refuse"
        ? t("At 100% Upshift asks no priced model.", {})
        : t("At 100% Upshift steps down to what costs nothing.", {});
    return {
      severity: "warning",
      icon: isOver ? "circle-slash" : "warning",
      text: isOver ? over[name] : `${near[name]} ${then}`,
      actions: this.#steps(name, isOver).map((id) => ({ id, label: words.tell(ACTION_LABELS[id]) })),
    };
  }

  #steps(name: BudgetState["name"], isOver: boolean): readonly ActionId[] {
    if (!isOver) return ["set-budget", "dismiss-budget"];
    const goOn: readonly ActionId[] = this.#parts.hasLocal() ? ["use-local"] : [];
    return name === "day" ? [...goOn, "raise-today", "wait-for-tomorrow"] : [...goOn, "set-budget", "dismiss-budget"];
  }
}
