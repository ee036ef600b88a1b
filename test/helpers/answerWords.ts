import type { AssistEvent } from "../../src/core/assist/events.ts";
import { type AnswerState, type AnswerWords, foldAnswer, NEW_ANSWER } from "../../src/extension/chat/answerState.ts";
import { describeFailure } from "../../src/extension/errors.ts";
import { createWords } from "../../src/extension/words.ts";
import { english, say } from "../../src/util/phrase.ts";

export const NOON = Date.UTC(2026, 10, 20, 12);
export const WORDS = createWords(english, "en");

/** English words for answers, at a moment that does not pass. */
export const ANSWER_WORDS: AnswerWords = {
  ...WORDS,
  notice: (failure) => {
    const { severity, icon, sentence } = describeFailure(failure, NOON, "en");
    return { severity, icon, text: say(sentence), actions: [] };
  },
  now: () => NOON,
};

/** The answer after all of these events. */
export function folded(events: readonly AssistEvent[]): AnswerState {
  return events.reduce((state, event) => foldAnswer(state, event, ANSWER_WORDS), NEW_ANSWER);
}
