import { diagnosticsDelta, type Problem } from "../../core/cascade/diagnosticsDelta.ts";
import { aboutHunks } from "../../core/edits/faults.ts";
import { planEdit } from "../../core/edits/plan.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import { EDIT_TASKS } from "../../core/task/kinds.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { isLocated, locate } from "./editTarget.ts";
import type { Reviews } from "./reviews.ts";
import { type DiagnosticsWatch, problemsOf } from "./settle.ts";

/** More errors than this tell the next model nothing new. */
const MOST_NAMED = 8;
const SKIPPED: CheckResult = { type: "skipped" };

/** Does the answer hold an edit that fits the file? What no model can mend (file gone, read-only) is not its fault. */
export function createEditVerifier(reviews: Reviews): Verifier {
  return {
    name: "edit",
    async check(draft) {
      reviews.remember(draft);
      if (!EDIT_TASKS.has(draft.task)) return SKIPPED;
      const target = await locate(draft);
      if (!isLocated(target)) {
        reviews.refuse(draft.request.id, target);
        return SKIPPED;
      }
      const plan = planEdit(draft.restore(draft.text), target);
      if (plan.type === "refused") return { type: "failed", because: plan.because, complaint: plan.complaint };
      if (plan.failed.length > 0) return { type: "failed", ...aboutHunks(plan.failed) };
      reviews.prepare(draft.request.id, { document: target.document, version: target.version, changes: plan.changes });
      return { type: "passed" };
    },
  };
}

/**
 * Puts the edit into the editor as pending and waits for VS Code's own problems about it: new hard ones reject, and the
 * edit is taken out again. Without a report in time nothing is known, and the edit stays pending unchecked.
 */
export function createDiagnosticsVerifier(reviews: Reviews, watch: DiagnosticsWatch): Verifier {
  return {
    name: "diagnostics",
    async check(draft, signal) {
      const prepared = reviews.prepared(draft.request.id);
      if (!prepared) return SKIPPED;
      const { uri } = prepared.document;
      if (!(await watch.ready(prepared.document, signal))) return SKIPPED;
      const before = problemsOf(uri);
      try {
        const wait = await watch.settled(uri, signal, () => reviews.stage(draft.request.id));
        if (wait !== "settled" || signal.aborted || !reviews.isShown(draft.request.id)) return SKIPPED;
        const { hard, soft } = diagnosticsDelta(before, problemsOf(uri));
        if (hard.length === 0)
          return soft.length === 0 ? { type: "passed" } : { type: "passed", found: newErrors(soft) };
        await reviews.unstage(draft.request.id);
        return rejected(hard);
      } finally {
        if (signal.aborted) await reviews.unstage(draft.request.id);
      }
    },
  };
}

function rejected(hard: readonly Problem[]): CheckResult {
  const complaint = `The editor reports new errors with this edit: ${sentencesOf(hard).join("; ")}. Give a corrected, complete answer in the same form.`;
  return { type: "failed", because: newErrors(hard), complaint };
}

function newErrors(problems: readonly Problem[]): Phrase {
  const message = sentencesOf(problems)[0] ?? "";
  return problems.length === 1
    ? phrase("1 new error, {message}", { message })
    : phrase("{count} new errors, first {message}", { count: problems.length, message });
}

function sentencesOf(problems: readonly Problem[]): string[] {
  return problems.slice(0, MOST_NAMED).map(({ message }) => message.replace(/\s+/g, " ").replace(/\.$/, ""));
}
