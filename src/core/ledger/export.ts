import { exactDollars } from "../../util/format.ts";
import { type Cost, sumCosts } from "../models/money.ts";
import type { LedgerEntry } from "./entry.ts";
import type { BaselineName } from "./savings.ts";

/** One value per attempt. Amounts are decimal dollars, exact to the pico-dollar, as text; "" where there is none. */
interface Column {
  readonly name: string;
  readonly of: (entry: LedgerEntry) => string | number;
}

/**
 * What an export holds. Real money stands in `cost_usd` and play money in `simulated_usd`, so that a column's sum is the
 * shown total; free, included and unknown prices have no amount, and `cost_kind` tells them apart.
 */
const COLUMNS: readonly Column[] = [
  { name: "time", of: ({ at }) => new Date(at).toISOString() },
  { name: "request", of: ({ request }) => request },
  { name: "attempt", of: ({ id }) => id },
  { name: "session", of: ({ session }) => session },
  { name: "workspace", of: ({ workspace }) => workspace ?? "" },
  { name: "task", of: ({ task }) => task },
  { name: "tier", of: ({ tier }) => tier },
  { name: "connection", of: ({ connection }) => connection },
  { name: "model", of: ({ model }) => model },
  { name: "served_model", of: ({ model, served }) => served ?? model },
  { name: "why", of: ({ why }) => why },
  { name: "reason", of: ({ reason }) => reason },
  { name: "outcome", of: ({ outcome }) => outcome },
  { name: "error", of: ({ code }) => code ?? "" },
  { name: "verdict", of: ({ verdict }) => verdict ?? "" },
  { name: "checks", of: ({ checked }) => (checked ?? []).join(" ") },
  { name: "prompt", of: ({ prompt }) => prompt ?? "" },
  { name: "input_tokens", of: ({ usage }) => usage.input },
  { name: "cache_read_tokens", of: ({ usage }) => usage.cacheRead },
  { name: "cache_write_tokens", of: ({ usage }) => usage.cacheWrite },
  { name: "output_tokens", of: ({ usage }) => usage.output },
  { name: "reasoning_tokens", of: ({ usage }) => usage.reasoning },
  { name: "tokens_estimated", of: ({ usage }) => String(usage.estimated) },
  { name: "cost_kind", of: ({ cost }) => cost.kind },
  { name: "provenance", of: ({ cost }) => (cost.kind === "priced" ? cost.provenance : "") },
  { name: "cost_usd", of: ({ cost }) => dollarsOf(cost, "priced") },
  { name: "simulated_usd", of: ({ cost }) => dollarsOf(cost, "simulated") },
  ...baselineColumns("always_full", "alwaysFull"),
  ...baselineColumns("always_cheapest", "alwaysCheapest"),
  { name: "first_token_ms", of: ({ firstTokenMs }) => firstTokenMs ?? "" },
  { name: "total_ms", of: ({ totalMs }) => totalMs },
];

function baselineColumns(prefix: string, baseline: BaselineName): readonly Column[] {
  return [
    { name: `${prefix}_kind`, of: (entry) => entry[baseline]?.kind ?? "" },
    { name: `${prefix}_usd`, of: (entry) => dollarsOf(entry[baseline], "priced") },
    { name: `${prefix}_simulated_usd`, of: (entry) => dollarsOf(entry[baseline], "simulated") },
  ];
}

function dollarsOf(cost: Cost | undefined, kind: "priced" | "simulated"): string {
  return cost?.kind === kind ? exactDollars(cost.pico) : "";
}

/** RFC 4180 with a header line. Texts that a spreadsheet would run as a formula get an apostrophe before them. */
export function toCsv(entries: readonly LedgerEntry[]): string {
  const lines = [COLUMNS.map(({ name }) => name), ...entries.map((entry) => COLUMNS.map(({ of }) => cell(of(entry))))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function cell(value: string | number): string {
  const text = String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The same columns, with the totals that they add up to. */
export function toJson(
  entries: readonly LedgerEntry[],
  period: { readonly name: string; readonly until: number },
): string {
  const { pico, simulatedPico, unknown } = sumCosts(entries.map(({ cost }) => cost));
  const totals = {
    cost_usd: exactDollars(pico),
    simulated_usd: exactDollars(simulatedPico),
    unpriced_attempts: unknown,
  };
  const attempts = entries.map((entry) => Object.fromEntries(COLUMNS.map(({ name, of }) => [name, of(entry)])));
  const head = { schema: 1, period: period.name, until: new Date(period.until).toISOString() };
  return `${JSON.stringify({ ...head, attempts_count: entries.length, totals, attempts }, null, 2)}\n`;
}
