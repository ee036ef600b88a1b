import type { Depth, TierChoice } from "../core/models/tier.ts";
import type { ChatViewState, HistoryItemView, TurnView } from "./viewState.ts";
import type { CostViewState, Period } from "./costState.ts";
import type { PayloadView } from "./payloadView.ts";

/**
 * Host → webview. `state` alone rebuilds a view; `turn` replaces or adds one turn; `append` adds text to the answer that
 * is being written, at most one message per 16 ms.
 */
export type ToChat =
  | { readonly type: "state"; readonly locale: string; readonly strings: Strings; readonly state: ChatViewState }
  | { readonly type: "turn"; readonly turn: TurnView; readonly busy?: string }
  | { readonly type: "composer"; readonly composer: ChatViewState["composer"]; readonly setup: ChatViewState["setup"] }
  | { readonly type: "append"; readonly turn: string; readonly text: string }
  /** Shows the list of earlier chats; sent again whenever it changes while it is shown. */
  | { readonly type: "history"; readonly items: readonly HistoryItemView[] }
  /** Opens *What Will Be Sent* or *What Was Sent*, or draws the open one anew. */
  | { readonly type: "payload"; readonly payload: PayloadView }
  /** Opens *Why this model* of a turn and brings it into sight. */
  | { readonly type: "show-turn"; readonly turn: string }
  | { readonly type: "draft"; readonly id: number; readonly text: string }
  /** *Add Context* is over; `typed` is what stood in its box when nothing was picked. */
  | { readonly type: "context-picked"; readonly picked: boolean; readonly typed: string }
  | { readonly type: "focus"; readonly part: "input" };

export type ToCost = {
  readonly type: "state";
  readonly locale: string;
  readonly strings: Strings;
  readonly state: CostViewState;
};

/** Contents of VS Code's l10n bundle for the webview; empty for English. */
export type Strings = Readonly<Record<string, string>>;

/** Webview → host. Untrusted: the host validates each against its schema and drops what does not fit. */
export type FromChat =
  | { readonly type: "ready" }
  /** `asShown` = from *What Will Be Sent*: the code that stands there goes along. */
  | {
      readonly type: "send";
      readonly text: string;
      readonly tier?: TierChoice | undefined;
      readonly asShown?: boolean | undefined;
    }
  | { readonly type: "stop" }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "pick-tier"; readonly tier: TierChoice }
  /** How far up Auto may go in this chat. */
  | { readonly type: "limit-tier"; readonly depth: Depth }
  | { readonly type: "toggle-chip"; readonly id: string }
  /** Takes out every chip. */
  | { readonly type: "remove-context" }
  /** Asks for *What Will Be Sent*; `refresh` = it is open already. */
  | { readonly type: "show-payload"; readonly refresh: boolean }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "act"; readonly turn?: string | undefined; readonly action: string }
  /** Puts code where the cursor stands in the editor. */
  | { readonly type: "insert"; readonly turn: string; readonly text: string }
  /** Puts a code block of an answer into the place the answer is about, as a pending edit. */
  | { readonly type: "apply"; readonly turn: string; readonly text: string }
  /** Takes the answer of a try that a check refused, as a pending edit. */
  | { readonly type: "keep-try"; readonly turn: string; readonly attempt: number }
  | { readonly type: "open-chat"; readonly id: string }
  /** Takes a chat out of the list; it can be put back until the view or window closes. */
  | { readonly type: "delete-chat"; readonly id: string }
  | { readonly type: "restore-chat"; readonly id: string }
  | { readonly type: "open-link"; readonly url: string }
  | { readonly type: "focus-editor" };

export type FromCost =
  | { readonly type: "ready" }
  | { readonly type: "period"; readonly period: Period }
  | { readonly type: "open-request"; readonly request: string }
  /** Asks for the price of a model, `connection/model`. */
  | { readonly type: "set-price"; readonly model: string }
  | { readonly type: "act"; readonly action: string };
