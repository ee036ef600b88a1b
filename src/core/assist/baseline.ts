import type { Cost } from "../models/money.ts";
import { costOf, type Price } from "../models/price.ts";
import type { TokenScale } from "../models/tokenFamilies.ts";
import { NO_USAGE, promptTokens, type Usage } from "../models/usage.ts";

/** A model that a request is compared with: what it alone would have cost. */
export interface Baseline {
  readonly price: Price;
  readonly scale: TokenScale;
  /** Tokens of this model for one of the model that answered, by its id; undefined where that was never measured. */
  readonly ratioFrom?: (id: string) => number | undefined;
}

export interface Compared {
  readonly usage: Usage;
  /** Model that answered, `connection/model`. */
  readonly id: string;
  /** Scale of the model that answered: its tokens are turned into those of the baseline's. */
  readonly scale: TokenScale;
  /** Tokens of a rejected draft and the complaint about it, which the baseline would not have read. */
  readonly added: number;
}

/**
 * What the baseline alone would have charged: the same prompts, uncached, and the same visible answers in its own tokens,
 * without reasoning (an assumption in the baseline's favour). Unknown where its price is.
 */
export function baselineCost(
  baseline: Baseline | undefined,
  compared: readonly [Compared, ...(readonly Compared[])],
): Cost {
  if (!baseline) return { kind: "unknown" };
  // Each prompt by itself: a price may have steps for long ones and a charge per call.
  const costs = compared.map((one) => costOfPart(baseline, one));
  return costs.reduce((sum, cost) => ("pico" in sum && "pico" in cost ? { ...sum, pico: sum.pico + cost.pico } : cost));
}

function costOfPart(baseline: Baseline, { usage, id, scale, added }: Compared): Cost {
  const ratio = baseline.ratioFrom?.(id) ?? baseline.scale.factor / scale.factor;
  const input = Math.round(Math.max(0, promptTokens(usage) - added) * ratio);
  const output = Math.round(Math.max(0, usage.output - usage.reasoning) * ratio);
  return costOf(baseline.price, { ...NO_USAGE, input, output, estimated: true });
}

/** Of the models with a price of this kind the one that takes least for this request. */
export function cheapestCost(
  baselines: readonly Baseline[],
  kind: "priced" | "simulated",
  compared: readonly [Compared, ...(readonly Compared[])],
): Cost {
  const costs = baselines.flatMap((baseline) => {
    const cost = baselineCost(baseline, compared);
    return cost.kind === kind ? [cost] : [];
  });
  return costs.toSorted((a, b) => a.pico - b.pico)[0] ?? { kind: "unknown" };
}
