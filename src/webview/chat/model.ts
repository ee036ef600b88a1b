import type { ToChat } from "../../protocol/protocol.ts";
import type { ChatViewState, TurnView } from "../../protocol/viewState.ts";

/** What the view draws: the host's state and what the user opened. The host's part is rebuilt by one `state` message. */
export interface ChatModel {
  readonly locale: string;
  readonly state: ChatViewState;
  /** Receipts and rejected tries that are unfolded, by {@link receiptKey} and {@link tryKey}. */
  readonly unfolded: ReadonlySet<string>;
  readonly menuOpen: boolean;
}

export function receiptKey(turn: TurnView): string {
  return `why ${turn.id}`;
}

export function tryKey(turn: TurnView, attempt: number): string {
  return `try ${turn.id} ${attempt}`;
}

/** The next model; the same one where a message changes nothing that is kept here. */
export function receive(model: ChatModel | undefined, message: ToChat): ChatModel | undefined {
  if (message.type === "state") {
    const kept = { unfolded: model?.unfolded ?? new Set<string>(), menuOpen: false };
    return { ...kept, locale: message.locale, state: message.state };
  }
  if (model === undefined) return undefined;
  switch (message.type) {
    case "turn":
      return { ...model, state: withTurn(model.state, message.turn, message.busy) };
    case "composer":
      return { ...model, state: { ...model.state, composer: message.composer, setup: message.setup } };
    case "append":
      return { ...model, state: withText(model.state, message.turn, message.text) };
    default:
      return model;
  }
}

function withTurn(state: ChatViewState, turn: TurnView, busy: string | undefined): ChatViewState {
  const known = state.turns.some((each) => each.id === turn.id);
  const turns = known ? state.turns.map((each) => (each.id === turn.id ? turn : each)) : [...state.turns, turn];
  const { busy: _before, ...rest } = state;
  return busy === undefined ? { ...rest, turns } : { ...rest, turns, busy };
}

function withText(state: ChatViewState, id: string, text: string): ChatViewState {
  const grow = (turn: TurnView): TurnView => ({ ...turn, answer: { ...turn.answer, text: turn.answer.text + text } });
  return { ...state, turns: state.turns.map((turn) => (turn.id === id ? grow(turn) : turn)) };
}

export function toggled(set: ReadonlySet<string>, key: string, on = !set.has(key)): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}
