import { TIER_NAMES } from "../../core/models/tier.ts";
import type { AnswerView, TurnView } from "../../protocol/viewState.ts";
import { type CostWords, sumText } from "../../util/costText.ts";

/** A chat as Markdown, to be kept or passed on: each question, who answered it and at what price, and the answer. */
export function chatText(turns: readonly Pick<TurnView, "user" | "answer">[], words: CostWords): string {
  return turns.map(({ user, answer }) => `${questionText(user)}\n\n${answerText(answer, words)}\n`).join("\n");
}

function questionText({ text, context }: TurnView["user"]): string {
  return context === "" ? `## ${text}` : `## ${text}\n\n_${context}_`;
}

function answerText(answer: AnswerView, words: CostWords): string {
  const last = answer.attempts.at(-1);
  const who = last ? [TIER_NAMES[last.tier], last.model] : [];
  const by = `**${[...who, sumText(answer.cost, words), answer.because].join(" · ")}**`;
  return [by, answer.text.trim(), answer.notice?.text ?? ""].filter((part) => part !== "").join("\n\n");
}
