import type { AssistRequest } from "../../core/assist/request.ts";
import { withoutSecrets } from "../../core/deep/stepEvents.ts";
import { sumCosts } from "../../core/models/money.ts";
import type { AnswerView, HistoryItemView } from "../../protocol/viewState.ts";
import { sumView } from "../costSumView.ts";
import { type AnswerState, type AnswerWords } from "./answerState.ts";
import type { StoredChat } from "./chatSchema.ts";
import type { KeptFlow } from "../deep/keptFlow.ts";
import type { Flow, Turn } from "./conversation.ts";
import { endedSteps } from "./steps.ts";

const MOST_FILES = 3;

export function storedChat(id: string, turns: readonly Turn[], at: number): StoredChat {
  return {
    v: 1,
    id,
    at,
    turns: turns.map(({ request, text, context, answer, kept }) => ({
      request: plainRequest(request),
      text,
      context,
      answer: structuredClone(answer.view) as StoredChat["turns"][number]["answer"],
      ...(answer.read ? { read: [...answer.read] } : {}),
      ...(kept ? { kept: withoutItsSecrets(kept) } : {}),
    })),
  };
}

function withoutItsSecrets(kept: KeptFlow): KeptFlow {
  if (kept.kind !== "output") return kept;
  return { ...kept, task: { ...kept.task, text: withoutSecrets(kept.task.text) } };
}

/** Turns as they were, but that an answer which was being written when its window went away is marked as cut. */
export function restoredTurns(chat: StoredChat, words: AnswerWords, flows: (kept: KeptFlow) => Flow): readonly Turn[] {
  return chat.turns.map(({ request, text, context, answer, read, kept }) => ({
    id: request.id,
    request: { ...request, origin: request.task ? "command" : "chat" } as AssistRequest,
    text,
    context,
    answer: { ...restoredAnswer(answer as AnswerView, words), ...(read ? { read } : {}) },
    ...(kept ? { kept, flow: flows(kept) } : {}),
  }));
}

function restoredAnswer(view: AnswerView, words: AnswerWords): AnswerState {
  if (view.state !== "working") return { view, entries: [] };
  const attempts = view.attempts.map((attempt) =>
    ["waiting", "streaming", "checking"].includes(attempt.state)
      ? { ...attempt, state: "cancelled" as const }
      : attempt,
  );
  const notice = {
    ...words.notice({ code: "truncated", facts: {} }),
    text: words.t("The window closed before the answer was complete. What arrived is kept.", {}),
  };
  return {
    view: { ...view, ...endedSteps(view.steps), attempts, state: "failed", notice, failure: "truncated" },
    entries: [],
  };
}

/** A row of the history. */
export function historyItem(chat: StoredChat, more: Pick<HistoryItemView, "open" | "deleted">): HistoryItemView {
  const files = new Set(
    chat.turns.flatMap(({ request }) =>
      request.anchors.flatMap(({ uri, text }) =>
        text === undefined ? [decodeURIComponent(uri.split("/").at(-1) ?? "")] : [],
      ),
    ),
  );
  const costs = chat.turns.flatMap(({ answer }) =>
    answer.attempts.filter(({ costIsEstimate }) => !costIsEstimate).map(({ cost }) => cost),
  );
  return {
    id: chat.id,
    title: chat.turns[0]?.text.split("\n")[0]?.slice(0, 120) ?? "",
    at: chat.at,
    files: [...files].slice(0, MOST_FILES),
    answers: chat.turns.length,
    shiftUps: chat.turns.filter(({ answer }) => answer.attempts.some(({ why }) => why === "shifted-up")).length,
    cost: sumView(sumCosts(costs)),
    ...more,
  };
}

/** Only what asking again needs. */
function plainRequest({
  id,
  task,
  instruction,
  tier,
  depth,
  anchors,
  without,
  history,
  reading,
}: AssistRequest): StoredChat["turns"][number]["request"] {
  return {
    id,
    ...(task ? { task } : {}),
    instruction,
    tier,
    ...(depth ? { depth } : {}),
    anchors: anchors.map(({ uri, lines, cursor, added, problems, text }) => ({
      uri,
      ...(lines ? { lines } : {}),
      ...(cursor === undefined ? {} : { cursor }),
      ...(added === undefined ? {} : { added }),
      ...(problems === undefined ? {} : { problems }),
      ...(text === undefined ? {} : { text }),
    })),
    without: [...without],
    history: history.map(({ role, text }) => ({ role, text })),
    ...(reading ? { reading } : {}),
  };
}
