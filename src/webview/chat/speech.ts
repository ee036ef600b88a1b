import * as l10n from "@vscode/l10n";
import type { TurnView } from "../../protocol/viewState.ts";
import { wordsFor } from "../shared/context.ts";
import type { LiveRegion } from "../shared/live.ts";
import { estimateParts } from "./estimate.ts";
import type { ChatInput } from "./input.ts";
import type { ChatModel } from "./model.ts";
import { announcements } from "./words.ts";

const ESTIMATE_PAUSE_MS = 2_000;

/** What the chat says through its live region about answers and estimates. */
export class Speech {
  readonly #live: LiveRegion;
  readonly #input: ChatInput;
  #timer: number | undefined;

  constructor(live: LiveRegion, input: ChatInput) {
    this.#live = live;
    this.#input = input;
  }

  turn(before: TurnView | undefined, after: TurnView, locale: string): void {
    for (const sentence of announcements(before, after, wordsFor(locale))) this.#live.say(sentence);
  }

  /** Only for a reader, and only once typing has paused: an estimate that changes with each key would never be quiet. */
  estimate(model: ChatModel): void {
    window.clearTimeout(this.#timer);
    if (!document.body.classList.contains("vscode-using-screen-reader") || this.#input.text === "") return;
    const pause = Math.max(0, this.#input.typedAt + ESTIMATE_PAUSE_MS - Date.now());
    this.#timer = window.setTimeout(() => this.#sayEstimate(model), pause);
  }

  #sayEstimate({ locale, state }: ChatModel): void {
    const now = estimateParts(state.composer, wordsFor(locale), locale)[0]?.text.replace("≈", l10n.t("about")) ?? "";
    if (now !== "") this.#live.say(l10n.t("Estimate: {estimate}.", { estimate: now }));
  }
}
