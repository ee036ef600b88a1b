import { phrase } from "../../../util/phrase.ts";
import type { Candidate } from "../../models/model.ts";
import { TIER_NAMES, TIER_RANK } from "../../models/tier.ts";
import type { Rule } from "../rule.ts";

/**
 * One model per conversation: up on evidence, down only in a new chat. Switching re-reads everything that the model before
 * had in its cache, and a chat that wanders between models is paid for twice.
 */
export const conversationRule: Rule = {
  name: "conversation",
  votes({ conversation }, _policy, candidates) {
    if (!conversation || conversation.byPrice) return undefined;
    const current = candidates.find(({ info }) => info.id === conversation.model);
    const tier = current?.tier ?? conversation.tier;
    const up = conversation.failed ? nextAbove(TIER_RANK[tier], candidates) : undefined;
    if (up) return { because: phrase("the last answer was not good enough"), tier: up.tier };
    if (current)
      return { because: phrase("this chat stays with {tier}", { tier: TIER_NAMES[tier] }), model: current.info.id };
    // The model is gone: nothing is cached any more, but the chat does not go down.
    return candidates.some((one) => one.tier === tier)
      ? { because: phrase("this chat stays with {tier}", { tier: TIER_NAMES[tier] }), tier }
      : undefined;
  },
};

function nextAbove(rank: number, candidates: readonly Candidate[]): Candidate | undefined {
  return candidates
    .filter(({ tier }) => TIER_RANK[tier] > rank)
    .toSorted((a, b) => TIER_RANK[a.tier] - TIER_RANK[b.tier])[0];
}
