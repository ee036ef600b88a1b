import * as z from "zod/mini";
import { type Price, ratesPerMillion } from "./price.ts";

/** Prices per token mistaken for prices per million lie far below this. */
export const LEAST_DOLLARS = 0.001;
export const MOST_DOLLARS = 1_000;

const UNIT = `is not a price in US dollars per million tokens (${LEAST_DOLLARS} to ${MOST_DOLLARS})`;
const dollars = z.number().check(z.refine((value) => value >= LEAST_DOLLARS && value <= MOST_DOLLARS, UNIT));
/** Some endpoints charge nothing for what their cache serves. */
const cacheDollars = z.number().check(z.refine((value) => value >= 0 && value <= MOST_DOLLARS, UNIT));

/** What the user says a model costs, in US dollars per million tokens, or that it costs nothing. */
export const ownPriceSchema = z.union([
  z.strictObject({ free: z.literal(true) }),
  z.strictObject({
    input: dollars,
    output: dollars,
    cacheRead: z.optional(cacheDollars),
    cacheWrite: z.optional(cacheDollars),
  }),
]);

export type OwnPrice = z.infer<typeof ownPriceSchema>;

/** By `connection/model`, where `*` stands for any text. */
export type OwnPrices = Readonly<Record<string, OwnPrice>>;

/** The user's price for a model: the one written out, else that of the longest pattern that fits. */
export function findOwnPrice(prices: OwnPrices, connection: string, model: string): Price | undefined {
  const id = `${connection}/${model}`;
  if (Object.hasOwn(prices, id)) return asPrice(prices[id]);
  const fitting = Object.keys(prices).filter((pattern) => pattern.includes("*") && fits(pattern, id));
  const [best] = fitting.toSorted((a, b) => b.length - a.length);
  return best === undefined ? undefined : asPrice(prices[best]);
}

function fits(pattern: string, id: string): boolean {
  const parts = pattern.split("*");
  const [first = "", last = ""] = [parts.at(0), parts.at(-1)];
  if (!id.startsWith(first) || !id.endsWith(last)) return false;
  let at = first.length;
  const end = id.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = id.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return at <= end;
}

function asPrice(price: OwnPrice | undefined): Price | undefined {
  if (!price) return undefined;
  if ("free" in price) return { kind: "free" };
  return { kind: "listed", rates: ratesPerMillion(price), provenance: "computed" };
}
