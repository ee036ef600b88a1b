import { perMillion, type Price } from "../../../src/core/models/price.ts";
import type { TaskKind } from "../../../src/core/task/kinds.ts";
import { numberOf, readJson, readTable, type Row } from "./data.ts";

/** What one model made of one problem. */
export interface Outcome {
  /** 0 to 1; a share where the table scores by similarity. */
  readonly right: number;
  readonly usd: number;
  /** Chance that the check accepts the answer if it is right, and if it is wrong. */
  readonly acceptsRight: number;
  readonly acceptsWrong: number;
}

export interface Problem {
  readonly id: string;
  /** The canonical problem behind the row: rows of one group never stand on both sides of a split. */
  readonly group: string;
  readonly kind: TaskKind;
  /** The data set that the row comes from. */
  readonly source: string;
  readonly promptTokens: number;
  readonly codeTokens: number;
  /** In the order of the set's models. */
  readonly outcomes: readonly Outcome[];
}

export interface PoolModel {
  readonly name: string;
  /** Known before sending; absent where the table only has recorded costs. */
  readonly price?: Price;
  readonly reasons: boolean;
}

/** Real outcomes of a pool of models on the same problems. */
export interface OutcomeSet {
  readonly name: string;
  readonly models: readonly PoolModel[];
  readonly problems: readonly Problem[];
  /** Some answers are judged before they are shown. */
  readonly checked: boolean;
}

/** Shares of right and wrong answers that a check accepts. */
export type Strength = readonly [right: number, wrong: number];

/** The nine kinds of the table take the places of nine of ours, one to one; only that they differ matters. */
const KINDS: Readonly<Record<string, TaskKind>> = {
  algorithm: "debug",
  bug_fixing: "fix",
  code_completion: "complete",
  code_generation: "edit",
  code_refactoring: "refactor",
  code_understanding: "explain",
  data_science: "review",
  multi_language: "chat",
  test_generation: "test",
};

export function codeRouterBench(folder: string): OutcomeSet {
  const rows = readTable(folder, "coderouterbench.csv");
  const names = modelsWith(rows, "cost:");
  const problems = rows.map((row): Problem => ({
    ...common(row),
    kind: KINDS[row["kind"] ?? ""] ?? "commit",
    source: row["source"] ?? "",
    outcomes: names.map((name) => outcome(numberOf(row, `score:${name}`), numberOf(row, `cost:${name}`), [1, 1])),
  }));
  return { name: "CodeRouterBench", models: names.map(recorded), problems, checked: false };
}

export function sweBench(folder: string, strength: Strength, only?: readonly string[]): OutcomeSet {
  const rows = readTable(folder, "swebench_verified.csv");
  const names = modelsWith(rows, "cost:").filter((name) => !only || only.includes(name));
  const problems = rows.map((row): Problem => ({
    ...common(row),
    kind: "debug",
    source: "swe",
    outcomes: names.map((name) => outcome(numberOf(row, `ok:${name}`), numberOf(row, `cost:${name}`), strength)),
  }));
  return { name: "SWE-bench", models: names.map(recorded), problems, checked: true };
}

/** Columns of EDIT-Bench with a list price; the rest of the table has no cost and is left out. */
const EDIT_MODELS: Readonly<Record<string, string>> = {
  "gpt-4o-mini": "gpt-4o-mini",
  "gpt-4o": "gpt-4o",
  "gpt-5": "gpt-5",
  "gpt-5-mini": "gpt-5-mini",
  "gpt-5-nano": "gpt-5-nano",
  "claude-3.5-sonnet": "claude-3-5-sonnet",
  "claude-sonnet-4": "claude-sonnet-4",
  "gpt-o3-mini": "o3-mini",
  "gpt-o4-mini": "o4-mini",
};

/** Hidden reasoning that the table did not record, tokens; the published three-step figure counts it too. */
const REASONING_TOKENS = 800;
const REASONS = /^(?:gpt-5|o\d)/;

/** Diagnostics as measured on these very answers; models without a row of their own get the weakest measured. */
const DIAGNOSTICS: Readonly<Record<string, Strength>> = { "gpt-4o-mini": [0.936, 0.792] };
const WEAKEST: Strength = [0.938, 0.888];

/** `tests` = how many visible tests judge an answer, drawn from the problem's own grading tests; 0 = diagnostics. */
export function editBench(folder: string, tests: number, only?: readonly string[]): OutcomeSet {
  const rows = readTable(folder, "editbench.csv").filter(({ mini_out: has }) => has === "1");
  const prices = readJson(folder, "prices.json") as Readonly<
    Record<string, { readonly in: number; readonly out: number }>
  >;
  const names = Object.keys(EDIT_MODELS).filter((name) => name in (rows[0] ?? {}) && (!only || only.includes(name)));
  const models = names.map((name): PoolModel => {
    const listed = EDIT_MODELS[name] ?? name;
    const { in: input, out: output } = prices[listed] ?? { in: 0, out: 0 };
    const rates = { input: perMillion(input), output: perMillion(output) };
    return { name, price: { kind: "listed", rates, provenance: "computed", asOf: "" }, reasons: REASONS.test(listed) };
  });
  const problems = rows.map((row): Problem => {
    const tokens = numberOf(row, "mini_chars") / 3.5;
    const sizes = { promptTokens: Math.round(tokens + 250), codeTokens: Math.round(tokens + 20) };
    return {
      ...common(row),
      kind: "edit",
      source: "editbench",
      ...sizes,
      outcomes: models.map((model) => {
        const share = numberOf(row, model.name);
        const strength: Strength = tests > 0 ? [1, share ** tests] : (DIAGNOSTICS[model.name] ?? WEAKEST);
        return outcome(share >= 1 ? 1 : 0, usdOf(model, sizes), strength);
      }),
    };
  });
  return { name: "EDIT-Bench", models, problems, checked: true };
}

function usdOf({ price, reasons }: PoolModel, sizes: Pick<Problem, "promptTokens" | "codeTokens">): number {
  if (price?.kind !== "listed") return 0;
  const output = sizes.codeTokens + (reasons ? REASONING_TOKENS : 0);
  return (sizes.promptTokens * price.rates.input + output * price.rates.output) / 1e12;
}

function outcome(right: number, usd: number, [acceptsRight, acceptsWrong]: Strength): Outcome {
  return { right, usd, acceptsRight, acceptsWrong };
}

function common(row: Row): Pick<Problem, "id" | "group" | "promptTokens" | "codeTokens"> {
  return { id: row["id"] ?? "", group: row["split_key"] ?? "", promptTokens: 0, codeTokens: 0 };
}

function modelsWith(rows: readonly Row[], prefix: string): readonly string[] {
  return Object.keys(rows[0] ?? {}).flatMap((column) =>
    column.startsWith(prefix) ? [column.slice(prefix.length)] : [],
  );
}

function recorded(name: string): PoolModel {
  return { name, reasons: false };
}
