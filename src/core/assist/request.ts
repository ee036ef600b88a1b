import type { Proof } from "../cascade/proof.ts";
import type { Depth, TierChoice } from "../models/tier.ts";
import type { ConversationSignals, Layer } from "../router/decision.ts";
import type { Prompt } from "../prompts/prompt.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { ReadingLimits } from "../tools/reader.ts";
import type { Dialogue, PastMessage } from "./message.ts";

/** The surface that a request comes from. */
export type Origin = "command" | "chat" | "completion" | "participant" | "language-model";

/** A place in the workspace that the request is about. */
export interface Anchor {
  /** URI as text; the collecting port understands it, core only carries it. */
  readonly uri: string;
  /** Selected lines, 1-based inclusive; absent = the whole file. */
  readonly lines?: { readonly start: number; readonly end: number };
  /** True when nothing is selected and `lines` is where the cursor stands: a command then takes the function around it. */
  readonly cursor?: boolean;
  /** Put beside the question by the user: goes along as it is, without what surrounds it, and is never edited. */
  readonly added?: boolean;
  /** Its problems as the editor shows them, instead of its text. */
  readonly problems?: boolean;
  /** A text that is no file, as a terminal's output; `uri` then only names it. */
  readonly text?: string;
  /** 0-based place of a cursor; what goes along then is the text before and after it, for a completion. */
  readonly at?: { readonly line: number; readonly character: number };
  /** What has changed in the file, as the text of a diff; it goes along instead of the file, by the file's rules. */
  readonly change?: string;
  /** URI of where the file was before the change, whose rules hold too. */
  readonly from?: string;
}

export interface AssistRequest {
  /** Unique; all attempts of the request carry it in the ledger. */
  readonly id: string;
  /** Stated by a command; absent for free chat. */
  readonly task?: TaskKind;
  /** Words that take the place of the task's own, for a part of a flow. */
  readonly prompt?: Prompt;
  /** What the user asks for, in their words; may be "" for a command that says it all. */
  readonly instruction: string;
  readonly origin: Origin;
  /** Explicit pick, never overridden, or `auto`. */
  readonly tier: TierChoice;
  /** How far up `auto` may go; absent = as far as there are tiers. */
  readonly depth?: Depth;
  readonly anchors: readonly Anchor[];
  /** Ids of context items (`itemId`) that the user took out. */
  readonly without: readonly string[];
  /** Earlier turns of the conversation, oldest first. */
  readonly history: readonly PastMessage[];
  /** The whole conversation of a program that uses us as a model; instruction and history are then empty. */
  readonly dialogue?: Dialogue;
  /** The model that the chat is with; absent for the first question of a chat and for commands. */
  readonly conversation?: ConversationSignals;
  /** Name and version of a prompt of the user's own that the instruction comes from. */
  readonly promptId?: string;
  /** How much the models may read on their own, with the tools of `core/tools`; absent = nothing. */
  readonly reading?: ReadingLimits;
  /** The user lets models without a price answer this one, though no budget can be held against them. */
  readonly unpricedAllowed?: true;
  /** Says of an answer so far, redacted, that no more of it is wanted; the rest is not waited for. */
  readonly isEnough?: (text: string) => boolean;
  /** What failed before the request and has to hold with the answer's edit. */
  readonly proof?: Proof;
  /** The request belongs to a layered pipeline; its parts carry the same `id`. */
  readonly layer?: Layer;
  /** Texts at which the answer ends, without them; endpoints take at most four. */
  readonly stop?: readonly string[];
}
