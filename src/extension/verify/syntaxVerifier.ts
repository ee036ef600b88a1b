import { diagnosticsDelta } from "../../core/cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../../core/cascade/newErrors.ts";
import { applyChanges } from "../../core/edits/change.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import type { SyntaxChecker } from "../../engines/syntax/treeSitter.ts";
import type { Reviews } from "../edits/reviews.ts";

const SKIPPED: CheckResult = { type: "skipped" };

/** New places that do not parse, against the text as it was. Weak, but at hand for every common language. */
export function createSyntaxVerifier(reviews: Reviews, wasmFolder: string): Verifier {
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
      const syntax = await (checker ??= load());
      const before = document.getText();
      const found = await syntax.check(document.languageId, before);
      const after = found && (await syntax.check(document.languageId, applyChanges(before, changes)));
      return found && after ? judgeDelta(diagnosticsDelta(found, after)) : SKIPPED;
    },
  };
}
