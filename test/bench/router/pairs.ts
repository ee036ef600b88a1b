import { createHash } from "node:crypto";
import type { PairRow } from "./curve.ts";
import { numberOf, readTable, type Row } from "./data.ts";

interface Rates {
  readonly in: number;
  readonly out: number;
}

interface PairCost {
  readonly method: "tokens" | "chars" | "ratio" | "columns";
  readonly in_column?: string;
  readonly column?: string;
  readonly chars_per_token?: number;
  readonly in_extra?: number;
  readonly out_extra?: number;
  readonly full_over_mini?: number;
  readonly mini?: string;
  readonly full?: string;
  readonly mini_price?: string;
  readonly full_price?: string;
  readonly mini_out_tokens?: number;
  readonly full_out_tokens?: number;
}

export interface Pair {
  readonly id: string;
  readonly table: string;
  readonly filter: Readonly<Record<string, string | number>>;
  readonly mini: string;
  readonly full: string;
  readonly cost: PairCost;
  readonly pass_threshold: number | null;
}

export interface LoadedPair {
  readonly pair: Pair;
  readonly rows: readonly (PairRow & { readonly raw: Row })[];
}

export function loadPair(folder: string, pair: Pair, prices: Readonly<Record<string, Rates>>): LoadedPair {
  const rows = tableOf(folder, pair.table).filter(
    (row) =>
      Object.entries(pair.filter).every(([column, value]) => row[column] === String(value)) &&
      row[pair.mini] !== "" &&
      row[pair.full] !== "",
  );
  const quality = (row: Row, column: string): number => {
    const value = numberOf(row, column);
    return pair.pass_threshold === null ? value : value >= pair.pass_threshold ? 1 : 0;
  };
  return {
    pair,
    rows: rows.map((row) => ({
      raw: row,
      id: row["id"] ?? "",
      group: row["split_key"] ?? "",
      kind: row["kind"] ?? "",
      mini: quality(row, pair.mini),
      full: quality(row, pair.full),
      miniUsd: usdOf(row, pair.cost, "mini", prices),
      fullUsd: usdOf(row, pair.cost, "full", prices),
    })),
  };
}

const tables = new Map<string, readonly Row[]>();

function tableOf(folder: string, file: string): readonly Row[] {
  const key = `${folder}/${file}`;
  const known = tables.get(key) ?? readTable(folder, file);
  tables.set(key, known);
  return known;
}

function usdOf(row: Row, cost: PairCost, side: "mini" | "full", prices: Readonly<Record<string, Rates>>): number {
  const rates = prices[cost[`${side}_price`] ?? ""] ?? { in: 0, out: 0 };
  switch (cost.method) {
    case "tokens":
      return (numberOf(row, cost.in_column ?? "") * rates.in + (cost[`${side}_out_tokens`] ?? 0) * rates.out) / 1e6;
    case "chars": {
      const tokens = numberOf(row, cost.column ?? "") / (cost.chars_per_token ?? 4);
      return ((tokens + (cost.in_extra ?? 0)) * rates.in + (tokens + (cost.out_extra ?? 0)) * rates.out) / 1e6;
    }
    case "ratio":
      return side === "mini" ? 1 : (cost.full_over_mini ?? 1);
    case "columns":
      return numberOf(row, cost[side] ?? "");
  }
}

/** Sorted by `key`, smallest first; ties by the sha256 of the id, as the published figures break them. */
export function orderBy<T extends PairRow>(rows: readonly T[], key: (row: T) => readonly number[]): readonly T[] {
  return rows
    .map((row) => ({ row, keys: key(row), tie: createHash("sha256").update(row["id"]).digest("hex") }))
    .toSorted((a, b) => {
      for (const [index, value] of a.keys.entries()) {
        const difference = value - (b.keys[index] ?? 0);
        if (difference !== 0) return difference;
      }
      return a.tie < b.tie ? -1 : 1;
    })
    .map(({ row }) => row);
}

/** Gains by gain per extra dollar, then equal outcomes, cheaper ones first, then the smallest losses. */
export function oracleOrder<T extends PairRow>(rows: readonly T[]): readonly T[] {
  return orderBy(rows, ({ mini, full, miniUsd, fullUsd }) => {
    const gain = full - mini;
    if (gain > 0) return [0, -gain / Math.max(fullUsd - miniUsd, 1e-12)];
    return gain === 0 ? [1, fullUsd > miniUsd ? 1 : 0] : [2, -gain];
  });
}
