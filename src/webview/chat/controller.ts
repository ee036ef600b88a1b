import * as l10n from "@vscode/l10n";
import { render } from "lit";
import type { Tier, TierChoice } from "../../core/models/tier.ts";
import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import type { TurnView } from "../../protocol/viewState.ts";
import type { Bridge } from "../bridge.ts";
import { useLanguage, wordsFor } from "../shared/context.ts";
import { LiveRegion } from "../shared/live.ts";
import { listenToProse } from "./clicks.ts";
import { Clock } from "./clock.ts";
import type { ChatActions, ChatContext, TierMenuChoice } from "./context.ts";
import { EndKeeper } from "./endKeeper.ts";
import { ChatInput } from "./input.ts";
import { inputKey, moveArticle } from "./keys.ts";
import { proseKeys, receive, toggled, type ChatModel } from "./model.ts";
import { Proses } from "./proses.ts";
import { regenerateOptions } from "./regenerate.ts";
import { Screens } from "./screens.ts";
import { Speech } from "./speech.ts";
import { renderChat } from "./view.ts";

/** What may be asked for before the page has its first state. */
const SCREENS: ReadonlySet<ToChat["type"]> = new Set(["history", "payload", "show-turn"]);

/** The chat view: takes the host's messages, draws at most once per frame, sends what the user does. */
class ChatController implements ChatActions {
  readonly #root: HTMLElement;
  readonly #bridge: Bridge<ToChat, FromChat>;
  readonly #input: ChatInput;
  readonly #end: EndKeeper;
  readonly #proses: Proses;
  readonly #live: LiveRegion;
  readonly #speech: Speech;
  readonly #screens: Screens;
  #model: ChatModel | undefined;
  #frame: number | undefined;
  readonly #clock = new Clock(() => this.#invalidate());
  /** Screens that were asked for before the first state. */
  #early: readonly ToChat[] = [];

  constructor(root: HTMLElement, bridge: Bridge<ToChat, FromChat>) {
    this.#root = root;
    this.#bridge = bridge;
    this.#live = new LiveRegion(document.body);
    this.#input = new ChatInput(root, bridge);
    this.#end = new EndKeeper(root, () => this.#invalidate());
    this.#proses = new Proses((live) => this.#end.grown(live));
    this.#speech = new Speech(this.#live, this.#input);
    this.#screens = this.#makeScreens();
    root.addEventListener("keydown", (event) => this.#onKey(event));
    document.addEventListener("click", (event) => this.#closeMenuOutside(event));
    listenToProse(root, {
      openLink: (url) => bridge.send({ type: "open-link", url }),
      copy: (text) => this.#copy(text),
      insert: (turn, text) => bridge.send({ type: "insert", turn, text }),
      apply: (turn, text) => bridge.send({ type: "apply", turn, text }),
      act: (action, turn) => this.act(action, turn),
    });
    bridge.listen((message) => this.#onMessage(message));
    bridge.send({ type: "ready" });
  }

  act(action: string, turn?: string): void {
    this.#bridge.send(turn === undefined ? { type: "act", action } : { type: "act", action, turn });
  }

  copyAnswer(id: string): void {
    const turn = this.#model?.state.turns.find((each) => each.id === id);
    if (turn !== undefined) this.#copy(turn.answer.text);
  }

  regenerate(turn: string, tier: Tier): void {
    this.#change((model) => ({ ...model, menu: undefined }));
    this.act(`retry-${tier}`, turn);
    this.showEnd();
  }

  keepTry(turn: string, attempt: number): void {
    this.#bridge.send({ type: "keep-try", turn, attempt });
  }

  toggle(key: string, on?: boolean): void {
    this.#end.hold();
    this.#change((model) => ({ ...model, unfolded: toggled(model.unfolded, key, on) }));
  }

  send(): void {
    this.#sendTo(undefined);
  }

  stop(): void {
    this.#bridge.send({ type: "stop" });
    this.#input.focus();
  }

  choose(choice: TierMenuChoice): void {
    this.#bridge.send(choice);
    this.openMenu(undefined);
  }

  toggleChip(id: string): void {
    this.#bridge.send({ type: "toggle-chip", id });
  }

  openMenu(menu: string | undefined): void {
    const before = this.#model?.menu;
    if (before === menu) return;
    this.#change((model) => ({ ...model, menu }));
    this.#draw();
    const opener = `[data-menu="${CSS.escape(before ?? "")}"]`;
    this.#root.querySelector<HTMLElement>(menu === undefined ? opener : "[role=menuitemradio][tabindex='0']")?.focus();
  }

  showPayload(): void {
    this.#bridge.send({ type: "show-payload", refresh: false });
  }

  typed(event: InputEvent): void {
    this.#input.typed(event);
    this.#screens.payload.changed();
  }

  showEnd(): void {
    this.#end.toEnd();
    this.#input.focus();
  }

  #onMessage(message: ToChat): void {
    if (message.type === "focus") return this.#input.focus();
    if (message.type === "draft") return this.#input.take(message);
    if (message.type === "context-picked") return this.#input.contextPicked(message);
    const before = this.#model;
    this.#screens.before(message, before);
    this.#model = receive(before, message);
    if (this.#model === undefined) this.#early = [...this.#early, message];
    else this.#received(message, this.#model, before);
  }

  #received(message: ToChat, model: ChatModel, before: ChatModel | undefined): void {
    if (message.type === "append") return this.#appended(message.turn, message.text);
    if (message.type === "state") this.#onState(message);
    if (message.type === "turn") this.#onTurn(before?.state.turns, message.turn);
    if (message.type === "composer") this.#speech.estimate(model);
    if (message.type === "history") this.#clock.tick();
    if (message.type === "show-turn") this.#showTurn(message.turn);
    this.#screens.after(message, before);
    this.#invalidate();
  }

  #onState(message: Extract<ToChat, { type: "state" }>): void {
    useLanguage(message.strings, message.locale);
    const { turns, draft } = message.state;
    this.#proses.keepOnly(new Set(turns.flatMap((turn) => proseKeys(turn))));
    this.#draw();
    this.#input.restore();
    this.#input.take(draft);
    const early = this.#early;
    this.#early = [];
    for (const each of early) if (SCREENS.has(each.type)) this.#onMessage(each);
  }

  #appended(turn: string, text: string): void {
    if (!this.#proses.append(turn, text)) this.#invalidate();
  }

  #onTurn(before: readonly TurnView[] | undefined, turn: TurnView): void {
    const known = before?.find((each) => each.id === turn.id);
    this.#speech.turn(known, turn, this.#model?.locale ?? "en");
    if (known === undefined) this.#end.toEnd();
  }

