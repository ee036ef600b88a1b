import type * as vscode from "vscode";
import type { BudgetLimits } from "../core/ledger/budgetLimits.ts";
import { type BudgetState, Budgets, BudgetWarnings } from "../core/ledger/budgets.ts";
import { Holds } from "../core/ledger/holds.ts";
import { Ledger, type LedgerStore } from "../core/ledger/ledger.ts";
import { monthOf } from "../core/ledger/time.ts";
import type { Clock, Log } from "../core/ports.ts";
import type { NoticeView } from "../protocol/viewState.ts";
import { amountText } from "../util/costText.ts";
import { DisposableStore } from "../util/disposable.ts";
import { Emitter, type Event } from "../util/emitter.ts";
import { formatPercent } from "../util/format.ts";
import type { Words } from "./words.ts";

export interface BudgetDeskParts {
  readonly ledger: Ledger;
  readonly store: LedgerStore;
  readonly holds: Holds;
  readonly limits: () => BudgetLimits;
  readonly clock: Clock;
  readonly session: string;
  readonly memory: vscode.Memento;
  readonly words: Words;
  readonly log: Log;
}

const SAID_KEY = "budgetWarnings";

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
  #notice: NoticeView | undefined;

  /** A share of a limit is spent; once per span of time. */
  readonly onDidWarn: Event<NoticeView> = this.#warned.event;

  constructor(parts: BudgetDeskParts) {
    this.#parts = parts;
    const { store, memory } = parts;
    this.#warnings = new BudgetWarnings(memory.get<readonly string[]>(SAID_KEY) ?? []);
    this.budgets = new Budgets({
      ...parts,
      write: (line) => store.append(monthOf(line.at), JSON.stringify(line)),
    });
    this.#subscriptions.add(this.budgets.onDidChange(() => this.#warn()));
  }

  /** Stands above the message box until it is dismissed or the limit changes. */
  get notice(): NoticeView | undefined {
    return this.#notice;
  }

  /** Limits that are set, with what is spent of them and where they are near. */
  get states(): readonly (BudgetState & { readonly warnAt: number })[] {
    const { warnAt } = this.limits;
    return this.budgets.states.map((state) => ({ ...state, warnAt }));
  }

  get limits(): BudgetLimits {
    return this.#parts.limits();
  }

  dismiss(): void {
    this.#notice = undefined;
  }

  /** Reads what is spent; free where no limit is set. */
  async refresh(): Promise<void> {
    const { session, day, month } = this.limits;
    if (session + day + month === 0n) return;
    await this.budgets.refresh().catch((error: unknown) => this.#parts.log.error(`Budgets: ${String(error)}`));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #warn(): void {
    const { clock, session, memory } = this.#parts;
    const facts = { warnAt: this.limits.warnAt, now: clock.now(), session };
    const [due] = this.#warnings.due(this.budgets.states, facts);
    if (!due) return;
    void memory.update(SAID_KEY, this.#warnings.said);
    this.#notice = this.#noticeOf(due);
    this.#warned.fire(this.#notice);
  }

  #noticeOf({ name, limit, spent }: BudgetState): NoticeView {
    const { words } = this.#parts;
    const { t } = words;
    const facts = {
      limit: amountText(limit, words),
      share: formatPercent(Number((spent * 1_000n) / limit) / 1_000, words.locale),
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
      actions: [
        { id: "set-budget", label: t("Change Budget", {}) },
        { id: "dismiss-budget", label: t("Dismiss", {}) },
      ],
    };
  }
}
