import type { Cost } from "../models/money.ts";
import type { RankedCandidate, RouteDecision } from "./decision.ts";

/**
 * What a candidate is likely to cost: an answer as long as such tasks usually take. Its `estimate` is the most that it can
 * cost. Without a price of its own the two are the same.
 */
export function expectedCost({ estimate, outlook }: Pick<RankedCandidate, "estimate" | "outlook">): Cost {
  const priced = estimate.kind === "priced" || estimate.kind === "simulated";
  if (!priced || outlook.priced !== "own") return estimate;
  return { ...estimate, pico: Math.min(estimate.pico, Math.round(outlook.pico)) };
}

/** What a request is likely to cost: its first try, and where layers stand in front of it, all of them together. */
export function requestCost({ plan, signals }: Pick<RouteDecision, "plan" | "signals">): Cost {
  const [first] = plan.order;
  if (!first) return { kind: "unknown" };
  const cost = expectedCost(first);
  const { weighed } = signals.layer ?? {};
  return weighed && "pico" in cost ? { ...cost, pico: Math.round(weighed.pico) } : cost;
}

/** The most that a request can cost with every try of its plan; unknown where one of them has no price. */
export function worstCost({ plan }: Pick<RouteDecision, "plan">): Cost {
  const [first, ...others] = plan.order.map(({ estimate }) => estimate);
  if (!first) return { kind: "unknown" };
  return others.reduce((sum, each): Cost => {
    if (sum.kind === "unknown" || each.kind === "unknown") return { kind: "unknown" };
    if (each.kind !== "priced" && each.kind !== "simulated") return sum;
    if (sum.kind !== "priced" && sum.kind !== "simulated") return each;
    return sum.kind === each.kind ? { ...sum, pico: sum.pico + each.pico } : { kind: "unknown" };
  }, first);
}
