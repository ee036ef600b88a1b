import type { RankedCandidate } from "../core/router/decision.ts";
import { expectedCost } from "../core/router/expected.ts";
import { costText } from "../util/costText.ts";
import type { Words } from "./words.ts";

/** `≈ $0.0004, at most $0.0021`; one figure where it cannot be more than what is likely. */
export function priceRange({ estimate, outlook }: Pick<RankedCandidate, "estimate" | "outlook">, words: Words): string {
  const expected = expectedCost({ estimate, outlook });
  const likely = costText(expected, words, { estimate: true });
  if (costText(estimate, words) === costText(expected, words)) return likely;
  return words.t("{likely}, at most {most}", { likely, most: costText(estimate, words, { bare: true }) });
}
