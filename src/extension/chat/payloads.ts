import { assist } from "../../core/assist/assist.ts";
import type { ContextSource } from "../../core/ports.ts";
import type { PayloadView } from "../../protocol/payloadView.ts";
import type { AnswerWords } from "./answerState.ts";
import type { ChatView } from "./chatView.ts";
import type { Composer } from "./composer.ts";
import type { Conversation, Flow } from "./conversation.ts";
import { payloadContent } from "./payloadView.ts";
import { SeenContext } from "./seenContext.ts";

export interface PayloadDeps {
  readonly composer: Composer;
  readonly conversation: Conversation;
  readonly chat: ChatView;
  readonly words: AnswerWords;
  readonly context: ContextSource;
}

/** What the screen shows of the message box, and what was chosen to go along then. */
interface Seen {
  readonly context: ContextSource;
  readonly chosen: string;
}

/** What goes to a model, before and after, as a screen of the chat. Nothing is sent by looking. */
export class Payloads {
  readonly #deps: PayloadDeps;
  #run = 0;
  #seen: Seen | undefined;

  constructor(deps: PayloadDeps) {
    this.#deps = deps;
  }

  /** Show What Will Be Sent: the message box as it is now. */
  async showNext(): Promise<void> {
    await this.#deps.chat.reveal(false);
    await this.refreshNext();
  }

  /** The same, for a screen that is open: the box or what goes along has changed. */
  async refreshNext(): Promise<void> {
    await this.#show("next", () => this.#next());
  }

  /** Sends the code that the screen shows, also where it has changed since; undefined when other code was chosen since. */
  get asShown(): Flow | undefined {
    const seen = this.#seen;
    if (seen?.chosen !== this.#chosen()) return undefined;
    return (request, deps, signal) => assist(request, { ...deps, context: seen.context }, signal);
  }

  /** Show What Was Sent: what the last try of an answer was given. */
  async showSent(turn: string): Promise<void> {
    await this.#deps.chat.reveal(false);
    await this.#show("sent", () => this.#sent(turn));
  }

  async #next(): Promise<Omit<PayloadView, "when">> {
    const { composer, words } = this.#deps;
    const run = this.#run;
    const seen = { context: new SeenContext(this.#deps.context), chosen: this.#chosen() };
    const found = await composer.preview(seen.context);
    if (run === this.#run) this.#seen = seen;
    if (found.type === "blocked") return { nothing: words.notice(found.failure).text };
    if (!found.payload) return { nothing: words.notice({ code: "no-model", facts: {} }).text };
    return { content: await payloadContent(found.payload, words, found.decision) };
  }

  #chosen(): string {
    const { anchors, without } = this.#deps.composer;
    return JSON.stringify([anchors, without]);
  }

  async #sent(turn: string): Promise<Omit<PayloadView, "when">> {
    const { conversation, words } = this.#deps;
    const payload = conversation.sent(turn);
    if (!payload) return { nothing: words.t("It is kept until the window closes, and not after.", {}) };
    return { content: await payloadContent(payload, words) };
  }

  /** Only the latest of several that overlap is shown. */
  async #show(when: PayloadView["when"], find: () => Promise<Omit<PayloadView, "when">>): Promise<void> {
    const run = ++this.#run;
    const found = await find();
    if (run === this.#run) this.#deps.chat.showPayload({ when, ...found });
  }
}
