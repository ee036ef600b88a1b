import { createHash } from "node:crypto";
import { PICO_PER_DOLLAR } from "../../../src/core/models/money.ts";
import type { Candidate } from "../../../src/core/models/model.ts";
import type { CheckStrength } from "../../../src/core/router/checkStrength.ts";
import type { RouteSignals } from "../../../src/core/router/decision.ts";
import type { KindRow } from "../../../src/core/router/kindRow.ts";
import { KIND_TABLE, type KindTable } from "../../../src/core/router/kindTable.ts";
import { NO_RULES } from "../../../src/core/router/ownRules.ts";
import type { RoutePolicy } from "../../../src/core/router/policy.ts";
import { route } from "../../../src/core/router/route.ts";
import { TASK_KINDS } from "../../../src/core/task/kinds.ts";
import type { Outcome, OutcomeSet, Problem } from "./outcomes.ts";

/** What the router was given for a set: its own table, filled from the fitting rows, and the strength of the check. */
export interface Fitted {
  readonly table: KindTable;
  readonly strengths: ReadonlyMap<string, CheckStrength>;
}

/** Strata of difficulty in a fitted table. */
const STRATA = 5;

const NO_FACTS = Object.fromEntries(TASK_KINDS.map((kind) => [kind, { outputTokens: 0, secondUsd: 0 }]));

/** Fills the product's table from outcomes. Kinds that `rows` lack get the pool's mean over all kinds. */
export function fit(set: OutcomeSet, rows: readonly Problem[]): Fitted {
  const kinds = new Set(set.problems.map(({ kind }) => kind));
  const table: KindTable = {
    ...KIND_TABLE,
    rows: [...kinds].flatMap((kind) => {
      const own = rows.filter((row) => row.kind === kind);
      return rowsOf(set, kind, own.length > 0 ? own : rows);
    }),
    kinds: NO_FACTS as KindTable["kinds"],
    seconds: { mini: 0, full: 0, deep: 0, local: 0 },
    transferError: 0,
  };
  return { table, strengths: set.checked ? strengthsOf(set, rows) : new Map() };
}

function rowsOf(set: OutcomeSet, kind: KindRow["kind"], rows: readonly Problem[]): readonly KindRow[] {
  const bins = binsOf(rows);
  const shifts = shiftsOf(set, rows);
  return set.models.map((model, index): KindRow => {
    const at = (problems: readonly Problem[], value: (one: Outcome) => number): number =>
      meanOf(problems.map(({ outcomes }) => (outcomes[index] ? value(outcomes[index]) : 0)));
    const shift = shifts[index] ?? 0;
    return {
      kind,
      family: familyName(index),
      right: at(rows, ({ right }) => right) + shift,
      error: 0,
      strata: bins.map((bin) => Math.min(1, Math.max(0, at(bin, ({ right }) => right) + shift))),
      ...(model.price ? {} : { usd: at(rows, ({ usd }) => usd) }),
      n: rows.length,
      source: "assumed",
    };
  });
}

/**
 * By how much each model's mean is pulled towards what its price lets expect: the less, the surer the mean is and the more
 * models differ beside their prices (empirical Bayes). Rows of one problem count as one: they fail together.
 */
function shiftsOf(set: OutcomeSet, rows: readonly Problem[]): readonly number[] {
  const figures = set.models.map((_, index) => {
    const groups = new Map<string, number[]>();
    for (const { group, outcomes } of rows) {
      const all = groups.get(group) ?? [];
      groups.set(group, all);
      all.push(outcomes[index]?.right ?? 0);
    }
    const means = [...groups.values()].map(meanOf);
    const right = meanOf(rows.map(({ outcomes }) => outcomes[index]?.right ?? 0));
    const spread = meanOf(means.map((value) => (value - meanOf(means)) ** 2));
    const usd = meanOf(rows.map(({ outcomes }) => outcomes[index]?.usd ?? 0));
    return { right, variance: spread / Math.max(1, means.length - 1), size: Math.log(Math.max(usd, 1e-9)) };
  });
  const middle = { size: meanOf(figures.map(({ size }) => size)), right: meanOf(figures.map(({ right }) => right)) };
  const slope =
    meanOf(figures.map(({ size, right }) => (size - middle.size) * (right - middle.right))) /
    Math.max(1e-9, meanOf(figures.map(({ size }) => (size - middle.size) ** 2)));
  const rests = figures.map(({ size, right }) => middle.right + slope * (size - middle.size) - right);
  const noise = meanOf(figures.map(({ variance }) => variance));
  const own = Math.max(0, meanOf(rests.map((rest) => rest ** 2)) - noise * CARRIED);
  return figures.map(
    ({ variance }, index) => ((rests[index] ?? 0) * variance * CARRIED) / (variance * CARRIED + own || 1),
  );
}

