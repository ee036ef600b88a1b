import * as vscode from "vscode";
import { type CostSum, sumCosts } from "../core/models/money.ts";
import { reportOf } from "../core/ledger/report.ts";
import type { BudgetState } from "../core/ledger/budgets.ts";
import type { Ledger } from "../core/ledger/ledger.ts";
import type { LedgerEntry } from "../core/ledger/entry.ts";
import { TASK_NAMES } from "../core/router/explain.ts";
import { TIER_NAMES, type Tier } from "../core/models/tier.ts";
import { amountText, costText, savedText, simulatedText, sumText } from "../util/costText.ts";
import { DisposableStore } from "../util/disposable.ts";
import { formatDuration } from "../util/format.ts";
import { phrase } from "../util/phrase.ts";
import { PERIODS } from "../protocol/costState.ts";
import { periodName } from "./cost/periods.ts";
import type { PeriodSums } from "./cost/spending.ts";
import type { Words } from "./words.ts";

export interface StatusBarDeps {
  readonly ledger: Ledger;
  /** What each period cost; undefined until that was read. */
  readonly sums: () => PeriodSums | undefined;
  readonly setup: () => "none" | "demo" | "ready";
  /** Limits that are set, with what is spent of them. */
  readonly budgets: () => readonly (BudgetState & { readonly warnAt: number })[];
  /** Completions rest. */
  readonly paused: () => boolean;
  /** Only models on this computer are asked. */
  readonly localOnly: () => boolean;
  readonly words: Words;
}

/** Commands that the tooltip may run. */
const TOOLTIP_COMMANDS = [
  ...(["upshift.showCost", "upshift.connect", "upshift.showMenu"] as const),
  ...(["upshift.pauseCompletions", "upshift.resumeCompletions"] as const),
  "workbench.trust.manage",
];

