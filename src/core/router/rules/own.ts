import { phrase, type Phrase } from "../../../util/phrase.ts";
import type { Candidate } from "../../models/model.ts";
import { TIER_NAMES } from "../../models/tier.ts";
import type { RouteSignals } from "../decision.ts";
import { listOf, namesModel, type OwnRule, ruleFits } from "../ownRules.ts";
import type { Rule } from "../rule.ts";

/** The user's own rules: lists first, then `upshift.routing.rules`; what a workspace says may only forbid. */
export const ownRule: Rule = {
  name: "own",
  forbids(signals, { tier, info }, { rules: { rules, allow, deny } }) {
    const subject = { tier, id: info.id };
    const denied = deny.find((name) => namesModel(name, subject));
    if (denied !== undefined) return phrase("upshift.routing.deny names {name}", { name: denied });
    if (allow.length > 0 && !allow.some((name) => namesModel(name, subject)))
      return phrase("upshift.routing.allow does not name it");
    const never = fitting(rules, signals).find((rule) => listOf(rule.never).some((name) => namesModel(name, subject)));
    return never ? ruleName(never) : undefined;
  },
  votes(signals, { rules }, candidates) {
    const known = fitting(rules.rules, signals).find(
      (rule) => rule.from === "user" && (rule.tier !== undefined || fits(rule.model, candidates)),
    );
    if (known) {
      const { tier, model, effort } = known;
      return {
        because: ruleName(known),
        ...(tier === undefined ? {} : { tier }),
        ...(model === undefined ? {} : { model }),
        ...(effort === undefined ? {} : { effort }),
      };
    }
    const tier = rules.tiers[signals.task];
    return tier && { because: phrase("upshift.routing.tiers says {tier}", { tier: TIER_NAMES[tier] }), tier };
  },
};

function fitting(rules: readonly OwnRule[], signals: RouteSignals): readonly OwnRule[] {
  const { task, languages = [], paths = [], workspace, promptTokens } = signals;
  return rules.filter((rule) => ruleFits(rule, { task, languages, paths, workspace, promptTokens }));
}

function fits(model: string | undefined, candidates: readonly Candidate[]): boolean {
  return model !== undefined && candidates.some(({ tier, info }) => namesModel(model, { tier, id: info.id }));
}

function ruleName({ number, from }: OwnRule): Phrase {
  return from === "user"
    ? phrase("your routing rule {number} says so", { number })
    : phrase("routing rule {number} of this folder forbids it", { number });
}
