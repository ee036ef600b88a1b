import type { CostSum } from "../../src/core/models/money.ts";
import { sumCosts } from "../../src/core/models/money.ts";
import type { TaskKind } from "../../src/core/task/kinds.ts";
import { sumText } from "../../src/util/costText.ts";
import { exactDollars } from "../../src/util/format.ts";
import { english } from "../../src/util/phrase.ts";
import { type Estimate, medianOf, shareOf } from "../bench/stats.ts";
import type { AttemptFigures, Plan, Result } from "./store.ts";

export interface ReportInput {
  readonly plan: Plan;
  readonly results: readonly Result[];
  /** Tasks times picks. */
  readonly wanted: number;
  readonly spent: CostSum;
  /** Pico-dollars; 0n = none. */
  readonly cap: bigint;
  /** Worst cases of attempts that nobody booked, pico-dollars. */
  readonly lost: bigint;
}

/** Results that belong together, of the tasks that could be judged. */
interface Group {
  readonly solved: Estimate & { readonly count: number; readonly of: number };
  /** Requests that more than one tier answered. */
  readonly shiftUps: number;
  readonly cost: CostSum;
}

interface ModelGroup {
  readonly model: string;
  readonly prompt: string;
  /** Of the requests whose last answer is this model's with this prompt. */
  readonly solved: Group["solved"];
  readonly attempts: number;
  readonly rejected: number;
  readonly firstTokenMs?: Estimate;
  /** After the first one. */
  readonly tokensPerSecond?: Estimate;
}

export interface EvalReport {
  readonly plan: Plan;
  readonly complete: boolean;
  readonly measured: number;
  readonly wanted: number;
  readonly spent: string;
  readonly cap: string;
  readonly picks: Readonly<Record<string, Group>>;
  readonly kinds: Readonly<Record<string, Group>>;
  readonly models: readonly ModelGroup[];
  readonly failed: readonly { readonly task: string; readonly pick: string; readonly why: string }[];
  readonly skipped: readonly { readonly task: string; readonly why: string }[];
}

/** Everything a run came to; money in dollars to the pico-dollar. */
export function makeEvalReport({ plan, results, wanted, spent, cap, lost }: ReportInput): EvalReport {
  const judged = results.filter(({ verdict }) => verdict === "passed" || verdict === "failed");
  const measured = results.filter(({ verdict }) => verdict !== "error").length;
  const kinds = [...new Set(judged.map(({ kind }) => kind))];
  const byKind = (pick: string, kind: TaskKind): readonly Result[] =>
    judged.filter((result) => result.pick === pick && result.kind === kind);
  return {
    plan,
    ...{ complete: measured === wanted, measured, wanted },
    spent: exactDollars(spent.pico + lost),
    cap: exactDollars(cap),
    picks: record(plan.picks, (pick) => groupOf(judged.filter((result) => result.pick === pick))),
    kinds: record(
      plan.picks.flatMap((pick) => kinds.map((kind) => `${pick} ${kind}`)),
      (key) => {
        const [pick = "", kind = ""] = key.split(" ");
        return groupOf(byKind(pick, kind as TaskKind));
      },
    ),
    models: modelsOf(judged),
    failed: judged.flatMap(({ task, pick, why, verdict }) => (verdict === "failed" ? [{ task, pick, why }] : [])),
    skipped: results.flatMap(({ task, why, verdict }) => (verdict === "skipped" ? [{ task, why }] : [])),
  };
}

function record<T>(keys: readonly string[], valueOf: (key: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)]));
}

function groupOf(results: readonly Result[]): Group {
  const attempts = results.flatMap((result) => result.attempts);
  return {
    solved: solvedOf(results),
    shiftUps: results.filter((result) => new Set(result.attempts.map(({ tier }) => tier)).size > 1).length,
    cost: sumCosts(attempts.map(({ cost }) => cost)),
  };
}

function solvedOf(results: readonly Result[]): Group["solved"] {
  const passed = results.map(({ verdict }) => verdict === "passed");
  return { ...shareOf(passed), count: passed.filter(Boolean).length, of: passed.length };
}

