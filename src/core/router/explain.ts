import { english, phrase, type Phrase, say } from "../../util/phrase.ts";
import { formatDuration, formatMoney } from "../../util/format.ts";
import type { Cost } from "../models/money.ts";
import { TIER_NAMES } from "../models/tier.ts";
import { SINGLE_TRY, type TaskKind } from "../task/kinds.ts";
import type { Reason, RouteDecision, Weighing } from "./decision.ts";
import type { ValuePreset } from "./value.ts";

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

const SOURCES: Readonly<Record<RouteDecision["signals"]["source"], (task: string) => Phrase>> = {
  command: (task) => phrase("{task}, known from the command", { task }),
  chat: (task) => phrase("{task}, a free question in the chat", { task }),
  classified: (task) => phrase("{task}, guessed from the words", { task }),
  step: (task) => phrase("{task} that goes on with what a tool gave", { task }),
};

/** The kind of task and how it is known; `tell` = the reader's language. */
export function taskSentence({ signals }: RouteDecision, tell: (name: Phrase) => string): Phrase {
  const task = tell(TASK_NAMES[signals.task]);
  if (signals.guessed !== undefined && signals.source === "classified") {
    const share = Math.round((signals.confidence ?? 0) * 100);
    const facts = { task, guessed: tell(TASK_NAMES[signals.guessed]), share };
    return share === 100
      ? phrase("{task}; its words point to {guessed}", facts)
      : phrase("{task}; {share}% of its telling words point to {guessed}", facts);
  }
  return SOURCES[signals.source](task);
}

/** The rule that decided and what follows from it, as whole sentences with their figures, the deciding one first. */
export function ruleSentences(decision: RouteDecision, locale?: string): readonly Phrase[] {
  return [
    decidingSentence(decision, locale),
    layerSentence(decision, locale),
    waitSentence(decision, locale),
    stepSentence(decision),
    priceSentence(decision),
  ].flatMap((sentence) => sentence ?? []);
}

/** The rule that decided, with its two figures. */
export function decidingSentence(decision: RouteDecision, locale?: string): Phrase {
  const { pick } = decision.signals;
  const first = decision.plan.order[0];
  const tier = TIER_NAMES[decision.tier];
  if (pick !== "auto") return phrase("You chose {tier}; a choice is never overridden.", { tier });
  if (!first) return phrase("No model may serve this request.");
  if (first.tier !== decision.tier) {
    const next = TIER_NAMES[first.tier];
    return phrase("{tier} would be asked first, but cannot serve this; {next} is next in line.", { tier, next });
  }
  const { weighing } = decision;
  return weighing ? weighed(weighing, locale) : ruled(decision.reasons[0], tier);
}

/** Nothing was chosen by its worth: the user picked, or the one wanted cannot answer. */
function isForced({ signals, plan, tier }: RouteDecision): boolean {
  return signals.pick !== "auto" || plan.order[0]?.tier !== tier;
}

function ruled(reason: Reason | undefined, tier: string): Phrase {
  switch (reason?.rule) {
    case "own":
      return phrase("Your own routing rules say {tier}.", { tier });
    case "conversation":
      return phrase("A chat stays with one model; this one is with {tier}.", { tier });
    case "part":
      return phrase("{tier} does this part of the answer.", { tier });
    default:
      return phrase("{tier} is the only one left that may answer.", { tier });
  }
}

function weighed({ stronger, weaker, gain, worthPico, extraPico }: Weighing, locale?: string): Phrase {
  const names = { stronger: TIER_NAMES[stronger.tier], weaker: TIER_NAMES[weaker.tier] };
  const simulated = stronger.estimate.kind === "simulated" || weaker.estimate.kind === "simulated";
  const money = (pico: number): string => moneyText(Math.abs(pico), simulated, locale);
  const points = Math.round(gain * 100);
  const cost = money(extraPico);
  if (points <= 0) return phrase("{stronger} is not likelier to be right than {weaker} on such tasks.", names);
  // What a solved request is worth to the user is real money, also where the prices are play money.
  const args = { ...names, points, worth: formatMoney(Math.abs(worthPico), locale ?? "en"), cost };
  if (extraPico <= 0)
    return phrase("{stronger} is {points} points likelier to be right than {weaker}, and costs no more.", args);
  return phrase(
    "{stronger} is {points} points likelier to be right than {weaker}: worth {worth} to you, costs {cost} more.",
    args,
  );
}

