import { judgeProblems } from "../../core/cascade/newErrors.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import { EDIT_TASKS } from "../../core/task/kinds.ts";
import { phrase } from "../../util/phrase.ts";
import { leftOutText, prepareEdits } from "./prepareEdits.ts";
import type { Reviews } from "./reviews.ts";
import { type DiagnosticsWatch, problemsOf } from "./settle.ts";

const SKIPPED: CheckResult = { type: "skipped" };

/** Does the answer hold an edit that fits the file? What no model can mend (file gone, read-only) is not its fault. */
export function createEditVerifier(reviews: Reviews): Verifier {
  return {
    name: "edit",
    async check(draft) {
      reviews.answers.remember(draft);
      if (!EDIT_TASKS.has(draft.task)) return SKIPPED;
      const prepared = await prepareEdits(draft.restore(draft.text), draft, reviews.bases);
      if (prepared.type === "rejected")
        return { type: "failed", because: prepared.because, complaint: prepared.complaint };
      if (prepared.type === "failed") {
        reviews.refuse(draft.request.id, prepared.failure);
        return SKIPPED;
      }
      reviews.prepare(draft.request.id, prepared);
      const [left] = prepared.left;
      return left
        ? { type: "passed", found: phrase("a part was left out: {reason}", { reason: leftOutText(left) }) }
        : { type: "passed" };
    },
  };
}

/**
 * Puts the edit into the editor as pending and waits for VS Code's own problems about it: new hard ones reject, and the
 * edit is taken out again. Edits whose types were checked already need no second look. Without a report in time nothing is known, and the edit stays pending unchecked.
 */
export function createDiagnosticsVerifier(
  reviews: Reviews,
  watch: DiagnosticsWatch,
  isChecked: (request: string) => boolean,
): Verifier {
  return {
    name: "diagnostics",
    async check(draft, signal) {
      const prepared = reviews.prepared(draft.request.id);
      if (!prepared || isChecked(draft.request.id)) return SKIPPED;
      const { uri } = prepared.document;
      if (!(await watch.ready(prepared.document, signal))) return SKIPPED;
      const before = problemsOf(uri);
      try {
        const wait = await watch.settled(uri, signal, () => reviews.stage(draft.request.id));
        if (wait !== "settled" || signal.aborted || !reviews.isShown(draft.request.id)) return SKIPPED;
        const result = judgeProblems(before, problemsOf(uri), draft.request.proof);
        if (result.type === "failed") await reviews.unstage(draft.request.id);
        return result;
      } finally {
        if (signal.aborted) await reviews.unstage(draft.request.id);
      }
    },
  };
}