/** The one status-bar item: session cost, spinner while a request runs, tooltip with the sums, click for the menu. */
export class StatusBar implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #item: vscode.StatusBarItem;
  readonly #deps: StatusBarDeps;
  #busy: { readonly tier?: Tier } | undefined;
  #unreachable = false;

  constructor(deps: StatusBarDeps) {
    this.#deps = deps;
    this.#item = this.#store.add(
      vscode.window.createStatusBarItem("upshift.cost", vscode.StatusBarAlignment.Right, 100),
    );
    this.#item.name = deps.words.t("Upshift Cost", {});
    this.#item.command = "upshift.showMenu";
    this.#store.add(deps.ledger.onDidAppend((entry) => this.#book(entry)));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()));
    this.refresh();
    this.#item.show();
  }

  setBusy(busy: boolean, tier?: Tier): void {
    this.#busy = busy ? (tier ? { tier } : {}) : undefined;
    this.refresh();
  }

  refresh(): void {
    this.#item.text = this.#text();
    const near = this.#nearest();
    const isReached = near !== undefined && near.spent >= near.limit;
    this.#item.backgroundColor = isReached ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.#item.tooltip = this.#tooltip();
    this.#item.accessibilityInformation = { label: this.#label(), role: "button" };
  }

  dispose(): void {
    this.#store.dispose();
  }

  #book(entry: LedgerEntry): void {
    this.#unreachable = entry.code === "unreachable" || entry.code === "transport";
    this.refresh();
  }

  get #session(): CostSum {
    return sumCosts(this.#deps.ledger.session.map(({ cost }) => cost));
  }

  #text(): string {
    const { setup, paused, localOnly, words } = this.#deps;
    const state = setup();
    if (state === "none") return words.t("$(plug) Upshift: Connect", {});
    const tier = this.#busy?.tier ? `${TIER_NAMES[this.#busy.tier]} ` : "";
    const rest = paused() ? "$(debug-pause)" : state === "demo" ? "$(beaker)" : "$(arrow-circle-up)";
    const icon = this.#busy ? "$(loading~spin)" : this.#unreachable ? "$(debug-disconnect)" : rest;
    if (state === "demo")
      return this.#busy ? `${icon} ${tier}${words.t("demo", {})}` : `${rest} ${words.t("Demo, no AI", {})}`;
    if (!this.#busy && localOnly()) return `${icon} ${words.t("Local only", {})}`;
    const near = this.#busy ? undefined : this.#nearest();
    if (near)
      return near.spent >= near.limit ? `$(circle-slash) ${words.t("Budget reached", {})}` : this.#ofBudget(near);
    return `${icon} ${tier}${this.#sum()}`;
  }

  /** The limit that is closest to its end, once it is near. */
  #nearest(): BudgetState | undefined {
    const near = this.#deps.budgets().filter(({ limit, spent, warnAt }) => Number(spent) >= Number(limit) * warnAt);
    return near.toSorted((a, b) => Number(b.spent) / Number(b.limit) - Number(a.spent) / Number(a.limit))[0];
  }

  /** `$(warning) $4.10 of $5.00`. */
  #ofBudget({ spent, limit }: BudgetState): string {
    const { words } = this.#deps;
    const facts = { spent: amountText(spent, words), limit: amountText(limit, words) };
    return `$(warning) ${words.t("{spent} of {limit}", facts)}`;
  }

  /** `$0.042`, with `≥` when a price is missing; nothing spent is `$0.00`. */
  #sum(): string {
    const sum = this.#session;
    return sumText(sum.priced === 0 && sum.unknown === 0 ? { ...sum, priced: 1 } : sum, this.#deps.words);
  }

  #tooltip(): vscode.MarkdownString {
    const { ledger, setup, words } = this.#deps;
    const text = new vscode.MarkdownString("", true);
    text.isTrusted = { enabledCommands: TOOLTIP_COMMANDS };
    const state = setup();
    if (state === "none") {
      text.appendMarkdown(words.t("No model is connected.", {}));
      text.appendMarkdown(`\n\n[${words.t("Connect a Model", {})}](command:upshift.connect)`);
      text.appendMarkdown(this.#restricted());
      return text;
    }
    const { alwaysFull } = reportOf(ledger.session);
    const saved = savedText(alwaysFull.priced?.saved, words);
    const session = words.tell(phrase("Session {cost}", { cost: this.#sum() }));
    text.appendMarkdown(`**${session}**${saved === undefined ? "" : `, ${saved}`}`);
    if (this.#session.simulated > 0) {
      const playSaved = savedText(alwaysFull.simulated?.saved, words, "simulated");
      text.appendMarkdown(
        `\n\n${words.t("Demo:", {})} ${simulatedText(this.#session, words)}${playSaved === undefined ? "" : `, ${playSaved}`}`,
      );
    }
    text.appendMarkdown(this.#periods());
    const last = ledger.session.at(-1);
    if (last) {
      text.appendMarkdown(`\n\n${words.t("Last:", {})} `);
      text.appendText(lastLine(last, words));
    }
    text.appendMarkdown(this.#restricted());
    text.appendMarkdown(`\n\n${this.#links()}`);
    return text;
  }

  /** What is off until the folder is trusted; "" where it is. */
  #restricted(): string {
    if (vscode.workspace.isTrusted) return "";
    const { t } = this.#deps.words;
    const off = t(
      "Restricted Mode: nothing of this folder is run and its settings are ignored. Functions at the cursor and new errors are seen only in languages whose extension runs here.",
      {},
    );
    return `\n\n${off} [${t("Show Workspace Trust", {})}](command:workbench.trust.manage)`;
  }

  #links(): string {
    const { words, paused } = this.#deps;
    const pause = paused()
      ? `[${words.t("Resume Completions", {})}](command:upshift.resumeCompletions)`
      : `[${words.t("Pause Completions", {})}](command:upshift.pauseCompletions)`;
    const showCost = `[${words.t("Show Cost", {})}](command:upshift.showCost)`;
    return [showCost, pause, `[${words.t("Menu", {})}](command:upshift.showMenu)`].join(" · ");
  }

  /** Period and what was spent in it, as a table; "" until the sums are read. */
  #periods(): string {
    const { sums, words } = this.#deps;
    const known = sums();
    if (!known) return "";
    const limits = new Map<string, bigint>(
      this.#deps.budgets().map(({ name, limit }) => [name === "day" ? "today" : name, limit]),
    );
    const rows = PERIODS.map((period) => {
      const limit = limits.get(period);
      const budget = limits.size === 0 ? "" : ` ${limit === undefined ? "" : amountText(limit, words)} |`;
      return `| ${periodName(period, words)} | ${sumText(known[period], words, { room: true })} |${budget}`;
    });
    const column = limits.size === 0 ? ["", ""] : [` ${words.t("Budget", {})} |`, "--:|"];
    return `\n\n| ${words.t("Period", {})} | ${words.t("Spent", {})} |${column[0]}\n|:--|--:|${column[1]}\n${rows.join("\n")}`;
  }

  #label(): string {
    const { ledger, setup, paused, localOnly, words } = this.#deps;
    const state = setup();
    if (state === "none") return words.t("Upshift, no model is connected", {});
    const { alwaysFull, cost } = reportOf(ledger.session);
    const spent =
      state === "demo"
        ? words.tell(phrase("demo, no AI, {cost}", { cost: simulatedText(cost, words) }))
        : words.tell(phrase("session {cost}", { cost: this.#sum() }));
    const saved = savedText(alwaysFull.priced?.saved, words);
    const modes = [
      ...(localOnly() ? [words.t("local only", {})] : []),
      ...(paused() ? [words.t("completions paused", {})] : []),
    ];
    return ["Upshift", spent, ...(saved === undefined ? [] : [saved]), ...modes].join(", ");
  }
}

/** `Mini gpt-6-luna, Explain, $0.0004, 2.1 s`. */
function lastLine({ tier, model, task, cost, totalMs }: LedgerEntry, words: Words): string {
  const parts = [
    `${TIER_NAMES[tier]} ${model}`,
    words.tell(TASK_NAMES[task]),
    costText(cost, words),
    formatDuration(totalMs, words.locale),
  ];
  return parts.join(", ");
}

/** `$0.042 · saved $0.31`: what stands beside the name of the chat view. */
export function sessionLine(entries: readonly LedgerEntry[], words: Words): string {
  if (entries.length === 0) return "";
  const cost = sumCosts(entries.map((entry) => entry.cost));
  const { alwaysFull } = reportOf(entries);
  const saved = savedText(alwaysFull.priced?.saved, words);
  return [sumText(cost, words, { room: true }), ...(saved === undefined ? [] : [saved])].join(" · ");
}
