import { formatMoney } from "../../../util/format.ts";
import { phrase } from "../../../util/phrase.ts";
import type { Rule } from "../rule.ts";

/** The most that a request can cost must fit into what is left. What costs no money always fits. */
export const budgetRule: Rule = {
  name: "budget",
  forbids({ budgetLeftPico, unpricedAllowed }, { estimate }) {
    if (budgetLeftPico === undefined) return undefined;
    if (estimate.kind === "unknown")
      return unpricedAllowed ? undefined : phrase("it has no price, so the budget cannot be checked");
    if (estimate.kind !== "priced" || estimate.pico <= budgetLeftPico) return undefined;
    const args = { cost: formatMoney(estimate.pico, "en"), left: formatMoney(Math.max(0, budgetLeftPico), "en") };
    return phrase("it may cost {cost} and {left} of the budget is left", args);
  },
};
