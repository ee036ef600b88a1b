import type { Phrase } from "../../util/phrase.ts";
import type { MeasuredSpeed } from "../models/measuredSpeed.ts";
import type { Cost, Pico } from "../models/money.ts";
import type { PromptSize } from "../models/promptSize.ts";
import type { Candidate, Effort } from "../models/model.ts";
import type { Depth, Tier, TierChoice } from "../models/tier.ts";
import type { KindSource, TaskKind } from "../task/kinds.ts";
import type { Strata } from "./chance.ts";
import type { Chance } from "./kindTable.ts";
import type { ValuePreset } from "./value.ts";

/** What the router may look at. Facts only; nothing here was computed by a model. */
export interface RouteSignals {
  readonly task: TaskKind;
  readonly source: KindSource;
  /** What kind of work a free question asks for, guessed from its words; decides by what the models are judged. */
  readonly guessed?: TaskKind;
  /** How sure a kind that was guessed from words is, 0 to 1; absent where it was stated. */
  readonly confidence?: number;
  /** The user's pick, or `auto`. */
  readonly pick: TierChoice;
  /** How far up `auto` may go; absent = as far as there are tiers. */
  readonly depth?: Depth;
  /** Size of the packed prompt, in tokens of o200k_base. */
  readonly promptTokens: number;
  /** The same in each model's own tokens, by model id; a model that is not in it counts as o200k_base does. */
  readonly promptSizes?: Readonly<Record<string, PromptSize>>;
  /** Room kept for the answer, in tokens. */
  readonly answerTokens: number;
  /** Size of the code that an edit replaces, in tokens; absent where nothing is replaced. */
  readonly codeTokens?: number;
  readonly hasImages: boolean;
  /** The request needs a model that calls tools. */
  readonly needsTools?: boolean;
  /** Ids of models that cannot be asked now, with the reason. */
  readonly unavailable: Readonly<Record<string, Phrase>>;
  /** Nothing of this request may leave this computer, with the reason. */
  readonly localOnly?: Phrase;
  /** How fast models were here, by model id; absent for those with too few answers. */
  readonly speeds?: Readonly<Record<string, MeasuredSpeed>>;
  /** What is likely to be waited for besides the answer, ms by model id. */
  readonly waits?: Readonly<Record<string, number>>;
  /** What the tightest budget has left, pico-dollars; absent without a budget. */
  readonly budgetLeftPico?: Pico;
  /** The user lets models without a price answer this one, though there is a budget. */
  readonly unpricedAllowed?: boolean;
  /** The chat that this request goes on; absent for the first request of a chat and for commands. */
  readonly conversation?: ConversationSignals;
  /** Languages and workspace paths of what goes along. */
  readonly languages?: readonly string[];
  readonly paths?: readonly string[];
  readonly workspace?: string;
  /** The request belongs to a layered pipeline. */
  readonly layer?: Layer;
}

/** One request of a layered pipeline; all of them are attempts of one. */
export interface Layer {
  readonly type: "condense" | "plan-and-write";
  /** The tier that this one is for, and why; absent = as it comes. */
  readonly start?: { readonly tier: Tier; readonly because: Phrase };
  /** On the request that answers: what decided for the pipeline; absent where the user asked for it. */
  readonly weighed?: LayerWeighing;
}

/** A layered pipeline beside asking one model at once. */
export interface LayerWeighing {
  /** Prompt of the request as it is, tokens. */
  readonly plainTokens: number;
  /** Expected price of all its requests, pico-dollars. */
  readonly pico: Pico;
  /** Expected price of the request as it is; absent where it does not fit. */
  readonly plainPico?: Pico;
}

/** Which model a chat is with. */
export interface ConversationSignals {
  /** Id of the model that answered last. */
  readonly model: string;
  readonly tier: Tier;
  /** Tokens of the prompt that this model is likely to have in its cache. */
  readonly cachedTokens: number;
  /** The same for every model that has read of it, by model id. */
  readonly cached?: Readonly<Record<string, number>>;
  /** The model may change where that pays, what is cached counted in: an agent's steps are no chat. */
  readonly byPrice?: true;
  /** The last answer was refused, undone, or asked for again: reason enough to go up. */
  readonly failed?: boolean;
}

/** A vote that decided or could have. */
export interface Reason {
  readonly rule: string;
  readonly because: Phrase;
}

export interface RankedCandidate extends Candidate {
  /** The most that this request can cost on this candidate, before sending. */
  readonly estimate: Cost;
  readonly outlook: Outlook;
}

export interface ExcludedCandidate extends RankedCandidate {
  readonly reason: Reason;
}

/** Who is asked, in order, and what is to be expected of it. */
export interface RoutePlan {
  /** Each next one is asked when the check refuses the answer before; empty when nobody may serve. */
  readonly order: readonly RankedCandidate[];
  /** Chance that the answer which stands in the end is right. */
  readonly right: number;
  /** Expected price of all tries, pico-dollars. */
  readonly pico: number;
  readonly ms: number;
}

/** The two that were weighed against each other, as the rule's sentence tells it. */
export interface Weighing {
  /** The stronger one, dearer or slower. */
  readonly stronger: RankedCandidate;
  readonly weaker: RankedCandidate;
  /** How much likelier the stronger is to be right, 0 to 1; may be negative. */
  readonly gain: number;
  /** What that is worth, what the stronger costs more, and what waiting longer for it counts as, pico-dollars. */
  readonly worthPico: number;
  readonly extraPico: number;
  readonly waitPico: number;
}

/**
 * Who serves a request, and why. `ranked` holds everybody who may, best alone first: the order does not depend on who
 * else is there. Empty means that nobody may, and `excluded` says why for each. `plan` is who is asked in fact.
 * `reasons[0]` is the one that decided.
 */
export interface RouteDecision {
  readonly signals: RouteSignals;
  readonly ranked: readonly RankedCandidate[];
  readonly excluded: readonly ExcludedCandidate[];
  readonly plan: RoutePlan;
  readonly reasons: readonly Reason[];
  /** Absent where one candidate was left, or where a pick or a rule decided. */
  readonly weighing?: Weighing;
  /** The tier aimed at, also when nobody serves it. */
  readonly tier: Tier;
  /** What a solved request was worth, pico-dollars. */
  readonly valuePico: Pico;
  /** What the full tier alone would cost at most; `unknown` without a full tier or its price. */
  readonly alwaysFull: Cost;
  /** What other positions of the slider would have done; filled where the decision is to be explained. */
  readonly otherwise?: readonly Otherwise[];
  /** How much the model is to reason, where a rule of the user says so. */
  readonly effort?: Effort;
}

/** What a preset of the slider would have done instead. */
export interface Otherwise {
  readonly preset: ValuePreset;
  readonly tier: Tier;
  /** Expected price more than now; negative = less. pico-dollars. */
  readonly extraPico: Pico;
}

/** What is to be expected of one candidate for one request, before it is asked. */
export interface Outlook {
  readonly chance: Chance;
  readonly strata: Strata;
  /** Expected price, pico-dollars; the candidate's estimate is the most it may cost instead. */
  readonly pico: Pico;
  /** `own` = its list price and this request's size, `table` = what such requests cost, `tier` = what its tier usually costs. */
  readonly priced: "own" | "table" | "tier";
  /** Expected wait, ms. */
  readonly ms: number;
}
