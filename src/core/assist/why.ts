import { english, phrase, type Phrase, say } from "../../util/phrase.ts";
import type { BudgetName } from "../ledger/budgetLimits.ts";
import type { KeptOut } from "../context/privacy.ts";
import { TIER_NAMES } from "../models/tier.ts";
import type { RouteDecision } from "../router/decision.ts";
import type { Failure } from "./errors.ts";
import type { Step } from "./nextStep.ts";

/** Nobody may serve: the code of the rule that took out the candidate aimed at, else one that was not just passed over. */
export function nobody(decision: RouteDecision, localOnly?: KeptOut, budget?: BudgetName): Failure {
  const aimed =
    decision.excluded.find(({ tier }) => tier === decision.tier) ??
    decision.excluded.find(({ reason }) => reason.rule !== "pick");
  if (aimed?.reason.rule === "privacy")
    return { code: "private-only", facts: { reason: say(aimed.reason.because), ...fileOf(localOnly) } };
  if (aimed?.reason.rule === "budget") {
    const { tier, info } = aimed;
    const { model } = info;
    if (aimed.estimate.kind !== "priced") return { code: "price-needed", facts: { model } };
    const leftPico = decision.signals.budgetLeftPico ?? 0;
    return {
      code: "over-budget",
      facts: { model, tier, ...(budget ? { budget } : {}), costPico: aimed.estimate.pico, leftPico },
    };
  }
  if (aimed?.reason.rule === "window") {
    const { promptTokens, answerTokens } = decision.signals;
    const limit = aimed.info.contextWindow === undefined ? {} : { limitTokens: aimed.info.contextWindow };
    return {
      code: "context-too-long",
      facts: { model: aimed.info.model, tokens: promptTokens + answerTokens, ...limit },
    };
  }
  const reason = aimed?.reason.because ?? phrase("no model is set for {tier}", { tier: TIER_NAMES[decision.tier] });
  return { code: "no-model", facts: { reason: say(reason) } };
}

function fileOf(kept: KeptOut | undefined): { readonly file?: string } {
  const file = kept?.path.split("/").at(-1) ?? "";
  return file === "" ? {} : { file };
}

/** For the ledger, which holds no code: what a check quoted stays out of it. */
export function bookedReason({ why, because }: Step, decision: RouteDecision): string {
  if (why === "shifted-up") return "Shifted up: a check failed";
  if (why === "retried" && because && !("code" in because)) return "Asked again: a check failed";
  if (why === "retried") return `Asked again: ${because && "code" in because ? because.code : "failed"}`;
  if (why === "read-on") return "Read on: with what the tools gave";
  if (why === "failed-over") return `Moved on: ${because && "code" in because ? because.code : "failed"}`;
  return say(decidingFact(decision), english);
}

function decidingFact(decision: RouteDecision): Phrase {
  return decision.reasons[0]?.because ?? phrase("");
}
