import type { Tier } from "../../core/models/tier.ts";
import type { FromChat } from "../../protocol/protocol.ts";
import type { TierOptionView } from "../../protocol/viewState.ts";
import type { CostWords } from "../../util/costText.ts";

export type TierMenuChoice = Extract<FromChat, { type: "pick-tier" | "limit-tier" }>;

/** What the chat can do; the view calls, the controller carries out. */
export interface ChatActions {
  act(action: string, turn?: string): void;
  copyAnswer(turn: string): void;
  /** Asks the same again on this tier; the answer that is there stays. */
  regenerate(turn: string, tier: Tier): void;
  /** Takes the answer of a try that was refused as a pending edit. */
  keepTry(turn: string, attempt: number): void;
  toggle(key: string, on?: boolean): void;
  send(): void;
  stop(): void;
  /** Takes what was chosen in the tier menu, and closes it. */
  choose(choice: TierMenuChoice): void;
  toggleChip(id: string): void;
  /** Opens *What Will Be Sent*. */
  showPayload(): void;
  /** Opens a menu by its key, or closes the one that is open. */
  openMenu(menu: string | undefined): void;
  typed(event: InputEvent): void;
  showEnd(): void;
}

/** What the list of earlier chats can do. */
export interface HistoryActions {
  search(query: string): void;
  /** Makes a row the one that Tab reaches. */
  visit(id: string): void;
  open(id: string): void;
  delete(id: string): void;
  restore(id: string): void;
  close(): void;
}

/** What the screen of what goes to a model can do. */
export interface PayloadActions {
  send(): void;
  copy(text: string): void;
  removeContext(): void;
  close(): void;
}

export type TierOption = TierOptionView & { readonly choice: Tier };

/** Everything a part of the chat needs besides its own data. */
export interface ChatContext {
  readonly words: CostWords;
  readonly locale: string;
  /** ms since the epoch, for the waiting clock. */
  readonly now: number;
  readonly unfolded: ReadonlySet<string>;
  /** Tiers to ask again on; empty while an answer is being written. */
  readonly tiers: readonly TierOption[];
  /** Key of the menu that is open. */
  readonly menu: string | undefined;
  readonly actions: ChatActions;
  readonly history: HistoryActions;
  readonly payload: PayloadActions;
  /** The element that holds the rendered text of an answer or of a rejected try. */
  prose(key: string, text: string, done: boolean): HTMLElement;
}
