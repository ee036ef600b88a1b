import type { ErrorCode } from "../core/assist/errorCodes.ts";
import type { StepKind, StepState } from "../core/assist/step.ts";
import type { CheckName } from "../core/cascade/verdict.ts";
import type { ItemKind, LineRange } from "../core/context/item.ts";
import type { AttemptWhy } from "../core/ledger/entry.ts";
import type { Cost } from "../core/models/money.ts";
import type { Depth, Tier, TierChoice } from "../core/models/tier.ts";
import type { Usage } from "../core/models/usage.ts";

/*
 * Everything the webviews draw, as plain JSON. Sentences arrive translated; figures arrive as numbers and become text in
 * `util/format` only, so that receipt, cost view and status bar round alike. bigint sums travel as decimal strings.
 */

/** A button under a message; `id` comes back in an `act` intent and is looked up in the host's own table. */
export interface ActionView {
  readonly id: string;
  readonly label: string;
}

export interface NoticeView {
  readonly severity: "info" | "warning" | "error";
  /** Codicon name. */
  readonly icon: string;
  readonly text: string;
  readonly actions: readonly ActionView[];
}

/** One try of an answer, for the receipt and the timeline. */
export interface AttemptView {
  readonly tier: Tier;
  readonly model: string;
  readonly why: AttemptWhy;
  readonly state:
    "waiting" | "streaming" | "checking" | "accepted" | "unverified" | "rejected" | "failed" | "cancelled";
  /** Sentence about how this try ended; "" where there is nothing to say. */
  readonly note: string;
  /** Before the end an estimate. */
  readonly cost: Cost;
  readonly costIsEstimate: boolean;
  readonly usage?: Usage;
  /** ms since the epoch, for the waiting clock. */
  readonly startedAt: number;
  readonly firstTokenMs?: number;
  readonly totalMs?: number;
  readonly checked: readonly CheckName[];
  /** Text of a rejected or failed try, reachable by *Show Answer*. */
  readonly discardedText?: string;
}

/** Something that an answer did besides asking models; stands in the timeline. */
export interface StepView {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly state: StepState;
  /** Shown folded. */
  readonly detail?: string;
  readonly ms?: number;
  /** How many attempts had begun before it. */
  readonly after: number;
}

export interface CandidateView {
  readonly tier: Tier;
  readonly model: string;
  /** What it is likely to cost, and the most that it can. */
  readonly estimate: Cost;
  readonly worst?: Cost | undefined;
  /** Chance to be right, 0 to 1, and the expected wait in ms. */
  readonly chance?: number | undefined;
  readonly ms?: number | undefined;
  readonly chosen: boolean;
  /** Why it is out; absent for those that could answer. */
  readonly excluded?: string;
}

/** "Why this model", one row per known fact. */
export interface WhyView {
  readonly rows: readonly { readonly name: string; readonly value: string }[];
  readonly candidates: readonly CandidateView[];
  readonly actions: readonly ActionView[];
}

export interface AnswerView {
  readonly attempts: readonly AttemptView[];
  readonly steps?: readonly StepView[];
  /** Visible text. Deltas after this state come as `append` messages. */
  readonly text: string;
  readonly state: "working" | "done" | "stopped" | "failed";
  /** Deciding fact, first part of the receipt's second line: "Explain, small selection". */
  readonly because: string;
  /** Sum of the attempts that have ended; the running one is not in it. */
  readonly cost: CostSumView;
  /** Sum of costs is below (positive) or above (negative) always Full; absent where unknown. pico-dollars. */
  readonly savedPico?: number;
  readonly simulated: boolean;
  readonly totalMs?: number;
  readonly firstTokenMs?: number;
  readonly why?: WhyView;
  readonly notice?: NoticeView;
  readonly failure?: ErrorCode;
}

export interface CostSumView {
  readonly pico: string;
  readonly simulatedPico: string;
  readonly priced: number;
  readonly simulated: number;
  readonly free: number;
  readonly included: number;
  readonly unknown: number;
}

