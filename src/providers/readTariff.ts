import type { ListedTariff } from "../core/models/listed.ts";
import { asArray, asObject, asText, field } from "./json.ts";

/**
 * The price in a row of a listing: OpenRouter's `pricing` (dollars per token, as text) and Together's (dollars per million,
 * as numbers). Undefined where there is none, where it is of zeros or below (free trials, routers that choose later), and
 * where further rates for long prompts are named, which one price would hide.
 */
export function readTariff(row: unknown): ListedTariff | undefined {
  const pricing = asObject(field(row, "pricing"));
  if (!pricing || hasOverrides(row) || hasOverrides(pricing)) return undefined;
  const isPerToken = asText(pricing["prompt"]) !== undefined;
  const rate = (perToken: string, perMillion: string): number | undefined =>
    isPerToken ? million(asText(pricing[perToken])) : positive(pricing[perMillion]);
  const [input, output] = [rate("prompt", "input"), rate("completion", "output")];
  if (input === undefined || output === undefined) return undefined;
  const cacheRead = rate("input_cache_read", "cached_input");
  const cacheWrite = rate("input_cache_write", "cache_write");
  return {
    input,
    output,
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
  };
}

function hasOverrides(value: unknown): boolean {
  return (asArray(field(value, "overrides")) ?? []).length > 0;
}

const MOST_DOLLARS = 1_000;

/** Dollars per million of a price per token in text: its decimal point moved, so that nothing is lost to binary fractions. */
function million(text: string | undefined): number | undefined {
  return text === undefined || !/^\d*\.?\d+(?:[eE][+-]?\d+)?$/.test(text)
    ? undefined
    : positive(Number(`${plain(text)}e6`));
}

/** Without an exponent of its own. */
function plain(text: string): string {
  return /[eE]/.test(text) ? Number(text).toFixed(18) : text;
}

function positive(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 && value <= MOST_DOLLARS ? value : undefined;
}
