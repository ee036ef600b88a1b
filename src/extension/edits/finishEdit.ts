import type { Failure } from "../../core/assist/errors.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { planEdit } from "../../core/edits/plan.ts";
import { EDIT_TASKS } from "../../core/task/kinds.ts";
import { sumText } from "../../util/costText.ts";
import { say } from "../../util/phrase.ts";
import type { Turn } from "../chat/conversation.ts";
import type { Words } from "../words.ts";
import { isLocated, locate } from "./editTarget.ts";
import type { Reviews } from "./reviews.ts";

/** What becomes of an edit when its answer has ended: a review, nothing, or the reason why it has no place. */
export async function finishEdit(
  { id, request, answer }: Turn,
  reviews: Reviews,
  words: Words,
): Promise<Failure | undefined> {
  if (request.task === undefined || !EDIT_TASKS.has(request.task)) return undefined;
  const refused = answer.view.attempts.at(-1)?.state === "rejected";
  if (answer.view.state !== "done" || refused) {
    await reviews.discard(id);
    return undefined;
  }
  return await reviews.present(id, labelOf(answer.view, words));
}

/** Puts a code block of an answer into the place the answer is about, as pending; for drafts that no check let through. */
export async function applyByHand(
  turn: Turn,
  code: string,
  reviews: Reviews,
  words: Words,
): Promise<Failure | undefined> {
  const draft = reviews.draft(turn.id);
  if (!draft) return { code: "edit-misfit", facts: { reason: words.t("its place is no longer known", {}) } };
  const target = await locate(draft);
  if (!isLocated(target)) return target;
  const fence = "`".repeat(12);
  const plan = planEdit(`${fence}\n${draft.restore(code)}\n${fence}`, target);
  if (plan.type === "refused") return { code: "edit-misfit", facts: { reason: say(plan.because, words.t) } };
  reviews.prepare(turn.id, { document: target.document, version: target.version, changes: plan.changes });
  return await reviews.present(turn.id, labelOf(turn.answer.view, words));
}

/** `Full, $0.0145, no new errors`. */
function labelOf({ attempts, cost }: Turn["answer"]["view"], words: Words): string {
  const last = attempts.at(-1);
  const checked = last?.state === "accepted" ? words.t("no new errors", {}) : last?.note || words.t("unverified", {});
  return [...(last ? [TIER_NAMES[last.tier]] : []), sumText(cost, words), checked].join(", ");
}
