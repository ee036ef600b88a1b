import type { ModelRow } from "../../../src/core/models/modelRow.ts";
import { familyByName } from "../../../src/core/models/parameterFamily.ts";
import type { Facts, FactsById, Priced } from "./sources.ts";

/** Where a model's price may come from: the price engine's list, pi-ai's data, or a list that is only in our facts. */
export type Side = "engine" | "pi-ai" | "facts";

/** Sources that differ, and the side taken. Without a row here the generator refuses the model. */
export interface Ruling {
  readonly side: Side;
  readonly why: string;
}

export interface Sources {
  readonly engine: (model: string) => Priced | undefined;
  /** True for a model that the engine prices by the hour: one figure would be wrong for a part of the day. */
  readonly goesByHour: (model: string) => boolean;
  readonly piAi: FactsById;
  readonly facts: FactsById;
  readonly shutdowns: FactsById;
  readonly rulings: Readonly<Record<string, Ruling>>;
  /** Models that may cost nothing. */
  readonly free: ReadonlySet<string>;
  /** Models of which a source writes zero because it knows no price. */
  readonly unpriced: ReadonlySet<string>;
  /** The rows that are to be replaced. */
  readonly before: readonly ModelRow[];
  /** Models whose price may move by more than {@link MOST_MOVE}. */
  readonly moved: ReadonlySet<string>;
}

export interface Merged {
  readonly rows: readonly ModelRow[];
  /** Why the rows may not be written. */
  readonly problems: readonly string[];
  /** One line per model whose sources differ. */
  readonly rulings: readonly string[];
}

/** A price that moves by more than this, in either direction, is taken for a slip. */
const MOST_MOVE = 5;

export function mergeVendor(sources: Sources): Merged {
  const ids = [...new Set([...Object.keys(sources.piAi), ...Object.keys(sources.facts)])].toSorted(compare);
  const problems: string[] = [];
  const rulings: string[] = [];
  const rows = ids.flatMap((id) => {
    const offers = offersOf(id, sources);
    const ruling = sources.rulings[id];
    const differ = new Set(offers.map(([, price]) => JSON.stringify(price))).size > 1;
    if (differ && !ruling) problems.push(`${id}: sources differ: ${offers.map(text).join("; ")}`);
    if (!differ && ruling) problems.push(`${id}: its sources agree now, so its ruling is out of date`);
    const taken = ruling ? offers.find(([side]) => side === ruling.side) : offers[0];
    if (ruling && !taken) problems.push(`${id}: the ruling takes ${ruling.side}, which has no price`);
    if (differ && ruling) rulings.push(`${id}: ${offers.map(text).join("; ")} → ${ruling.side}: ${ruling.why}`);
    const row = rowOf(id, taken, sources);
    problems.push(...problemsOf(row, sources));
    return [row];
  });
  return { rows, problems, rulings };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

type Offer = readonly [Side, Priced];

/** Best first. */
function offersOf(id: string, { engine, piAi, facts, unpriced }: Sources): readonly Offer[] {
  const offers: readonly (readonly [Side, Priced | undefined])[] = [
    ["engine", engine(id)],
    ["pi-ai", piAi[id]?.price],
    ["facts", withoutSource(facts[id]?.price)],
  ];
  return offers.flatMap(([side, price]) =>
    price && !(unpriced.has(id) && isZero(price)) ? [[side, price] as const] : [],
  );
}

function isZero({ input, output }: Priced): boolean {
  return input === 0 && output === 0;
}

function withoutSource(price: Facts["price"] | undefined): Priced | undefined {
  if (!price) return undefined;
  const { from: _, ...plain } = price;
  return plain;
}

function text([side, { input, output, cacheRead, cacheWrite, above }]: Offer): string {
  const cache = [cacheRead, cacheWrite].map((rate) => rate ?? "–").join("/");
  return `${side} ${input}/${output} cache ${cache}${above ? ` above ${above.tokens}: ${above.input}/${above.output}` : ""}`;
}

function rowOf(
  id: string,
  taken: Offer | undefined,
  { piAi, facts, shutdowns, engine, goesByHour }: Sources,
): ModelRow {
  const known: Facts = { ...piAi[id], ...facts[id], ...shutdowns[id] };
  const listed = engine(id);
  const isOurs = taken !== undefined && taken[0] !== "engine" && listed !== undefined;
  const { window, maxOutput, reads, efforts, parameters = familyByName(id), shutdown, replacement } = known;
  return {
    id,
    ...(taken && !goesByHour(id) ? withinWindow(taken[1], window) : {}),
    ...(isOurs ? { patched: true } : {}),
    ...(window ? { window } : {}),
    ...(maxOutput ? { maxOutput } : {}),
    ...(reads ? { reads } : {}),
    ...(efforts ? { efforts } : {}),
    ...(parameters ? { parameters } : {}),
    ...(shutdown ? { shutdown } : {}),
    ...(replacement ? { replacement } : {}),
  };
}

/** Rates for prompts longer than the model takes say nothing. */
function withinWindow({ above, ...price }: Priced, window = Infinity): Priced {
  return { ...price, ...(above && above.tokens < window ? { above } : {}) };
}

function problemsOf(row: ModelRow, { free, before, moved }: Sources): readonly string[] {
  const problems: string[] = [];
  const { id, input, output } = row;
  const rates = [input, output, row.cacheRead, row.cacheWrite];
  if (rates.includes(0) && !free.has(id)) problems.push(`${id}: a price of zero without a mark`);
  if ((input === undefined) !== (output === undefined)) problems.push(`${id}: half a price`);
  for (const rate of rates) {
    if (rate !== undefined && rate > 1_000) problems.push(`${id}: $${rate} per million is beyond all bounds`);
  }
  const old = before.find((other) => other.id === id);
  for (const key of ["input", "output"] as const) {
    const [was, is] = [old?.[key], row[key]];
    if (was === undefined || is === undefined || moved.has(id)) continue;
    if (Math.max(was, is) > MOST_MOVE * Math.min(was, is)) problems.push(`${id}: ${key} moved from ${was} to ${is}`);
  }
  return problems;
}