function modelsOf(results: readonly Result[]): readonly ModelGroup[] {
  const keyOf = ({ model, prompt }: AttemptFigures): string => `${model} ${prompt}`;
  const all = results.flatMap(({ attempts }) => attempts);
  const keys = [...new Map(all.map((attempt) => [keyOf(attempt), attempt])).values()];
  return keys
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
    .map((key) => {
      const attempts = all.filter((attempt) => keyOf(attempt) === keyOf(key));
      const last = results.filter((result) => {
        const final = result.attempts.at(-1);
        return final !== undefined && keyOf(final) === keyOf(key);
      });
      return {
        ...{ model: key.model, prompt: key.prompt, solved: solvedOf(last), attempts: attempts.length },
        rejected: attempts.filter(({ outcome }) => outcome === "rejected").length,
        ...estimate(
          "firstTokenMs",
          attempts.flatMap(({ firstTokenMs }) => firstTokenMs ?? []),
        ),
        ...estimate("tokensPerSecond", attempts.flatMap(speedOf)),
      };
    });
}

function estimate<K extends string>(key: K, values: readonly number[]): { readonly [key in K]?: Estimate } {
  return values.length === 0 ? {} : ({ [key]: medianOf(values) } as { readonly [key in K]?: Estimate });
}

function speedOf({ outputTokens, firstTokenMs, totalMs }: AttemptFigures): readonly number[] {
  const ms = totalMs - (firstTokenMs ?? totalMs);
  return ms > 0 && outputTokens > 1 ? [((outputTokens - 1) * 1_000) / ms] : [];
}

const WORDS = { t: english, locale: "en" };

/** The report for people. */
export function markdownOf(report: EvalReport): string {
  const { plan, measured, wanted, complete, spent, cap } = report;
  const models = Object.entries(plan.models).map(([tier, model]) => `${tier} \`${model}\``);
  const limit = Number(cap) === 0 ? "no cap" : `a cap of $${cap}`;
  return [
    "# Evaluation",
    "",
    `Models at ${plan.host}: ${models.join(", ")}. Checks: ${plan.checks.join(", ")}.`,
    `${measured} of ${wanted} measured${complete ? "" : ", not complete"}. Spent $${spent} of ${limit}. Intervals are of 95 %.`,
    "",
    ...table(
      ["Pick", "Solved", "Share", "Interval", "Shifted up", "Cost"],
      Object.entries(report.picks).map(([pick, group]) => [pick, ...groupCells(group)]),
    ),
    ...table(
      ["Pick and kind", "Solved", "Share", "Interval", "Shifted up", "Cost"],
      Object.entries(report.kinds).map(([key, group]) => [key, ...groupCells(group)]),
    ),
    ...table(
      ["Model", "Prompt", "Solved", "Share", "Interval", "Attempts", "Refused", "First token", "Tokens per second"],
      report.models.map((group) => modelCells(group)),
    ),
    ...(report.failed.length === 0 ? [] : ["## Not solved", ""]),
    ...report.failed.map(({ task, pick, why }) => `- ${task}, ${pick}: ${why}`),
    ...(report.skipped.length === 0 ? [] : ["", "## Left out", ""]),
    ...report.skipped.map(({ task, why }) => `- ${task}: ${why}`),
    "",
  ].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

function groupCells({ solved, shiftUps, cost }: Group): readonly string[] {
  return [...solvedCells(solved), String(shiftUps), sumText(cost, WORDS)];
}

function solvedCells(solved: Group["solved"]): readonly string[] {
  const { count, of, value, low, high } = solved;
  return of === 0
    ? ["0 of 0", "–", "–"]
    : [`${count} of ${of}`, percent(value), `${percent(low ?? value)} to ${percent(high ?? value)}`];
}

function modelCells({ model, prompt, solved, attempts, rejected, ...timed }: ModelGroup): readonly string[] {
  const { firstTokenMs, tokensPerSecond } = timed;
  return [
    ...[`\`${model}\``, prompt, ...solvedCells(solved), String(attempts), String(rejected)],
    firstTokenMs ? `${range(firstTokenMs)} ms` : "–",
    tokensPerSecond ? range(tokensPerSecond) : "–",
  ];
}

function range({ value, low = value, high = value }: Estimate): string {
  return `${Math.round(value)} (${Math.round(low)} to ${Math.round(high)})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
