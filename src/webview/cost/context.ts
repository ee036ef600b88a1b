import type { FromCost } from "../../protocol/protocol.ts";
import type { CostWords } from "../../util/costText.ts";

/** What the reader opened: the days as a table, and how always Full is counted. */
export interface Unfolded {
  readonly table: boolean;
  readonly method: boolean;
}

/** Everything a section needs besides its figures. */
export interface CostContext {
  readonly words: CostWords;
  readonly unfolded: Unfolded;
  readonly toggle: (part: keyof Unfolded) => void;
  readonly send: (message: FromCost) => void;
}
