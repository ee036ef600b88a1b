import type { Failure } from "../../core/assist/errors.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { CONFIDENCE } from "../../core/edits/hunk.ts";
import { EDIT_TASKS } from "../../core/task/kinds.ts";
import { sumText } from "../../util/costText.ts";
import { say } from "../../util/phrase.ts";
import type { Turn } from "../chat/conversation.ts";
import type { Words } from "../words.ts";
import type { AnswerView } from "../../protocol/viewState.ts";
import { prepareEdits } from "./prepareEdits.ts";
import type { Reviews } from "./reviews.ts";

/** Below this the quoted lines were not the file's own; a reviewer is told so. */
const SURE = CONFIDENCE.inline;

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
  const loose = reviews.confidenceOf(id) < SURE ? [words.t("placed by likeness", {})] : [];
  return await reviews.present(id, [labelOf(answer.view, words), ...loose].join(", "));
}

/** Puts a code block of an answer into the place the answer is about, as pending; for drafts that no check let through. */
export async function applyByHand(
  turn: Turn,
  code: string,
  reviews: Reviews,
  words: Words,
): Promise<Failure | undefined> {
  const fence = "`".repeat(12);
  return await presentText(turn.id, `${fence}\n${code}\n${fence}`, { view: turn.answer.view, reviews, words });
}

/** Puts the whole answer of a try that was refused under review, in the place of what the request has there. */
export async function keepTry(
  { id, answer: { view } }: Turn,
  attempt: number,
  reviews: Reviews,
  words: Words,
): Promise<Failure | undefined> {
  const attempts = view.attempts.slice(0, attempt + 1);
  const isLast = attempts.length === view.attempts.length;
  const text = attempts.at(-1)?.discardedText ?? (isLast ? view.text : "");
  await reviews.withdraw(id);
  return await presentText(id, text, { view: { ...view, attempts }, reviews, words });
}

interface Presented {
  readonly view: AnswerView;
  readonly reviews: Reviews;
  readonly words: Words;
}

async function presentText(
  id: string,
  text: string,
  { view, reviews, words }: Presented,
): Promise<Failure | undefined> {
  const draft = reviews.answers.draft(id);
  if (!draft) return { code: "edit-misfit", facts: { reason: words.t("its place is no longer known", {}) } };
  const prepared = await prepareEdits(draft.restore(text), draft, reviews.bases);
  if (prepared.type === "failed") return prepared.failure;
  if (prepared.type === "rejected") return { code: "edit-misfit", facts: { reason: say(prepared.because, words.t) } };
  reviews.prepare(id, prepared);
  return await reviews.present(id, labelOf(view, words));
}

/** `Full, $0.0145, no new errors`; of a flow everybody who had a part in it, and what its last check said. */
function labelOf({ attempts, steps = [], cost }: AnswerView, words: Words): string {
  const last = attempts.at(-1);
  const check = steps.findLast(({ kind }) => kind === "check")?.title;
  const checked = last?.state === "accepted" ? words.t("no new errors", {}) : last?.note || words.t("unverified", {});
  const tiers = steps.length > 0 ? [...new Set(attempts.map(({ tier }) => tier))] : last ? [last.tier] : [];
  const who = steps.length > 0 && tiers.length === 0 ? [words.t("The editor", {}), words.t("No charge", {})] : [];
  const price = who.length > 0 ? [] : [sumText(cost, words)];
  return [...who, ...tiers.map((tier) => TIER_NAMES[tier]), ...price, check ?? checked].join(", ");
}
