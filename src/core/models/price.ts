import type { Cost, Pico } from "./money.ts";
import type { Usage } from "./usage.ts";

/** Pico-dollars per single token. A missing cache price means cached tokens cost like plain input. */
export interface Rates {
  readonly input: Pico;
  readonly output: Pico;
  readonly cacheRead?: Pico;
  readonly cacheWrite?: Pico;
}

export type Price =
  | {
      readonly kind: "listed";
      readonly rates: Rates;
      /** `computed` from the list price of exactly this model, `assumed` from the one it is a dated copy of. */
      readonly provenance: "computed" | "assumed";
      /** Day the list price was read, `YYYY-MM-DD`. */
      readonly asOf: string;
      /** Above this many prompt tokens the whole request moves to these rates. */
      readonly above?: { readonly promptTokens: number; readonly rates: Rates };
    }
  | { readonly kind: "simulated"; readonly rates: Rates }
  | { readonly kind: "free" }
  | { readonly kind: "included" }
  | { readonly kind: "unknown" };

/** One US dollar per million tokens is a million pico-dollars per token. Exact for prices of up to six decimals. */
export function perMillion(dollars: number): Pico {
  return Math.round(dollars * 1_000_000);
}

/** What `usage` costs at `price`; estimated tokens make an estimated figure. */
export function costOf(price: Price, usage: Usage): Cost {
  switch (price.kind) {
    case "listed": {
      const rates = ratesFor(price, usage.input + usage.cacheRead + usage.cacheWrite);
      return {
        kind: "priced",
        pico: charge(rates, usage),
        provenance: usage.estimated ? "estimated" : price.provenance,
      };
    }
    case "simulated":
      return { kind: "simulated", pico: charge(price.rates, usage) };
    default:
      return { kind: price.kind };
  }
}

function ratesFor(price: Price & { kind: "listed" }, promptTokens: number): Rates {
  return price.above && promptTokens > price.above.promptTokens ? price.above.rates : price.rates;
}

function charge(rates: Rates, usage: Usage): Pico {
  return (
    usage.input * rates.input +
    usage.cacheRead * (rates.cacheRead ?? rates.input) +
    usage.cacheWrite * (rates.cacheWrite ?? rates.input) +
    usage.output * rates.output
  );
}
