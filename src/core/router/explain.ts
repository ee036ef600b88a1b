import { english, phrase, type Phrase, say } from "../../util/phrase.ts";
import { formatMoney } from "../../util/format.ts";
import type { Cost } from "../models/money.ts";
import { TIER_NAMES } from "../models/tier.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { RouteDecision } from "./decision.ts";

/** Names of the task kinds for people. */
export const TASK_NAMES: Readonly<Record<TaskKind, Phrase>> = {
  complete: phrase("Complete"),
  explain: phrase("Explain"),
  fix: phrase("Fix"),
  debug: phrase("Debug"),
  refactor: phrase("Refactor"),
  edit: phrase("Edit"),
  test: phrase("Write Tests"),
  document: phrase("Document"),
  review: phrase("Review"),
  commit: phrase("Commit message"),
  chat: phrase("Chat"),
  "agent-step": phrase("Agent step"),
};

const SOURCES: Readonly<Record<RouteDecision["signals"]["source"], Phrase>> = {
  command: phrase("known from the command"),
  chat: phrase("free question in the chat"),
  classified: phrase("guessed from the words"),
};

/** How the kind of task is known, for "Why this model". */
export function sourceOf({ signals }: RouteDecision): Phrase {
  return SOURCES[signals.source];
}

/** The rule that decided, as one sentence. */
export function ruleSentence(decision: RouteDecision): Phrase {
  const { pick, task } = decision.signals;
  const first = decision.ranked[0];
  const tier = TIER_NAMES[decision.tier];
  if (pick !== "auto") return phrase("You chose {tier}; a choice is never overridden", { tier });
  if (first && first.tier !== decision.tier) {
    const { text, args } = decision.reasons[0]?.because ?? phrase("it cannot serve this request");
    return phrase("{tier} would be asked first, but {reason}; {next} is next in line", {
      tier,
      reason: say({ text, args }),
      next: TIER_NAMES[first.tier],
    });
  }
  const because = say(decision.reasons.at(-1)?.because ?? phrase(""));
  return phrase("{task} starts on {tier}: {because}", { task: say(TASK_NAMES[task]), tier, because });
}

/** One readable line for the log. */
export function decisionLine(decision: RouteDecision): string {
  const { task, promptTokens, pick } = decision.signals;
  const order = decision.ranked.map(({ tier, info, estimate }) => `${tier} ${info.id} ${estimateText(estimate)}`);
  const out = decision.excluded.map(({ info, reason }) => `${info.id} (${say(reason.because)})`);
  const parts = [
    `Route: ${task}, pick ${pick}, about ${promptTokens} tokens`,
    say(ruleSentence(decision), english),
    `order: ${order.join(" > ") || "nobody"}`,
  ];
  return [...parts, ...(out.length > 0 ? [`out: ${out.join(", ")}`] : [])].join("; ");
}

function estimateText(cost: Cost): string {
  switch (cost.kind) {
    case "priced":
      return `up to ${formatMoney(cost.pico, "en")}`;
    case "simulated":
      return `simulated up to ${formatMoney(cost.pico, "en")}`;
    default:
      return cost.kind;
  }
}
