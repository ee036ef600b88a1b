import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { preview, type Preview } from "../../core/assist/preview.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import { TIER_CHOICES, TIER_NAMES, type TierChoice } from "../../core/models/tier.ts";
import type { RouteDecision } from "../../core/router/decision.ts";
import type { ChipView, ComposerView, TierOptionView } from "../../protocol/viewState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";
import { phrase } from "../../util/phrase.ts";
import type { Words } from "../words.ts";
import type { AnswerWords } from "./answerState.ts";
import { anchorsOf } from "./anchors.ts";
import type { Conversation } from "./conversation.ts";

const SETTLE_MS = 250;
const NOTHING: ComposerView = { chips: [], pick: "auto", options: [], tokens: 0, redactions: 0 };

/**
 * What stands around the input: chips of the active editor, the tier, the estimate. Everything comes from the same steps
 * that a real request takes, without sending.
 */
export class Composer implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<ComposerView>());
  readonly #deps: AssistDeps;
  readonly #conversation: Conversation;
  readonly #words: AnswerWords;
  #text = "";
  #pick: TierChoice;
  #removed: ReadonlyMap<string, ChipView> = new Map();
  #visible = false;
  #timer: NodeJS.Timeout | undefined;
  #run = 0;
  #view = NOTHING;

  readonly onDidChange = this.#changed.event;

  constructor(deps: AssistDeps, conversation: Conversation, words: AnswerWords, pick: TierChoice) {
    this.#deps = deps;
    this.#conversation = conversation;
    this.#words = words;
    this.#pick = pick;
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.refresh()));
    this.#store.add(vscode.window.onDidChangeTextEditorSelection(() => this.refresh()));
    this.#store.add(vscode.languages.onDidChangeDiagnostics(() => this.refresh()));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
  }

  get view(): ComposerView {
    return this.#view;
  }

  get pick(): TierChoice {
    return this.#pick;
  }

  /** Ids of the context items that the user took out of this chat. */
  get without(): readonly string[] {
    return [...this.#removed.keys()];
  }

  typed(text: string): void {
    this.#text = text;
    this.refresh();
  }

  choose(tier: TierChoice): void {
    this.#pick = tier;
    this.#set({ ...this.#view, pick: tier });
    this.refresh();
  }

  /** Takes a chip out, or puts it back. */
  toggle(id: string): void {
    const chip = this.#view.chips.find((known) => known.id === id);
    const removed = new Map(this.#removed);
    if (removed.delete(id)) this.#removed = removed;
    else if (chip) this.#removed = removed.set(id, chip);
    this.refresh();
  }

  /** A new chat starts with every chip and the tier of the settings. */
  reset(pick: TierChoice): void {
    this.#removed = new Map();
    this.#pick = pick;
    this.#text = "";
    this.refresh();
  }

  /** Works only while somebody looks. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.refresh();
  }

  refresh(): void {
    if (!this.#visible || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#compute();
    }, SETTLE_MS);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #compute(): Promise<void> {
    const run = ++this.#run;
    const request: AssistRequest = {
      id: randomUUID(),
      instruction: this.#text,
      origin: "chat",
      tier: this.#pick,
      anchors: anchorsOf(vscode.window.activeTextEditor),
      without: this.without,
      history: this.#conversation.history,
    };
    const found = await preview(request, this.#deps, new AbortController().signal);
    const all =
      this.#pick === "auto"
        ? found
        : await preview({ ...request, tier: "auto" }, this.#deps, new AbortController().signal);
    if (run !== this.#run) return;
    this.#set(composerView({ found, all, pick: this.#pick, removed: [...this.#removed.values()] }, this.#words));
  }

  #set(view: ComposerView): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    this.#changed.fire(view);
  }
}

interface ComposerFacts {
  readonly found: Preview;
  /** The same without a pick: what every tier would take. */
  readonly all: Preview;
  readonly pick: TierChoice;
  readonly removed: readonly ChipView[];
}

function composerView({ found, all, pick, removed }: ComposerFacts, words: AnswerWords): ComposerView {
  const options = TIER_CHOICES.map((choice) => optionView(choice, all, words));
  const gone = removed.map((chip) => ({ ...chip, removed: true }));
  if (found.type === "blocked") {
    return { ...NOTHING, chips: gone, pick, options, blocked: words.notice(found.failure).text };
  }
  const { pack, decision } = found;
  const first = decision.ranked[0];
  return {
    chips: [...chipViews(found, words), ...gone],
    pick,
    options,
    tokens: pack.tokens,
    redactions: pack.redactions.length,
    ...(first ? { wouldAnswer: first.tier } : { blocked: words.tell(phrase("No model can answer this")) }),
  };
}

function chipViews({ pack }: Preview & { type: "ready" }, { tell }: Words): ChipView[] {
  const kept = pack.parts.map(({ id, kind, path, range, tokens, cutFrom }): ChipView => {
    const name =
      kind === "selection" && range
        ? tell(phrase("Lines {start}–{end}", { ...range }))
        : kind === "diagnostics"
          ? tell(phrase("Problems"))
          : (path.split("/").at(-1) ?? path);
    return {
      id,
      kind,
      name,
      tokens: cutFrom ?? tokens,
      removed: false,
      ...(range ? { range } : {}),
      ...(cutFrom === undefined ? {} : { cutTo: tokens }),
    };
  });
  const out = pack.keptOut.map(({ path, rule }): ChipView => {
    const name = path.split("/").at(-1) ?? path;
    return {
      id: `out:${path}`,
      kind: "file",
      name,
      tokens: 0,
      removed: false,
      blocked: tell(phrase("Kept out by {rule}", { rule })),
    };
  });
  return [...kept.filter(({ kind }) => kind !== "symbol"), ...out];
}

function optionView(choice: TierChoice, all: Preview, { tell }: Words): TierOptionView {
  if (choice === "auto") return { choice, model: tell(phrase("Mini first, shift up when a check fails")) };
  const decision = all.type === "ready" ? all.decision : undefined;
  const fits = decision?.ranked.find(({ tier }) => tier === choice);
  if (fits) return { choice, model: fits.info.label, estimate: fits.estimate };
  return { choice, ...unavailable(choice, decision, tell) };
}

function unavailable(
  choice: Exclude<TierChoice, "auto">,
  decision: RouteDecision | undefined,
  tell: Words["tell"],
): { model: string; reason: string } {
  const out = decision?.excluded.find(({ tier }) => tier === choice);
  if (out) return { model: out.info.label, reason: tell(out.reason.because) };
  return { model: "", reason: tell(phrase("no model is set for {tier}", { tier: TIER_NAMES[choice] })) };
}