/**
 * A mean says less of other data than its spread over its own: it counts with this many times its variance. Chosen on splits
 * of the open rows; 1.5 to 3 do as well.
 */
const CARRIED = 2;

/** Equal parts by how many of the pool solved the problem, hardest first. */
function binsOf(rows: readonly Problem[]): readonly (readonly Problem[])[] {
  const solved = ({ outcomes }: Problem): number => outcomes.reduce((sum, { right }) => sum + right, 0);
  const sorted = rows.toSorted((a, b) => solved(a) - solved(b));
  const cut = (part: number): number => Math.floor((part * sorted.length) / STRATA);
  return Array.from({ length: STRATA }, (_, part) => sorted.slice(cut(part), cut(part + 1))).filter(
    (bin) => bin.length > 0,
  );
}

function strengthsOf(set: OutcomeSet, rows: readonly Problem[]): ReadonlyMap<string, CheckStrength> {
  return new Map(
    set.models.map((_, index) => {
      const answers = rows.flatMap(({ outcomes }) => outcomes[index] ?? []);
      const accepted = (of: readonly Outcome[], value: (one: Outcome) => number): number =>
        of.length === 0 ? 1 : meanOf(of.map(value));
      return [
        familyName(index),
        {
          acceptsRight: accepted(
            answers.filter(({ right }) => right > 0),
            ({ acceptsRight }) => acceptsRight,
          ),
          acceptsWrong: accepted(
            answers.filter(({ right }) => right < 1),
            ({ acceptsWrong }) => acceptsWrong,
          ),
          n: answers.length,
        },
      ];
    }),
  );
}

function familyName(index: number): string {
  return `model-${index}`;
}

/** `mostTries` as in the product; 1 = the best single model. */
export function policyOf({ table, strengths }: Fitted, valueUsd: number, mostTries = 3): RoutePolicy {
  return {
    valuePico: valueUsd * PICO_PER_DOLLAR,
    table,
    checkOf: (_, { info }) => strengths.get(info.model),
    mostTries,
    rules: NO_RULES,
  };
}

/** The pool as the router sees it: all of one tier, so that only the table and the prices tell them apart. */
export function candidatesOf(set: OutcomeSet): readonly Candidate[] {
  return set.models.map(({ name, price, reasons }, index): Candidate => {
    const model = familyName(index);
    const info = { id: `pool/${model}`, connection: "pool", model, label: name, host: "", local: false, demo: false };
    return {
      tier: "full",
      info: { ...info, price: price ?? { kind: "unknown" }, ...(reasons ? { leastEffort: "low" as const } : {}) },
    };
  });
}

export function signalsOf(problem: Problem): RouteSignals {
  const { kind, promptTokens, codeTokens } = problem;
  const sizes = { promptTokens, answerTokens: codeTokens, codeTokens };
  return { task: kind, source: "command", pick: "auto", ...sizes, hasImages: false, unavailable: {} };
}

/** Indexes of the models that the product's router would ask, in order. */
export function decide(problem: Problem, candidates: readonly Candidate[], policy: RoutePolicy): readonly number[] {
  const { plan } = route(signalsOf(problem), candidates, policy);
  return plan.order.map(({ info }) => candidates.findIndex((one) => one.info.id === info.id));
}

/** A stable share of 0 to 1 for a text. */
export function shareOf(text: string): number {
  return Number.parseInt(createHash("sha256").update(text).digest("hex").slice(0, 8), 16) / 2 ** 32;
}

export function meanOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
