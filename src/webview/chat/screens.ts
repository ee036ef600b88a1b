import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import { HistoryScreen } from "./historyScreen.ts";
import type { ChatModel } from "./model.ts";
import { PayloadScreen } from "./payloadScreen.ts";

export interface ScreensDeps {
  readonly root: HTMLElement;
  readonly model: () => ChatModel | undefined;
  readonly change: (change: (model: ChatModel) => ChatModel) => void;
  readonly draw: () => void;
  readonly send: (message: FromChat) => void;
  readonly say: (sentence: string) => void;
  readonly copy: (text: string) => void;
  readonly submit: () => void;
  readonly focusInput: () => void;
  readonly toEnd: () => void;
}

/** What can stand in the place of the conversation; one at a time. */
export class Screens {
  readonly history: HistoryScreen;
  readonly payload: PayloadScreen;
  readonly #deps: ScreensDeps;

  constructor(deps: ScreensDeps) {
    this.#deps = deps;
    const { root, model, change, draw, send, focusInput } = deps;
    this.history = new HistoryScreen({
      ...{ root, draw, send, focusInput, say: deps.say, toEnd: deps.toEnd },
      model: () => model()?.history,
      change: (next) => change((before) => ({ ...before, history: next(before.history) })),
    });
    this.payload = new PayloadScreen({
      ...{ root, draw, send, focusInput, copy: deps.copy, submit: deps.submit },
      when: () => model()?.payload?.when,
      hide: () => change((before) => ({ ...before, payload: undefined })),
    });
  }

  /** Before a message changes the model: what has the focus may be what opens a screen. */
  before({ type }: ToChat, model: ChatModel | undefined): void {
    if (type === "history" && model?.history.shown !== true) this.history.remember();
    if (type === "payload" && model?.payload === undefined) this.payload.remember();
  }

  /** After it; `before` = the model that it changed. */
  after({ type }: ToChat, before: ChatModel | undefined): void {
    if (type === "history") this.history.received(before?.history.shown !== true);
    if (type === "payload") this.payload.received(before?.payload === undefined);
    if (type === "composer") this.payload.changed();
  }

  /** Closes the one that is open; false where the conversation is shown. */
  close(): boolean {
    const model = this.#deps.model();
    if (model?.payload !== undefined) this.payload.close();
    else if (model?.history.shown === true) this.history.close();
    else return false;
    return true;
  }
}
