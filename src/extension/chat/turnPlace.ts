import { EDIT_TASKS } from "../../core/task/kinds.ts";
import type { Reviews } from "../edits/reviews.ts";
import { compareView } from "../routing/compare.ts";
import type { Comparisons } from "../routing/comparisons.ts";
import type { FeedbackBook } from "../routing/feedbackBook.ts";
import type { Words } from "../words.ts";
import type { Conversation, TurnPlace } from "./conversation.ts";

export interface PlaceDeps {
  readonly reviews: Reviews;
  readonly book: FeedbackBook;
  readonly comparisons: Comparisons;
  readonly conversation: Conversation;
  readonly words: Words;
}

/** What the surroundings know of an answer: its edit, what the user thinks of it, and what it is laid beside. */
export function turnPlace(turn: string, deps: PlaceDeps): TurnPlace {
  const { reviews, book, comparisons, conversation, words } = deps;
  const vote = book.voteOf(turn);
  const compare = compareView(turn, conversation, comparisons, words);
  const draft = reviews.answers.draft(turn);
  return {
    canApply: draft !== undefined,
    ...(draft && EDIT_TASKS.has(draft.task) ? { canKeep: true } : {}),
    pending: reviews.isPending(turn),
    ...(reviews.log.has(turn) ? { accepted: true } : {}),
    ...(vote ? { vote } : {}),
    ...(compare ? { compare } : {}),
  };
}
