import type { Cost, Pico } from "./money.ts";
import { promptTokens, type Usage, USAGE_PARTS, type UsagePart } from "./usage.ts";

/**
 * Pico-dollars per single token, whole numbers wherever the list price has at most six decimals. A missing rate means
 * the tokens cost like the bucket they are part of: cached ones like plain input, reasoning like output.
 */
export interface Rates {
  readonly input: Pico;
  readonly output: Pico;
  readonly cacheRead?: Pico;
  readonly cacheWrite?: Pico;
  readonly reasoning?: Pico;
  /** What single parts cost that are priced apart. */
  readonly parts?: Readonly<Partial<Record<UsagePart, Pico>>>;
  /** Pico-dollars per call. */
  readonly webSearch?: Pico;
  readonly request?: Pico;
}

/** Above `promptTokens`, the whole request moves to these rates. */
export interface RateStep {
  readonly promptTokens: number;
  readonly rates: Rates;
}

export interface ListedPrice {
  readonly kind: "listed";
  readonly rates: Rates;
  /** `computed` from the price of exactly this model, `assumed` from one that it is taken to equal. */
  readonly provenance: "computed" | "assumed";
  /** Day the price was read, `YYYY-MM-DD`; absent for one that the user set. */
  readonly asOf?: string;
  /** For long prompts, lowest first. */
  readonly steps?: readonly RateStep[];
}

export type Price =
  | ListedPrice
  | { readonly kind: "simulated"; readonly rates: Rates }
  | { readonly kind: "free" }
  | { readonly kind: "included" }
  | { readonly kind: "unknown" };

/**
 * One US dollar per million tokens is a million pico-dollars per token. A whole number for prices of up to six decimals;
 * thirds and the like keep their fraction, and the charge is rounded once.
 */
export function perMillion(dollars: number): Pico {
  const pico = dollars * 1_000_000;
  const whole = Math.round(pico);
  return Math.abs(pico - whole) < 1e-6 ? whole : pico;
}

/** US dollars per million tokens, as lists and settings give them. */
export interface DollarRates {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
}

export function ratesPerMillion({ input, output, cacheRead, cacheWrite }: DollarRates): Rates {
  return {
    input: perMillion(input),
    output: perMillion(output),
    ...(cacheRead === undefined ? {} : { cacheRead: perMillion(cacheRead) }),
    ...(cacheWrite === undefined ? {} : { cacheWrite: perMillion(cacheWrite) }),
  };
}

/** What `usage` costs at `price`; estimated tokens make an estimated figure. A charge beyond all bounds is unknown. */
export function costOf(price: Price, usage: Usage): Cost {
  switch (price.kind) {
    case "listed": {
      const pico = totalOf(chargeOf(price, usage));
      if (!Number.isSafeInteger(pico)) return { kind: "unknown" };
      return { kind: "priced", pico, provenance: usage.estimated ? "estimated" : price.provenance };
    }
    case "simulated":
      return { kind: "simulated", pico: totalOf(charge(price.rates, usage)) };
    default:
      return { kind: price.kind };
  }
}

/** A charge by what it is for; each figure is a whole count of pico-dollars. */
export interface Charge {
  readonly input: Pico;
  readonly output: Pico;
  readonly calls: Pico;
}

export function chargeOf(price: ListedPrice, usage: Usage): Charge {
  return charge(ratesFor(price, promptTokens(usage)), usage);
}

function totalOf({ input, output, calls }: Charge): Pico {
  return input + output + calls;
}

function ratesFor({ rates, steps = [] }: ListedPrice, tokens: number): Rates {
  return steps.findLast((step) => tokens > step.promptTokens)?.rates ?? rates;
}

function charge(rates: Rates, usage: Usage): Charge {
  const { input, output, cacheRead = input, cacheWrite = input, reasoning = output } = rates;
  const bucketRates = { input, cacheRead, cacheWrite, output };
  const sums = {
    input: usage.input * input + usage.cacheRead * cacheRead + usage.cacheWrite * cacheWrite,
    output: (usage.output - usage.reasoning) * output + usage.reasoning * reasoning,
  };
  for (const [part, rate] of Object.entries(rates.parts ?? {}) as [UsagePart, Pico][]) {
    const bucket = USAGE_PARTS[part];
    sums[bucket === "output" ? "output" : "input"] += (usage.parts?.[part] ?? 0) * (rate - bucketRates[bucket]);
  }
  const calls = (usage.webSearches ?? 0) * (rates.webSearch ?? 0) + (rates.request ?? 0);
  return { input: Math.round(sums.input), output: Math.round(sums.output), calls: Math.round(calls) };
}
