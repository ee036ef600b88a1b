import type { LedgerEntry } from "../../core/ledger/entry.ts";
import { isEstimated, type RequestRecord } from "../../core/ledger/request.ts";
import { savedBy } from "../../core/ledger/savings.ts";
import { type Cost, sumCosts } from "../../core/models/money.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { promptTokens } from "../../core/models/usage.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import { costText, savedText, simulatedSavedText, sumText } from "../../util/costText.ts";
import { exactDollars, formatDuration, formatMoment, formatMoney } from "../../util/format.ts";
import type { Words } from "../words.ts";

/* What the ledger holds, as plain text for an editor: for reading, by eye or by ear, and for copying. */

type Line = readonly [name: string, value: string];

/** Everything booked of some requests. */
export function requestsText(records: readonly RequestRecord[], words: Words): string {
  return records.map((record) => requestText(record, words)).join("\n\n");
}

function requestText(record: RequestRecord, words: Words): string {
  const { t, tell, locale } = words;
  const { last, attempts, cost } = record;
  const saved =
    savedText(savedBy(record, "priced")?.saved, words) ??
    simulatedSavedText(savedBy(record, "simulated")?.saved, words);
  const title = t("{task}, {moment}", {
    task: tell(TASK_NAMES[last.task]),
    moment: formatMoment(attempts[0]?.at ?? last.at, locale),
  });
  const lines: Line[] = [
    [t("Cost", {}), sumText(cost, words, { room: true, estimate: isEstimated(record) })],
    ...(last.alwaysFull ? [[t("Always Full", {}), amount(last.alwaysFull, words)] as const] : []),
    ...(saved === undefined ? [] : [[t("Routing", {}), saved] as const]),
    [t("Request", {}), record.request],
  ];
  const parts = attempts.map((entry, index) => attemptText(entry, { number: index + 1, of: attempts.length }, words));
  return `${[title, aligned(lines), ...parts].join("\n\n")}\n`;
}

function attemptText(
  entry: LedgerEntry,
  { number, of }: { readonly number: number; readonly of: number },
  words: Words,
): string {
  const { t, locale } = words;
  const { usage, tier, model, served } = entry;
  const title = t("Attempt {number} of {of}: {tier}, {model}", { number, of, tier: TIER_NAMES[tier], model });
  const count = (tokens: number): string => new Intl.NumberFormat(locale).format(tokens);
  const tokens = t("{input} in ({cached} cached) · {output} out ({reasoning} reasoning)", {
    input: count(promptTokens(usage)),
    cached: count(usage.cacheRead),
    output: count(usage.output),
    reasoning: count(usage.reasoning),
  });
  const total = formatDuration(entry.totalMs, locale);
  const lines: Line[] = [
    [t("Why", {}), t("{why}: {reason}", { why: entry.why, reason: entry.reason })],
    ...decisionLines(entry, words),
    [
      t("Outcome", {}),
      [...new Set([entry.outcome, entry.verdict, entry.code])].filter((part) => part !== undefined).join(", "),
    ],
    ...(entry.checked?.length ? [[t("Checks", {}), entry.checked.join(", ")] as const] : []),
    [t("Connection", {}), entry.connection],
    ...(served === undefined ? [] : [[t("Answered as", {}), served] as const]),
    [t("Tokens", {}), usage.estimated ? t("about {tokens}, estimated", { tokens }) : tokens],
    [t("Cost", {}), amount(entry.cost, words)],
    [
      t("Time", {}),
      entry.firstTokenMs === undefined
        ? total
        : t("{total}, first token {first}", { total, first: formatDuration(entry.firstTokenMs, locale) }),
    ],
    ...(entry.workspace === undefined ? [] : [[t("Workspace", {}), entry.workspace] as const]),
  ];
  return `${title}\n${aligned(lines)}`;
}

/** Who could have answered, as the router saw it. */
function decisionLines({ route, cost }: LedgerEntry, words: Words): readonly Line[] {
  if (!route) return [];
  const { t, locale } = words;
  const priced = (pico: number): string =>
    costText({ kind: cost.kind === "simulated" ? "simulated" : "priced", pico }, words, { estimate: true });
  const worth = formatMoney(route.valuePico, locale);
  return [
    [t("Rule", {}), t("{rule}; a solved request was worth {worth}", { rule: route.rule, worth })],
    ...route.candidates.map(({ tier, model, right, pico, ms, out }): Line => {
      const facts = { model, percent: Math.round(right * 100), cost: priced(pico), time: formatDuration(ms, locale) };
      return [
        TIER_NAMES[tier],
        out === undefined
          ? t("{model}: {percent}% likely to be right, {cost}, {time}", facts)
          : t("{model}: left out by the rule {rule}", { model, rule: out }),
      ];
    }),
  ];
}

/** `$0.0145, computed, exactly 0.014503200000`. */
function amount(cost: Cost, words: Words): string {
  const text = costText(cost, words);
  if (cost.kind !== "priced" && cost.kind !== "simulated") return text;
  const exact = words.t("exactly {amount}", { amount: exactDollars(cost.pico) });
  return [text, ...(cost.kind === "priced" ? [cost.provenance] : []), exact].join(", ");
}

function aligned(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n");
}

/** More rows than anybody reads; an export has them all. */
const MAX_ROWS = 2_000;

/** All requests of a period as a table, newest first, with their sum below. */
export function requestTable(title: string, records: readonly RequestRecord[], words: Words): string {
  const { t } = words;
  const head = [
    t("Time", {}),
    t("Tier", {}),
    t("Task", {}),
    t("Model", {}),
    t("Outcome", {}),
    t("Cost", {}),
    t("Reason", {}),
  ];
  const shown = records.slice(0, MAX_ROWS);
  const rows = [head, ...shown.map((record) => tableRow(record, words))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 5 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const sum = sumCosts(records.flatMap(({ attempts }) => attempts.map(({ cost }) => cost)));
  const facts = { count: records.length, cost: sumText(sum, words, { room: true }) };
  const total = records.length === 1 ? t("1 request, {cost}", facts) : t("{count} requests, {cost}", facts);
  const left = records.length - shown.length;
  const more =
    left > 0 ? [t("{count} earlier requests are left out here; an export has them all.", { count: left })] : [];
  return `${[title, "", ...rows.map(line), "", ...more, total].join("\n")}\n`;
}

function tableRow(record: RequestRecord, words: Words): readonly string[] {
  const { attempts, last, cost } = record;
  const outcome = [last.outcome, ...(last.outcome === "accepted" && last.verdict ? [last.verdict] : [])];
  return [
    formatMoment(attempts[0]?.at ?? last.at, words.locale),
    TIER_NAMES[last.tier],
    words.tell(TASK_NAMES[last.task]),
    last.model,
    [...new Set(outcome)].join(", "),
    sumText(cost, words, { estimate: isEstimated(record) }),
    last.reason,
  ];
}
