import { diagnosticsDelta, type Problem } from "../../core/cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../../core/cascade/newErrors.ts";
import type { CheckResult, Log, Verifier } from "../../core/ports.ts";
import type { SyntaxChecker } from "../../engines/syntax/treeSitter.ts";
import type { Reviews } from "../edits/reviews.ts";
import { type DraftText, draftTexts } from "./draftTexts.ts";

const SKIPPED: CheckResult = { type: "skipped" };

/** New places that do not parse, against the text as it was. Weak, but at hand for every common language. */
export function createSyntaxVerifier(reviews: Reviews, wasmFolder: string, log: Pick<Log, "warn">): Verifier {
  let checker: Promise<SyntaxChecker> | undefined;
  const load = async (): Promise<SyntaxChecker> => {
    const { SyntaxChecker: Checker } = await import("../../engines/syntax/treeSitter.ts");
    return new Checker(wasmFolder);
  };
  return {
    name: "syntax",
    async check({ request: { id } }) {
      const texts = draftTexts(reviews.edits(id)) ?? [];
      if (texts.length === 0) return SKIPPED;
      try {
        return await judge(await (checker ??= load()), texts);
      } catch (error) {
        // A parser that does not start is no fault of the answer.
        log.warn(`The syntax was not checked: ${String(error)}`);
        return SKIPPED;
      }
    },
  };
}

async function judge(syntax: SyntaxChecker, texts: readonly DraftText[]): Promise<CheckResult> {
  const faults: { readonly before: readonly Problem[]; readonly after: readonly Problem[] }[] = [];
  for (const { languageId, ...text } of texts) {
    const before = await syntax.check(languageId, text.before);
    const after = await syntax.check(languageId, text.after);
    if (before && after) faults.push({ before, after });
  }
  if (faults.length === 0) return SKIPPED;
  const before = faults.flatMap((file) => file.before);
  return judgeDelta(
    diagnosticsDelta(
      before,
      faults.flatMap((file) => file.after),
    ),
  );
}
