import type { ErrorFacts } from "../core/assist/errors.ts";
import { phrase, type Phrase } from "../util/phrase.ts";

/** What a request may cost and what is left, of the budget that it would pass. */
export function overBudget(known: ErrorFacts, facts: { readonly cost: string; readonly left: string }): Phrase {
  if (known.costPico === undefined) return phrase("This request may cost more than is left of the budget.");
  switch (known.budget) {
    case "request":
      return phrase("This request may cost {cost}; one request may cost {left} more.", facts);
    case "session":
      return phrase("This request may cost {cost}; {left} of the session’s budget is left.", facts);
    case "day":
      return phrase("This request may cost {cost}; {left} of today’s budget is left.", facts);
    case "month":
      return phrase("This request may cost {cost}; {left} of this month’s budget is left.", facts);
    default:
      return phrase("This request may cost {cost}; {left} of the budget is left.", facts);
  }
}
