import type { Phrase } from "../../util/phrase.ts";

/** What a check may have run, strongest first. */
export const CHECK_NAMES = ["tests", "types", "diagnostics", "syntax", "edit", "shape"] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

interface Checks {
  readonly checked: readonly CheckName[];
  /** What a check would have looked at and could not, in one sentence for people. */
  readonly notChecked?: Phrase;
}

/**
 * The outcome of all checks of one draft. `unverified` = nothing stronger than the shape was looked at: shown as such,
 * never as success.
 */
export type Verdict = Checks &
  (
    | { readonly type: "accepted" }
    | {
        readonly type: "unverified";
        /** What a check saw that is no reason to reject. */
        readonly found?: Phrase;
      }
    | {
        readonly type: "rejected";
        /** One sentence for people. */
        readonly because: Phrase;
        /** What the next model is told, in English. */
        readonly complaint: string;
      }
  );
