import { diagnosticsDelta, type Problem } from "../../core/cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../../core/cascade/newErrors.ts";
import type { CheckResult } from "../../core/ports.ts";
import type { SyntaxChecker } from "./treeSitter.ts";

/** A file that an edit touches; `languageId` is VS Code's. */
export interface EditedText {
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

/** New places that do not parse, against the texts as they were; skipped where no language has a grammar. */
export async function judgeSyntax(
  syntax: Pick<SyntaxChecker, "check">,
  texts: readonly EditedText[],
): Promise<CheckResult> {
  const faults: { readonly before: readonly Problem[]; readonly after: readonly Problem[] }[] = [];
  for (const { languageId, ...text } of texts) {
    const before = await syntax.check(languageId, text.before);
    const after = await syntax.check(languageId, text.after);
    if (before && after) faults.push({ before, after });
  }
  if (faults.length === 0) return { type: "skipped" };
  const before = faults.flatMap((file) => file.before);
  const after = faults.flatMap((file) => file.after);
  return judgeDelta(diagnosticsDelta(before, after));
}
