import { phrase } from "../../../util/phrase.ts";
import { TIER_NAMES, TIER_RANK } from "../../models/tier.ts";
import type { Rule } from "../rule.ts";

/** How far up a request may go by itself; what was picked is asked all the same. */
export const depthRule: Rule = {
  name: "depth",
  forbids({ pick, depth }, { tier }) {
    if (pick !== "auto" || depth === undefined || TIER_RANK[tier] <= TIER_RANK[depth]) return undefined;
    return phrase("you let Auto go up to {tier}", { tier: TIER_NAMES[depth] });
  },
};
