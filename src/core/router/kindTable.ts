import type { ModelInfo } from "../models/model.ts";
import type { Tier } from "../models/tier.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { Strata } from "./chance.ts";
import type { KindFacts, KindRow, KindSourceName, TierRow } from "./kindRow.ts";
import { KIND_ROWS } from "./tables/kindRows.ts";
import { type Learned, learnedKey, withLearned } from "./feedback.ts";
import { TIER_ROWS, WAITS } from "./tables/tierRows.ts";

/** A dated table of what models can do. Rows are looked up by kind and family, so that new data replaces it whole. */
export interface KindTable {
  readonly version: number;
  /** `YYYY-MM-DD` */
  readonly created: string;
  readonly rows: readonly KindRow[];
  readonly tiers: Readonly<Record<TaskKind, Readonly<Record<Tier, TierRow>>>>;
  readonly kinds: Readonly<Record<TaskKind, KindFacts>>;
  /** Seconds a tier usually takes; for models without a measured wait. */
  readonly seconds: Readonly<Record<Tier, number>>;
  /**
   * Standard error of carrying a figure from its data set to a user's request; pulls measured rows towards their tier.
   * Trained on other data sets of the same kind, a table keeps about half of its advantage.
   */
  readonly transferError: number;
  /** What was seen here, by `learnedKey`; absent while nothing may move the table. */
  readonly learned?: ReadonlyMap<string, Learned>;
}

export const KIND_TABLE: KindTable = {
  version: 1,
  created: "2026-11-21",
  rows: KIND_ROWS,
  tiers: TIER_ROWS,
  ...WAITS,
  transferError: 0.1,
};

/** A family's name as the table writes it: no vendor, no date, dashes for dots. `openai/GPT-5.4-2026-03-05` is `gpt-5-4`. */
export function familyOf(model: string): string {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  return name
    .replace(/-(?:\d{4}-\d{2}-\d{2}|20\d{6})$/, "")
    .replace(/:(?:free|latest|beta)$|-latest$/, "")
    .replaceAll(".", "-");
}

/** A chance and how it is known. */
export interface Chance {
  readonly right: number;
  readonly error: number;
  readonly strata?: Strata;
  /** `measured` = this family on this kind; `tier` = the tier's usual value. */
  readonly basis: "measured" | "tier";
  readonly source: KindSourceName;
  readonly row?: KindRow;
  /** What was seen here and moved it. */
  readonly learned?: Learned;
}

const indexes = new WeakMap<KindTable, ReadonlyMap<string, KindRow>>();

function indexOf(table: KindTable): ReadonlyMap<string, KindRow> {
  const known = indexes.get(table);
  if (known) return known;
  const made = new Map(table.rows.map((row) => [`${row.kind} ${row.family}`, row]));
  indexes.set(table, made);
  return made;
}

/** A model in a tier, as the table looks it up. */
interface Looked {
  readonly tier: Tier;
  readonly info: Pick<ModelInfo, "model"> & { readonly id?: string };
}

/** What is known of a model for a kind of task, moved by what was seen here where that may be. */
export function chanceOf(table: KindTable, kind: TaskKind, looked: Looked): Chance {
  const base = tableChance(table, kind, looked);
  const seen = looked.info.id === undefined ? undefined : table.learned?.get(learnedKey(kind, looked.info.id));
  if (!seen) return base;
  const { strata: _strata, ...rest } = base;
  return { ...rest, right: withLearned(base.right, seen), learned: seen };
}

/** A model without a row gets its tier's value with a wide error. */
function tableChance(table: KindTable, kind: TaskKind, { tier, info }: Looked): Chance {
  const row = indexOf(table).get(`${kind} ${familyOf(info.model)}`);
  const usual = table.tiers[kind][tier];
  if (!row) return { right: usual.right, error: usual.error, basis: "tier", source: usual.source };
  // The mean of two independent estimates of one quantity, each weighed by its precision.
  const ownVariance = row.error ** 2 + table.transferError ** 2;
  const usualVariance = usual.error ** 2;
  const share = usualVariance / (ownVariance + usualVariance);
  const right = share * row.right + (1 - share) * usual.right;
  return measured(row, right, Math.sqrt(share * ownVariance));
}

function measured(row: KindRow, right: number, error: number): Chance {
  // A shifted mean no longer fits the measured strata.
  const strata = row.strata && right === row.right ? { strata: row.strata } : {};
  return { right, error, ...strata, basis: "measured", source: row.source, row };
}