  /** The answer comes into sight with *Why this model* open, and its receipt gets the focus. */
  #showTurn(id: string): void {
    this.#draw();
    const article = this.#root.querySelector<HTMLElement>(`.answer[data-turn="${CSS.escape(id)}"]`);
    if (article === null) return;
    this.#end.reveal(article);
    (article.querySelector<HTMLElement>(".route") ?? article).focus({ preventScroll: true });
  }

  #makeScreens(): Screens {
    return new Screens({
      root: this.#root,
      model: () => this.#model,
      change: (change) => this.#change(change),
      draw: () => this.#draw(),
      send: (message) => this.#bridge.send(message),
      say: (sentence) => this.#live.say(sentence),
      copy: (text) => this.#copy(text),
      submit: () => this.send(),
      focusInput: () => this.#input.focus(),
      toEnd: () => this.#end.toEnd(),
    });
  }

  #change(change: (model: ChatModel) => ChatModel): void {
    if (this.#model === undefined) return;
    this.#model = change(this.#model);
    this.#invalidate();
  }

  #invalidate(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    if (this.#model === undefined) return;
    render(renderChat(this.#model, this.#end.hasNewBelow, this.#context(this.#model)), this.#root);
    // In this frame, not in the next: else the first text of an answer would be seen a frame late.
    this.#proses.flush();
    this.#clock.run(this.#model.state.busy !== undefined);
    this.#end.grown(false);
  }

  #context(model: ChatModel): ChatContext {
    return {
      words: wordsFor(model.locale),
      locale: model.locale,
      now: this.#clock.now,
      unfolded: model.unfolded,
      menu: model.menu,
      tiers: model.state.busy === undefined ? regenerateOptions(model.state.composer.options) : [],
      actions: this,
      history: this.#screens.history,
      payload: this.#screens.payload,
      prose: (key, text, done) => this.#proses.show(key, text, done),
    };
  }

  #sendTo(tier: TierChoice | undefined): void {
    const text = this.#input.text.trim();
    const state = this.#model?.state;
    const blocked =
      state === undefined || state.setup === "none" || state.busy !== undefined || state.composer.blocked !== undefined;
    if (text === "" || blocked) return;
    const asShown = this.#model?.payload?.when === "next" ? { asShown: true } : {};
    this.#bridge.send({ type: "send", text, ...(tier === undefined ? {} : { tier }), ...asShown });
    this.#input.clear();
    this.#input.focus();
    this.#end.toEnd();
  }

  #copy(text: string): void {
    this.#bridge.send({ type: "copy", text });
    this.#live.say(l10n.t("Copied."));
  }

  #onKey(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const feed = target?.closest<HTMLElement>(".feed");
    if (feed) moveArticle(event, feed);
    if (event.key === "Escape" && !event.isComposing) return this.#leave(event);
    if (target?.id === "input") this.#onInputKey(event);
  }

  #onInputKey(event: KeyboardEvent): void {
    const meaning = inputKey(event, this.#input.text);
    if (meaning === undefined || meaning === "leave") return;
    if (meaning === "edit-last") return this.#editLast(event);
    if (meaning === "remove-chip") return this.#removeLastChip();
    event.preventDefault();
    this.#sendTo(meaning === "send-full" ? "full" : undefined);
  }

  /** The host answers with a draft. */
  #editLast(event: KeyboardEvent): void {
    const last = this.#model?.state.turns.at(-1);
    if (last === undefined) return;
    event.preventDefault();
    this.act("edit-message", last.id);
  }

  #removeLastChip(): void {
    const chip = this.#model?.state.composer.chips.findLast(({ removed }) => !removed);
    if (chip !== undefined) this.toggleChip(chip.id);
  }

  /** One step per press: close the menu, close the screen, stop the answer, go back to the editor. */
  #leave(event: KeyboardEvent): void {
    event.preventDefault();
    if (this.#model?.menu !== undefined) this.openMenu(undefined);
    else if (this.#screens.close()) return;
    else if (this.#model?.state.busy !== undefined) this.stop();
    else this.#bridge.send({ type: "focus-editor" });
  }

  #closeMenuOutside(event: MouseEvent): void {
    const inside = event.target instanceof Element && event.target.closest(".menu, [data-menu]") !== null;
    if (!inside && this.#model?.menu !== undefined) this.#change((model) => ({ ...model, menu: undefined }));
  }
}

/** Lives as long as the page does. */
export function startChat(root: HTMLElement, bridge: Bridge<ToChat, FromChat>): ChatController {
  return new ChatController(root, bridge);
}