/** What waiting counts as, where chance and price alone would have said the opposite. */
export function waitSentence(decision: RouteDecision, locale?: string): Phrase | undefined {
  const { weighing } = decision;
  if (!weighing || isForced(decision)) return undefined;
  const { stronger, weaker, worthPico, extraPico, waitPico } = weighing;
  if (worthPico > extraPico === worthPico > extraPico + waitPico) return undefined;
  const [slower, faster] = waitPico > 0 ? [stronger, weaker] : [weaker, stronger];
  return phrase("Waiting counts as well: {slower} takes about {time} longer than {faster}, worth {worth} to you.", {
    slower: TIER_NAMES[slower.tier],
    faster: TIER_NAMES[faster.tier],
    time: formatDuration(slower.outlook.ms - faster.outlook.ms, locale),
    worth: formatMoney(Math.abs(waitPico), locale ?? "en"),
  });
}

/** What the other positions of the slider would have done, one whole sentence each. */
export function otherwiseSentences({ otherwise = [], plan }: RouteDecision, locale?: string): readonly Phrase[] {
  const simulated = plan.order.some(({ estimate }) => estimate.kind === "simulated");
  return otherwise.map(({ preset, tier, extraPico }) => {
    const cost = moneyText(Math.abs(extraPico), simulated, locale);
    const args = { preset: PRESET_NAMES[preset], tier: TIER_NAMES[tier], cost };
    return extraPico >= 0
      ? phrase("With the value set to {preset} it would have gone to {tier}, about {cost} more.", args)
      : phrase("With the value set to {preset} it would have gone to {tier}, about {cost} less.", args);
  });
}

/** Positions of the slider as people read them; product terms, untranslated. */
export const PRESET_NAMES: Readonly<Record<ValuePreset, string>> = {
  cost: "Cost",
  balanced: "Balanced",
  quality: "Quality",
};

/** The layer in front of the answer, and what that makes of the price. */
export function layerSentence({ signals, plan }: RouteDecision, locale?: string): Phrase | undefined {
  const { layer } = signals;
  if (!layer?.weighed) return undefined;
  const { pico, plainPico } = layer.weighed;
  const simulated = plan.order.some(({ estimate }) => estimate.kind === "simulated");
  const cost = moneyText(pico, simulated, locale);
  const mini = TIER_NAMES.mini;
  if (plainPico === undefined)
    return phrase("Too much to send: {mini} condenses it first, about {cost} in all.", { mini, cost });
  const args = { mini, cost, plain: moneyText(plainPico, simulated, locale) };
  return layer.type === "condense"
    ? phrase("{mini} condenses what is long first: about {cost} in all instead of {plain}.", args)
    : phrase("{mini} writes out what was planned: about {cost} in all instead of {plain}.", args);
}

/** Who steps in when the check refuses the first answer. */
export function stepSentence(decision: RouteDecision): Phrase | undefined {
  const { plan, signals } = decision;
  const second = plan.order[1];
  return second && !isForced(decision) && !SINGLE_TRY.has(signals.task)
    ? phrase("The answer is checked; when the check fails, {tier} steps in.", { tier: TIER_NAMES[second.tier] })
    : undefined;
}

/** Whose price was not known when it was weighed, as one sentence. */
export function priceSentence(decision: RouteDecision): Phrase | undefined {
  const { weighing } = decision;
  if (!weighing || isForced(decision)) return undefined;
  const [one, other] = [weighing.weaker, weighing.stronger].filter(({ outlook }) => outlook.priced !== "own");
  if (!one) return undefined;
  const tier = TIER_NAMES[one.tier];
  return other
    ? phrase("No prices are known for {tier} and {other}: what such requests usually cost was taken.", {
        tier,
        other: TIER_NAMES[other.tier],
      })
    : phrase("No price is known for {tier}: what such requests usually cost was taken.", { tier });
}

function moneyText(pico: number, simulated: boolean, locale = "en"): string {
  const text = formatMoney(pico, locale);
  return simulated ? `simulated ${text}` : text;
}

/** One readable line for the log. */
export function decisionLine(decision: RouteDecision): string {
  const { task, promptTokens, pick } = decision.signals;
  const order = decision.ranked.map(({ tier, info, estimate, outlook }) => {
    const chance = `${Math.round(outlook.chance.right * 100)}% ${outlook.chance.basis}`;
    return `${tier} ${info.id} ${estimateText(estimate)}, ${chance}`;
  });
  const out = decision.excluded.map(({ info, reason }) => `${info.id} (${reason.rule}: ${say(reason.because)})`);
  const plan = decision.plan.order.map(({ tier }) => tier).join(" > ");
  const parts = [
    `Route: ${task}, pick ${pick}, about ${promptTokens} tokens`,
    ruleSentences(decision)
      .map((sentence) => say(sentence, english))
      .join(" "),
    `plan: ${plan || "nobody"}`,
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
