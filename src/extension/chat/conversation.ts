import type { AssistEvent } from "../../core/assist/events.ts";
import { layered } from "../../core/deep/layeredFlow.ts";
import type { AssistDeps } from "../../core/assist/deps.ts";
import type { Failure } from "../../core/assist/errors.ts";
import type { PastMessage } from "../../core/assist/message.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import type { Payload } from "../../core/context/payload.ts";
import type { Tier } from "../../core/models/tier.ts";
import { promptTokens } from "../../core/models/usage.ts";
import type { ConversationSignals } from "../../core/router/decision.ts";
import type { TurnView } from "../../protocol/viewState.ts";
import { Emitter } from "../../util/emitter.ts";
import type { KeptFlow } from "../deep/keptFlow.ts";
import { type AnswerState, type AnswerWords, foldAnswer, NEW_ANSWER } from "./answerState.ts";

/** What leads a request to its answer: `assist()`, or a flow of several requests, each of which goes through it. */
export type Flow = (request: AssistRequest, deps: AssistDeps, signal: AbortSignal) => AsyncIterable<AssistEvent>;

/** A question and its answer. */
export interface Turn {
  readonly id: string;
  readonly request: AssistRequest;
  /** What the bubble shows. */
  readonly text: string;
  /** Line under it: files and lines. */
  readonly context: string;
  readonly answer: AnswerState;
  /** Absent for a plain request. */
  readonly flow?: Flow;
  /** What its flow works on, kept with the chat; without it the chat goes on with a plain request after a reload. */
  readonly kept?: KeptFlow;
}

/** How a turn is asked and shown. */
export type Asked = Pick<Turn, "text" | "context" | "flow" | "kept">;

export type ConversationEvent =
  | { readonly type: "turn"; readonly turn: Turn }
  /** Text that `turn` events do not repeat; the next `turn` event holds it. */
  | { readonly type: "delta"; readonly turn: string; readonly text: string }
  | { readonly type: "busy"; readonly busy: boolean; readonly tier?: Tier }
  /** The answer has its last word; nothing of it runs any more. */
  | { readonly type: "ended"; readonly turn: Turn }
  /** Other turns than before. */
  | { readonly type: "cleared" };

/** How long endpoints keep a prompt in their cache when nothing else is agreed: five minutes with the large vendors. */
const CACHE_MS = 300_000;

/** How many earlier turns a question carries along. */
const HISTORY_TURNS = 6;
const MOST_SENT = 50;

/**
 * One chat: its turns, at most one of them being answered. Draws nothing and knows no editor; what it is told becomes a
 * request, what `assist()` says becomes state.
 */
