import type { TierChoice } from "../../core/models/tier.ts";
import type { CostWords } from "../../util/costText.ts";

/** What the chat can do; the view calls, the controller carries out. */
export interface ChatActions {
  act(action: string, turn?: string): void;
  copyAnswer(turn: string): void;
  toggle(key: string, on?: boolean): void;
  send(): void;
  stop(): void;
  pickTier(tier: TierChoice): void;
  toggleChip(id: string): void;
  openMenu(open: boolean): void;
  typed(): void;
  showEnd(): void;
}

/** Everything a part of the chat needs besides its own data. */
export interface ChatContext {
  readonly words: CostWords;
  readonly locale: string;
  /** ms since the epoch, for the waiting clock. */
  readonly now: number;
  readonly unfolded: ReadonlySet<string>;
  readonly actions: ChatActions;
  /** The element that holds the rendered text of an answer or of a rejected try. */
  prose(key: string, text: string, done: boolean): HTMLElement;
}
