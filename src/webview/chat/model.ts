import type { ToChat } from "../../protocol/protocol.ts";
import type { PayloadView } from "../../protocol/payloadView.ts";
import type { AnswerView, ChatViewState, TurnView } from "../../protocol/viewState.ts";
import { NO_HISTORY, withItems, type HistoryModel } from "./historyModel.ts";
import { isRunning } from "./words.ts";

/** What the view draws: the host's state and what the user opened. The host's part is rebuilt by one `state` message. */
export interface ChatModel {
  readonly locale: string;
  readonly state: ChatViewState;
  /** Receipts and rejected tries that are unfolded, by {@link receiptKey}, {@link tryKey} and {@link stepKey}. */
  readonly unfolded: ReadonlySet<string>;
  /** The menu that is open: {@link TIER_MENU} or a {@link regenerateKey}. */
  readonly menu: string | undefined;
  readonly history: HistoryModel;
  /** What goes to a model, shown in the place of the conversation. */
  readonly payload?: PayloadView | undefined;
}

export const TIER_MENU = "tier";

export function regenerateKey(turn: TurnView): string {
  return `regenerate ${turn.id}`;
}

export function receiptKey(turn: Pick<TurnView, "id">): string {
  return `why ${turn.id}`;
}

export function tryKey(turn: TurnView, attempt: number): string {
  return `try ${turn.id} ${attempt}`;
}

export function stepKey(turn: TurnView, { id }: { readonly id: string }): string {
  return `step ${turn.id} ${id}`;
}

/** Keys of the texts of a turn: its answer and its tries. */
export function proseKeys(turn: TurnView): readonly string[] {
  return [turn.id, ...turn.answer.attempts.map((_attempt, index) => tryKey(turn, index))];
}

/** The next model; the same one where a message changes nothing that is kept here. */
export function receive(model: ChatModel | undefined, message: ToChat): ChatModel | undefined {
  if (message.type === "state") {
    const history = model === undefined ? NO_HISTORY : underNewState(model.history);
    const unfolded = model?.unfolded ?? new Set<string>();
    return { unfolded, menu: undefined, history, locale: message.locale, state: message.state };
  }
  if (model === undefined) return undefined;
  switch (message.type) {
    case "turn":
      return withTurn(model, message.turn, message.busy);
    case "composer":
      return { ...model, state: { ...model.state, composer: message.composer, setup: message.setup } };
    case "append":
      return { ...model, state: withText(model.state, message.turn, message.text) };
    case "history":
      return { ...model, menu: undefined, payload: undefined, history: withItems(model.history, message.items) };
    case "payload":
      return { ...closed(model), menu: undefined, payload: message.payload };
    case "show-turn":
      return {
        ...closed(model),
        menu: undefined,
        unfolded: toggled(model.unfolded, receiptKey({ id: message.turn }), true),
      };
    default:
      return model;
  }
}

/** A whole new state is another chat, which is what the user wants to see, unless deleting the open one made it. */
function underNewState(history: HistoryModel): HistoryModel {
  return { ...history, shown: history.shown && history.items.some((item) => item.open && item.deleted) };
}

function closed(model: ChatModel): ChatModel {
  return { ...model, payload: undefined, history: { ...model.history, shown: false } };
}

/** Something stands in the place of the conversation. */
export function isCovered({ history, payload }: ChatModel): boolean {
  return history.shown || payload !== undefined;
}

/** A new question brings the conversation back. */
function withTurn(model: ChatModel, turn: TurnView, busy: string | undefined): ChatModel {
  const { turns: before, busy: _before, ...rest } = model.state;
  const known = before.some((each) => each.id === turn.id);
  const turns = known ? before.map((each) => (each.id === turn.id ? turn : each)) : [...before, turn];
  const state = busy === undefined ? { ...rest, turns } : { ...rest, turns, busy };
  return known ? { ...model, state } : closed({ ...model, state });
}

function withText(state: ChatViewState, id: string, text: string): ChatViewState {
  const grow = (turn: TurnView): TurnView => ({ ...turn, answer: { ...turn.answer, text: turn.answer.text + text } });
  return { ...state, turns: state.turns.map((turn) => (turn.id === id ? grow(turn) : turn)) };
}

/** A turn as it is drawn: an answer that nobody is writing any more has stopped, whatever was last heard of it. */
export function shownTurn(turn: TurnView, busy: string | undefined): TurnView {
  if (turn.answer.state !== "working" || turn.id === busy) return turn;
  const attempts = turn.answer.attempts.map((attempt) =>
    isRunning(attempt) ? { ...attempt, state: "cancelled" as const } : attempt,
  );
  const steps = turn.answer.steps?.map((step) =>
    step.state === "running" ? { ...step, state: "stopped" as const } : step,
  );
  const answer: AnswerView = { ...turn.answer, attempts, state: "stopped", ...(steps ? { steps } : {}) };
  return { ...turn, answer };
}

export function toggled(set: ReadonlySet<string>, key: string, on = !set.has(key)): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}
