import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { newestFirst, requestsOf } from "../../core/ledger/request.ts";
import type { Candidate } from "../../core/models/model.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import type { Clock } from "../../core/ports.ts";
import { type DryRun, dryRun, DRY_RUN_REQUESTS } from "../../core/router/dryRun.ts";
import { PRESET_NAMES, TASK_NAMES } from "../../core/router/explain.ts";
import { type RoutePolicy } from "../../core/router/policy.ts";
import { VALUE_PRESETS, type ValuePreset } from "../../core/router/value.ts";
import { sumText } from "../../util/costText.ts";
import { formatMoment, formatMoney } from "../../util/format.ts";
import { decimalText, parseDecimal } from "../../util/parseDecimal.ts";
import { PICO_PER_DOLLAR } from "../../core/models/money.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import type { FeedbackBook } from "./feedbackBook.ts";
import type { Routing } from "./routing.ts";

export interface RoutingDesk {
  readonly routing: Routing;
  readonly book: FeedbackBook;
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly candidates: () => readonly Candidate[];
  readonly words: Words;
}

const DAY_MS = 86_400_000;
/** Entries that surely hold the requests to replay, completions among them. */
const MOST_ENTRIES = 10_000;
/** How far a dry run looks back for its requests. */
const MOST_DAYS = 62;
const MOST_VALUE = 1_000;

/** The last requests under a policy, with the models of now. Reads the ledger, sends nothing. */
export async function replay({ ledger, clock, candidates }: RoutingDesk, policy: RoutePolicy): Promise<DryRun> {
  const entries = await ledger.newest(clock.now() - MOST_DAYS * DAY_MS, MOST_ENTRIES);
  const records = newestFirst(requestsOf(entries)).filter(({ last }) => last.task !== "complete");
  return dryRun(records, candidates(), policy);
}

/** Try Routing on Recent Requests: what the last requests would have done under the settings of now, as a text. */
export async function tryRouting(desk: RoutingDesk): Promise<void> {
  const run = await replay(desk, desk.routing.policy);
  const content = dryRunText(run, desk.words);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}

/** Set Value of a Solved Request: three positions and a figure of one's own, each with what it would have changed. */
export async function setValue(desk: RoutingDesk): Promise<void> {
  const { settings, words, routing } = desk;
  const now = settings.current.routing.valueUsd;
  const money = (dollars: number): string => formatMoney(dollars * PICO_PER_DOLLAR, words.locale);
  const presets = Object.keys(VALUE_PRESETS) as readonly ValuePreset[];
  const items = await Promise.all(
    presets.map(async (preset) => {
      const value = VALUE_PRESETS[preset];
      return {
        label: PRESET_NAMES[preset],
        description: value === now ? words.t("{amount}, now", { amount: money(value) }) : money(value),
        detail: effect(await replay(desk, routing.withValue(value)), words),
        value,
      };
    }),
  );
  const own = { label: words.t("Another Value…", {}), value: undefined };
  const title = words.t("What is a solved request worth to you?", {});
  const picked = await vscode.window.showQuickPick([...items, own], { title, ignoreFocusOut: true });
  if (!picked) return;
  const value = picked.value ?? (await enterValue(now, words));
  if (value !== undefined) await settings.write({ "routing.value": value });
}

async function enterValue(now: number, { t, locale }: Words): Promise<number | undefined> {
  const entered = await vscode.window.showInputBox({
    title: t("Value of a solved request, in US dollars", {}),
    value: decimalText(now, locale),
    ignoreFocusOut: true,
    validateInput: (text) => (valueIn(text) === undefined ? t("Enter an amount from 0 to 1000.", {}) : undefined),
  });
  return entered === undefined ? undefined : valueIn(entered);
}

function valueIn(text: string): number | undefined {
  const value = parseDecimal(text);
  return value !== undefined && value <= MOST_VALUE ? value : undefined;
}

/** One sentence on what a policy would have changed. */
function effect({ requests: { length: count }, changed, cost }: DryRun, words: Words): string {
  const facts = { count, changed, now: sumText(cost.now, words), was: sumText(cost.was, words) };
  if (count === 0) return words.t("No earlier request can be replayed yet.", {});
  if (count > 1)
    return words.t("{changed} of your last {count} requests would go elsewhere: {now} instead of {was}.", facts);
  return changed === 1
    ? words.t("Your last request would go elsewhere: {now} instead of {was}.", facts)
    : words.t("Your last request would go where it went.", facts);
}

/** The whole dry run as Markdown. */
export function dryRunText(run: DryRun, words: Words): string {
  const { t, tell } = words;
  const rows = run.requests
    .filter(({ was, now }) => was !== now)
    .map(({ at, task, was, now, rule }) =>
      [
        formatMoment(at, words.locale),
        tell(TASK_NAMES[task]),
        TIER_NAMES[was],
        now ? TIER_NAMES[now] : t("nobody", {}),
        rule,
      ].join(" | "),
    );
  const head = [t("Time", {}), t("Task", {}), t("Then", {}), t("Now", {}), t("Rule", {})].join(" | ");
  return [
    `# ${t("Recent requests under the routing of now", {})}`,
    "",
    effect(run, words),
    t("The last {count} requests of two months are looked at; nothing is sent.", { count: DRY_RUN_REQUESTS }),
    ...(run.left > 0
      ? [
          t("Not replayed, because they are older, follow-ups in a chat, or under rules on paths: {count}.", {
            count: run.left,
          }),
        ]
      : []),
    ...(rows.length > 0
      ? ["", `| ${head} |`, "| --- | --- | --- | --- | --- |", ...rows.map((row) => `| ${row} |`)]
      : []),
    "",
  ].join("\n");
}