export class Conversation {
  readonly #deps: AssistDeps;
  readonly #words: AnswerWords;
  readonly #changed = new Emitter<ConversationEvent>();
  #id: string;
  readonly #sent = new Map<string, Payload>();
  readonly #restorers = new Map<string, (text: string) => string>();
  #turns: readonly Turn[] = [];
  #asking: Promise<unknown> = Promise.resolve();
  #running: { readonly turn: string; readonly controller: AbortController } | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(deps: AssistDeps, words: AnswerWords) {
    this.#deps = deps;
    this.#words = words;
    this.#id = deps.newId();
  }

  /** Of the chat as a whole. */
  get id(): string {
    return this.#id;
  }

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  /** Puts the secrets of an answer's request back; leaves placeholders after the window was closed in between. */
  restorer(turn: string): (text: string) => string {
    return this.#restorers.get(turn) ?? ((text) => text);
  }

  /** What the last try of an answer was given; of the last turns of this window only, never stored. */
  sent(turn: string): Payload | undefined {
    return this.#sent.get(turn);
  }

  /** Id of the turn that is being answered. */
  get busy(): string | undefined {
    return this.#running?.turn;
  }

  /** Finished turns as a model reads them, oldest first. */
  get history(): readonly PastMessage[] {
    return this.#turns
      .filter(({ answer }) => answer.view.text !== "" && answer.view.state !== "working")
      .slice(-HISTORY_TURNS)
      .flatMap(({ text, request, answer }): PastMessage[] => [
        { role: "user", text, about: [...aboutOf(request), ...(answer.read ?? [])] },
        { role: "assistant", text: answer.view.text },
      ]);
  }

  /** The model that this chat is with: who answered last while routing was left to us. */
  get pinned(): ConversationSignals | undefined {
    const turn = this.#turns.findLast(({ request, answer }) => request.tier === "auto" && answer.entries.length > 0);
    const last = turn?.answer.entries.findLast(({ outcome }) => outcome === "accepted" || outcome === "rejected");
    if (!last) return undefined;
    const warm = this.#deps.clock.now() - last.at - last.totalMs < CACHE_MS;
    return {
      model: `${last.connection}/${last.model}`,
      tier: last.tier,
      cachedTokens: warm ? promptTokens(last.usage) + last.usage.output : 0,
      ...(last.outcome === "rejected" ? { failed: true } : {}),
    };
  }

  /** Asks; a request that still runs is stopped first and keeps its text. Resolves when the answer has ended. */
  async ask(request: AssistRequest, shown: Asked): Promise<Turn> {
    const answer = this.#answer(request, shown);
    this.#asking = answer.catch(() => undefined);
    return await answer;
  }

  async #answer(request: AssistRequest, shown: Asked): Promise<Turn> {
    this.stop();
    const controller = new AbortController();
    const turn: Turn = { id: request.id, request, ...shown, answer: NEW_ANSWER };
    this.#turns = [...this.#turns, turn];
    this.#running = { turn: turn.id, controller };
    this.#changed.fire({ type: "turn", turn });
    this.#changed.fire({ type: "busy", busy: true });
    try {
      const ended = await this.#follow(turn, controller.signal);
      this.#changed.fire({ type: "ended", turn: ended });
      return ended;
    } finally {
      if (this.#running?.turn === turn.id) this.#running = undefined;
      this.#changed.fire({ type: "busy", busy: this.#running !== undefined });
    }
  }

  /** Adds a notice to an answer that has ended. */
  note(id: string, failure: Failure): void {
    const turn = this.#turns.find((known) => known.id === id);
    if (!turn) return;
    const view = { ...turn.answer.view, notice: this.#words.notice(failure), failure: failure.code };
    this.#replace({ ...turn, answer: { ...turn.answer, view } });
  }

  /** Takes an answer that has ended, and its question, out of the chat. */
  remove(id: string): void {
    const left = this.#turns.filter((turn) => turn.id !== id);
    if (left.length === this.#turns.length || this.busy === id) return;
    this.#turns = left;
    this.#changed.fire({ type: "cleared" });
    // Not `ended`: what the other answers had to do when they ended they have done.
    const last = left.at(-1);
    if (last) this.#changed.fire({ type: "turn", turn: last });
  }

  /** Stops the running request; what arrived stays. */
  stop(): void {
    this.#running?.controller.abort();
  }

  /** A new chat. */
  clear(): void {
    this.load(this.#deps.newId(), []);
  }

  /** Questions that were asked elsewhere, with their answers, go on here. */
  adopt(turns: readonly Turn[]): void {
    const known = new Set(this.#turns.map(({ id }) => id));
    const added = turns.filter(({ id }) => !known.has(id));
    this.#turns = [...this.#turns, ...added];
    for (const turn of added) this.#changed.fire({ type: "turn", turn });
    const last = added.at(-1);
    if (last) this.#changed.fire({ type: "ended", turn: last });
  }

  /** Another chat takes the place of this one. */
  load(id: string, turns: readonly Turn[]): void {
    this.stop();
    this.#id = id;
    this.#turns = turns;
    this.#changed.fire({ type: "cleared" });
  }

  /** The same turns go on as a chat of its own. */
  fork(): void {
    this.#id = this.#deps.newId();
  }

  /** Resolves when no answer is being written. */
  async rest(): Promise<void> {
    await this.#asking;
  }

  async #follow(turn: Turn, signal: AbortSignal): Promise<Turn> {
    let current = turn;
    const { flow = layered } = turn;
    for await (const event of flow(turn.request, this.#deps, signal)) {
      const streaming = event.type === "text-delta" && current.answer.view.attempts.at(-1)?.state === "streaming";
      if (event.type === "route-decided") this.#restorers.set(current.id, event.restore);
      if (event.type === "attempt-start") this.#keepSent(current.id, event.payload);
      current = { ...current, answer: foldAnswer(current.answer, event, this.#words) };
      this.#keep(current);
      // Another chat took its place: the answer is still booked to its end, but nobody is told.
      if (!this.#turns.some(({ id }) => id === current.id)) continue;
      if (event.type === "text-delta" && streaming) {
        this.#changed.fire({ type: "delta", turn: current.id, text: event.text });
        continue;
      }
      if (event.type === "reasoning-delta") continue;
      this.#changed.fire({ type: "turn", turn: current });
      if (event.type === "attempt-start") this.#changed.fire({ type: "busy", busy: true, tier: event.candidate.tier });
    }
    return current;
  }

  #keepSent(turn: string, payload: Payload): void {
    this.#sent.delete(turn);
    this.#sent.set(turn, payload);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > MOST_SENT && oldest !== undefined) this.#sent.delete(oldest);
  }

  #keep(turn: Turn): void {
    this.#turns = this.#turns.map((known) => (known.id === turn.id ? turn : known));
  }

  #replace(turn: Turn): void {
    this.#keep(turn);
    this.#changed.fire({ type: "turn", turn });
  }
}

/** Terminals lie in no folder; what they are called is no address. */
function aboutOf({ anchors }: AssistRequest): readonly string[] {
  return anchors.filter(({ text }) => text === undefined).map(({ uri }) => uri);
}

/** What the surroundings know of an answer. */
export type TurnPlace = Pick<TurnView, "canApply" | "canKeep" | "pending" | "accepted" | "vote" | "compare">;

export function turnView({ id, text, context, answer }: Turn, place: TurnPlace): TurnView {
  return { id, user: { text, context }, answer: answer.view, ...place };
}
