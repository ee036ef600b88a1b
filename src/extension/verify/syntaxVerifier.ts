import type { CheckResult, Log, Verifier } from "../../core/ports.ts";
import { judgeSyntax } from "../../engines/syntax/judgeSyntax.ts";
import type { SyntaxChecker } from "../../engines/syntax/treeSitter.ts";
import type { Reviews } from "../edits/reviews.ts";
import { type DraftText, draftTexts } from "./draftTexts.ts";

const SKIPPED: CheckResult = { type: "skipped" };

/** New places that do not parse, against the text as it was. Weak, but at hand for every common language. */
export function createSyntaxVerifier(reviews: Reviews, syntax: SyntaxOf): Verifier {
  return { name: "syntax", check: async ({ request: { id } }) => await syntax(draftTexts(reviews.edits(id)) ?? []) };
}

/** Judges texts by their syntax alone. */
export type SyntaxOf = (texts: readonly DraftText[]) => Promise<CheckResult>;

/** One parser for all who ask; it loads with the first question. */
export function createSyntax(wasmFolder: string, log: Pick<Log, "warn">): SyntaxOf {
  let checker: Promise<SyntaxChecker> | undefined;
  const load = async (): Promise<SyntaxChecker> => {
    const { SyntaxChecker: Checker } = await import("../../engines/syntax/treeSitter.ts");
    return new Checker(wasmFolder);
  };
  return async (texts) => {
    if (texts.length === 0) return SKIPPED;
    try {
      return await judgeSyntax(await (checker ??= load()), texts);
    } catch (error) {
      // A parser that does not start is no fault of the answer.
      log.warn(`The syntax was not checked: ${String(error)}`);
      return SKIPPED;
    }
  };
}
