import * as l10n from "@vscode/l10n";
import { render } from "lit";
import type { TierChoice } from "../../core/models/tier.ts";
import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import type { TurnView } from "../../protocol/viewState.ts";
import type { Bridge } from "../bridge.ts";
import { useLanguage, wordsFor } from "../shared/context.ts";
import { LiveRegion } from "../shared/live.ts";
import { listenToProse } from "./clicks.ts";
import type { ChatActions, ChatContext } from "./context.ts";
import { EndKeeper } from "./endKeeper.ts";
import { estimateParts } from "./estimate.ts";
import { ChatInput } from "./input.ts";
import { inputKey, moveArticle } from "./keys.ts";
import { receive, toggled, tryKey, type ChatModel } from "./model.ts";
import { Proses } from "./proses.ts";
import { renderChat } from "./view.ts";
import { announcements } from "./words.ts";

const ESTIMATE_PAUSE_MS = 2_000;
const CLOCK_MS = 1_000;

/** The chat view: takes the host's messages, draws at most once per frame, sends what the user does. */
class ChatController implements ChatActions {
  readonly #root: HTMLElement;
  readonly #bridge: Bridge<ToChat, FromChat>;
  readonly #input: ChatInput;
  readonly #end: EndKeeper;
  readonly #proses: Proses;
  readonly #live: LiveRegion;
  #model: ChatModel | undefined;
  #frame: number | undefined;
  #clock: number | undefined;
  #estimateTimer: number | undefined;
  #now = Date.now();

  constructor(root: HTMLElement, bridge: Bridge<ToChat, FromChat>) {
    this.#root = root;
    this.#bridge = bridge;
    this.#live = new LiveRegion(document.body);
    this.#input = new ChatInput(root, bridge);
    this.#end = new EndKeeper(root, () => this.#invalidate());
    this.#proses = new Proses((live) => this.#end.grown(live));
    root.addEventListener("keydown", (event) => this.#onKey(event));
    document.addEventListener("click", (event) => this.#closeMenuOutside(event));
    listenToProse(root, {
      openLink: (url) => bridge.send({ type: "open-link", url }),
      copy: (text) => this.#copy(text),
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

  toggle(key: string, on?: boolean): void {
    this.#change((model) => ({ ...model, unfolded: toggled(model.unfolded, key, on) }));
  }

  send(): void {
    this.#sendTo(undefined);
  }

  stop(): void {
    this.#bridge.send({ type: "stop" });
    this.#input.focus();
  }

  pickTier(tier: TierChoice): void {
    this.#bridge.send({ type: "pick-tier", tier });
    this.openMenu(false);
  }

  toggleChip(id: string): void {
    this.#bridge.send({ type: "toggle-chip", id });
  }

  openMenu(open: boolean): void {
    if (this.#model?.menuOpen === open) return;
    this.#change((model) => ({ ...model, menuOpen: open }));
    this.#draw();
    const focus = open ? "[role=menuitemradio][aria-checked=true]" : ".pick";
    this.#root.querySelector<HTMLElement>(focus)?.focus();
  }

  typed(): void {
    this.#input.typed();
  }

  showEnd(): void {
    this.#end.toEnd();
    this.#input.focus();
  }

  #onMessage(message: ToChat): void {
    if (message.type === "focus") return this.#input.focus();
    if (message.type === "draft") return this.#input.take(message);
    const before = this.#model;
    this.#model = receive(before, message);
    if (message.type === "append") return this.#appended(message.turn, message.text);
    if (message.type === "state") this.#onState(message);
    if (message.type === "turn") this.#announceTurn(before?.state.turns, message.turn);
    if (message.type === "composer") this.#announceEstimate();
    this.#invalidate();
  }

  #onState(message: Extract<ToChat, { type: "state" }>): void {
    useLanguage(message.strings, message.locale);
    const { turns, draft } = message.state;
    this.#proses.keepOnly(new Set(turns.flatMap((turn) => proseKeys(turn))));
    this.#draw();
    this.#input.restore();
    this.#input.take(draft);
  }

  #appended(turn: string, text: string): void {
    if (!this.#proses.append(turn, text)) this.#invalidate();
  }

  #announceTurn(before: readonly TurnView[] | undefined, turn: TurnView): void {
    const known = before?.find((each) => each.id === turn.id);
    for (const sentence of announcements(known, turn, wordsFor(this.#model?.locale ?? "en"))) this.#live.say(sentence);
    if (known === undefined) this.#end.toEnd();
  }

  /** Only for a reader, and only once typing has paused: an estimate that changes with each key would never be quiet. */
  #announceEstimate(): void {
    window.clearTimeout(this.#estimateTimer);
    if (!document.body.classList.contains("vscode-using-screen-reader") || this.#input.text === "") return;
    const pause = Math.max(0, this.#input.typedAt + ESTIMATE_PAUSE_MS - Date.now());
    this.#estimateTimer = window.setTimeout(() => this.#sayEstimate(), pause);
  }

  #sayEstimate(): void {
    if (this.#model === undefined) return;
    const { locale, state } = this.#model;
    const now = estimateParts(state.composer, wordsFor(locale), locale)[0]?.text.replace("≈", l10n.t("about")) ?? "";
    if (now !== "") this.#live.say(l10n.t("Estimate: {estimate}.", { estimate: now }));
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
    this.#runClock(this.#model.state.turns.some((turn) => turn.answer.state === "working"));
    this.#end.grown(false);
  }

  #context(model: ChatModel): ChatContext {
    return {
      words: wordsFor(model.locale),
      locale: model.locale,
      now: this.#now,
      unfolded: model.unfolded,
      actions: this,
      prose: (key, text, done) => this.#proses.show(key, text, done),
    };
  }

  #runClock(run: boolean): void {
    if (run === (this.#clock !== undefined)) return;
    window.clearInterval(this.#clock);
    this.#clock = run ? window.setInterval(() => this.#tick(), CLOCK_MS) : undefined;
  }

  #tick(): void {
    this.#now = Date.now();
    this.#invalidate();
  }

  #sendTo(tier: TierChoice | undefined): void {
    const text = this.#input.text.trim();
    const state = this.#model?.state;
    const blocked =
      state === undefined || state.setup === "none" || state.busy !== undefined || state.composer.blocked !== undefined;
    if (text === "" || blocked) return;
    this.#bridge.send(tier === undefined ? { type: "send", text } : { type: "send", text, tier });
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
    const meaning = inputKey(event);
    if (meaning === undefined || meaning === "leave") return;
    event.preventDefault();
    this.#sendTo(meaning === "send-full" ? "full" : undefined);
  }

  /** One step per press: close the menu, stop the answer, go back to the editor. */
  #leave(event: KeyboardEvent): void {
    event.preventDefault();
    if (this.#model?.menuOpen === true) this.openMenu(false);
    else if (this.#model?.state.busy !== undefined) this.stop();
    else this.#bridge.send({ type: "focus-editor" });
  }

  #closeMenuOutside(event: MouseEvent): void {
    const inside = event.target instanceof Element && event.target.closest(".menu, .pick") !== null;
    if (!inside && this.#model?.menuOpen === true) this.#change((model) => ({ ...model, menuOpen: false }));
  }
}

/** Lives as long as the page does. */
export function startChat(root: HTMLElement, bridge: Bridge<ToChat, FromChat>): ChatController {
  return new ChatController(root, bridge);
}

function proseKeys(turn: TurnView): readonly string[] {
  return [turn.id, ...turn.answer.attempts.map((_attempt, index) => tryKey(turn, index))];
}
