import { cpus, totalmem } from "node:os";
import type { Estimate } from "./stats.ts";

/** Something that a benchmark needs is not there; the message says what, and what to do. */
export class MissingData extends Error {}

/** What a figure must hold to pass, and what it is meant to reach. */
export interface Floor {
  readonly key: string;
  readonly min?: number;
  readonly max?: number;
  readonly goal?: number;
}

export interface BenchOptions {
  /** The root of the measuring data. */
  readonly data: string;
  readonly fit?: string;
  /** Source trees to measure on. */
  readonly repos: readonly string[];
  /** Where to write one JSON line per case. */
  readonly raw?: string;
}

export type Figures = Readonly<Record<string, Estimate>>;

export interface Bench {
  readonly floors: readonly Floor[];
  run(options: BenchOptions): Promise<Figures>;
}

/** The result file of a benchmark. */
export interface Report {
  readonly bench: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly floors: readonly {
    readonly key: string;
    readonly min?: number;
    readonly max?: number;
    readonly value: number | null;
    readonly ok: boolean;
  }[];
  readonly ok: boolean;
  readonly machine: Readonly<Record<string, string | number>>;
}

export function makeReport(bench: string, figures: Figures, floors: readonly Floor[]): Report {
  const judged = floors.map(({ key, min, max }) => {
    const value = figures[key]?.value ?? Number.NaN;
    // A figure that is missing, or no number, has not held its floor.
    const ok = Number.isFinite(value) && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
    const limits = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    return { key, ...limits, value: Number.isFinite(value) ? value : null, ok };
  });
  return {
    bench,
    figures: Object.fromEntries(Object.entries(figures).map(([key, { value }]) => [key, round(value)])),
    floors: judged.map((floor) => ({ ...floor, value: floor.value === null ? null : round(floor.value) })),
    ok: judged.every(({ ok }) => ok),
    machine: {
      platform: process.platform,
      arch: process.arch,
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1e9),
      node: process.versions.node,
    },
  };
}

/** The table for the terminal. */
export function formatTable(figures: Figures, floors: readonly Floor[]): string {
  const rows = Object.entries(figures).map(([key, { value, low, high }]) => {
    const floor = floors.find((candidate) => candidate.key === key);
    const limit = limitOf(floor);
    const interval = low === undefined || high === undefined ? "" : `${round(low)} to ${round(high)}`;
    return [key, String(round(value)), interval, limit, floor?.goal === undefined ? "" : String(floor.goal)];
  });
  const table = [["figure", "value", "95 %", "floor", "goal"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A figure may have a goal and no floor. */
function limitOf({ min, max }: Pick<Floor, "min" | "max"> = {}): string {
  if (max !== undefined) return `<= ${max}`;
  return min === undefined ? "" : `>= ${min}`;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