export interface TurnView {
  readonly id: string;
  readonly user: { readonly text: string; readonly context: string };
  readonly answer: AnswerView;
  /** The place that the answer is about is known: *Apply* can be offered. */
  readonly canApply: boolean;
  /** Its edit has a place: *Keep This Answer* can be offered for a try that a check refused. */
  readonly canKeep?: boolean;
  /** Laid beside another answer to the same question; absent where it is not. */
  readonly compare?: CompareView;
  /** What the user thinks of the answer; absent while they did not say. */
  readonly vote?: "helpful" | "not-helpful";
  /** An edit of this answer waits for review in the editor: *Open Diff* can be offered. */
  readonly pending: boolean;
  /** An edit of this answer was accepted and can be taken back as a whole; absent where none was. */
  readonly accepted?: boolean;
}

/** An answer beside another one; without figures while it is being written. */
export interface CompareView {
  /** Id of the turn that it is compared with. */
  readonly with: string;
  /** Price and time against the other, as one sentence. */
  readonly difference?: string;
  readonly lines?: string;
  /** The one whose checks passed, where only one's did. */
  readonly best?: "first" | "second";
}

/** A chat in the history. */
export interface HistoryItemView {
  readonly id: string;
  /** First question. */
  readonly title: string;
  /** ms since the epoch, of the last change. */
  readonly at: number;
  /** Names of the files that it is about, at most three. */
  readonly files: readonly string[];
  readonly answers: number;
  readonly shiftUps: number;
  readonly cost: CostSumView;
  /** The chat that is open now. */
  readonly open: boolean;
  /** Deleted a moment ago: shown with *Undo*. */
  readonly deleted: boolean;
}

export interface ChipView {
  /** `itemId` of the context item, or `placeId` of a whole file. */
  readonly id: string;
  readonly kind: ItemKind;
  readonly name: string;
  readonly range?: LineRange;
  /** 0 where nothing of it was read. */
  readonly tokens: number;
  /** Tokens that fit, where less than all. */
  readonly cutTo?: number;
  readonly removed: boolean;
  /** Why it cannot go along: a privacy rule, or a file that cannot be read. */
  readonly blocked?: string;
}

export interface TierOptionView {
  readonly choice: TierChoice;
  readonly model: string;
  /** What it is likely to cost; absent where the tier cannot answer, and `reason` then says why. */
  readonly estimate?: Cost;
  /** The most that it can cost. */
  readonly worst?: Cost;
  readonly reason?: string;
}

/** A first step that an empty chat offers. */
export interface SuggestionView {
  readonly action: string;
  readonly label: string;
  readonly estimate: Cost;
}

export interface ComposerView {
  readonly chips: readonly ChipView[];
  readonly pick: TierChoice;
  readonly depth: Depth;
  readonly options: readonly TierOptionView[];
  readonly tokens: number;
  readonly redactions: number;
  /** Tier that would answer now; absent when nobody may. */
  readonly wouldAnswer?: Tier;
  /** What all of it is likely to cost, where a small model condenses or writes for the one that answers. */
  readonly expected?: Cost;
  /** Set when sending is not possible: the sentence for the estimate line. */
  readonly blocked?: string;
  /** Takes the place of the estimate where sending is possible all the same. */
  readonly hint?: string;
  /** Stands above the box. */
  readonly notice?: NoticeView;
  /** Only while the chat is empty. */
  readonly suggestions?: readonly SuggestionView[];
}

export interface ChatViewState {
  readonly setup: "none" | "demo" | "ready";
  readonly turns: readonly TurnView[];
  readonly composer: ComposerView;
  /** Id of the turn that is being answered. */
  readonly busy?: string;
  /** Text to put into the input, once: set by Ask and Edit. */
  readonly draft?: { readonly id: number; readonly text: string };
}
