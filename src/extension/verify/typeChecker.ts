import type { TypesReport } from "../../engines/types/messages.ts";
import type { Phrase } from "../../util/phrase.ts";
import type { DraftText } from "./draftTexts.ts";

/** What finds type errors in some languages, without touching the user's texts. */
export interface TypeChecker {
  covers(text: DraftText): boolean;
  /**
   * Errors as they are and as they would be. Undefined when it could not look; `missing` when there is nothing to look
   * with, in one sentence for people. Never rejects.
   */
  check(
    texts: readonly DraftText[],
    signal: AbortSignal,
  ): Promise<TypesReport | { readonly missing: Phrase } | undefined>;
}
