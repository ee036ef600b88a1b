import { diagnosticsDelta } from "../../core/cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../../core/cascade/newErrors.ts";
import { applyChanges } from "../../core/edits/change.ts";
import type { CheckResult, Log, Verifier } from "../../core/ports.ts";
import type { SyntaxChecker } from "../../engines/syntax/treeSitter.ts";
import type { Reviews } from "../edits/reviews.ts";

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
      const prepared = reviews.prepared(id);
      if (!prepared) return SKIPPED;
      const { document, changes } = prepared;
      const before = document.getText();
      try {
        const syntax = await (checker ??= load());
        const found = await syntax.check(document.languageId, before);
        const after = found && (await syntax.check(document.languageId, applyChanges(before, changes)));
        return found && after ? judgeDelta(diagnosticsDelta(found, after)) : SKIPPED;
      } catch (error) {
        // A parser that does not start is no fault of the answer.
        log.warn(`The syntax was not checked: ${String(error)}`);
        return SKIPPED;
      }
    },
  };
}
