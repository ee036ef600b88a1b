import { phrase } from "../../../util/phrase.ts";
import { TIER_NAMES } from "../../models/tier.ts";
import type { Rule } from "../rule.ts";

/** An explicit pick is never overridden: the other tiers are out, also when the picked one fails. */
export const pickRule: Rule = {
  name: "pick",
  forbids({ pick }, { tier }) {
    return pick === "auto" || pick === tier ? undefined : phrase("you chose {tier}", { tier: TIER_NAMES[pick] });
  },
  votes({ pick }) {
    return pick === "auto"
      ? undefined
      : { because: phrase("you chose {tier}", { tier: TIER_NAMES[pick] }), tier: pick };
  },
};
