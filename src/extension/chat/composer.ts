import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { preview, type Preview } from "../../core/assist/preview.ts";
import type { Anchor, AssistRequest } from "../../core/assist/request.ts";
import { placeId } from "../../core/context/item.ts";
import { previewLayered } from "../../core/deep/layeredFlow.ts";
import type { ContextSource } from "../../core/ports.ts";
import type { ReadingLimits } from "../../core/tools/reader.ts";
import type { Depth, TierChoice } from "../../core/models/tier.ts";
import type { ChipView, ComposerView, NoticeView, SuggestionView } from "../../protocol/viewState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";
import type { Asked } from "../prompts.ts";
import { pathOf } from "../context/places.ts";
import { addedId, type AddedPlaces } from "./addedPlaces.ts";
import type { AnswerWords } from "./answerState.ts";
import { anchorsOf } from "./anchors.ts";
import { composerView, NO_COMPOSER } from "./composerView.ts";
import type { Conversation } from "./conversation.ts";
import { Suggestions } from "./suggestions.ts";

const SETTLE_MS = 250;
const RETRY_COUNTS_MS = 60_000;

export interface ComposerDeps {
  readonly assist: AssistDeps;
  readonly conversation: Conversation;
  readonly words: AnswerWords;
  readonly added: AddedPlaces;
  /** What a message asks for, where it names a prompt of the user's own. */
  readonly asked: (message: string) => Promise<Asked>;
  /** How much an answer may read on its own. */
  readonly reading: () => ReadingLimits;
  /** What is to be said above the box. */
  readonly notice: () => NoticeView | undefined;
}

/**
 * What stands around the input: chips of the active editor and of what the user added, the tier, the estimate.
 * Everything comes from the same steps that a real request takes, without sending.
 */
export class Composer implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<ComposerView>());
  readonly #deps: ComposerDeps;
  readonly #suggestions: Suggestions;
  #text = "";
  #pick: TierChoice;
  #depth: Depth = "deep";
  #removed: ReadonlyMap<string, ChipView> = new Map();
  /** Files that everything was taken out of, also what comes late, as problems do. */
  #emptied: ReadonlySet<string> = new Set();
  #visible = false;
  #timer: NodeJS.Timeout | undefined;
  #run = 0;
  #waitsForCounts = false;
  #view = NO_COMPOSER;

  readonly onDidChange = this.#changed.event;

  constructor(deps: ComposerDeps, pick: TierChoice) {
    this.#deps = deps;
    this.#pick = pick;
    this.#suggestions = new Suggestions(
      async (task, anchors) =>
        await preview(
          { ...(await this.#request()), task, instruction: "", anchors, origin: "command", history: [] },
          deps.assist,
          new AbortController().signal,
        ),
      deps.words,
    );
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.refresh()));
    this.#store.add(vscode.window.onDidChangeTextEditorSelection(() => this.refresh()));
    this.#store.add(vscode.languages.onDidChangeDiagnostics(() => this.refresh()));
    this.#store.add(deps.added.onDidChange(() => this.refresh()));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
  }

  get view(): ComposerView {
    return this.#view;
  }

  /** Who is to answer the next request. */
  get choice(): Required<Pick<AssistRequest, "tier" | "depth">> {
    return { tier: this.#pick, depth: this.#depth };
  }

  /** Ids of the context items that the user took out of this chat. */
  get without(): readonly string[] {
    return [...this.#removed.keys()];
  }

  /** What the next message is about: the active editor, then what the user added, less the files that were taken out. */
  get anchors(): readonly Anchor[] {
    const active = anchorsOf(vscode.window.activeTextEditor).filter(({ uri }) => !this.#emptied.has(uri));
    const places = [...active, ...this.#deps.added.all];
    return places.filter(({ uri }) => !this.#removed.has(placeOf(uri)));
  }

  /** How much the next answer may read on its own. */
  get reading(): ReadingLimits {
    return this.#deps.reading();
  }

  typed(text: string): void {
    // Who types will send: by then the way to the models is open.
    if (text !== "") for (const { model } of this.#deps.assist.seats()) model.connect?.();
    this.#text = text;
    this.refresh();
  }

  choose(tier: TierChoice): void {
    this.#pick = tier;
    this.#set({ ...this.#view, pick: tier });
    this.refresh();
  }

  /** How far up Auto may go in this chat. */
  limit(depth: Depth): void {
    this.#depth = depth;
    this.#set({ ...this.#view, depth });
    this.refresh();
  }

  /** Takes a chip out, or puts it back. One that the user added goes for good: it is added as easily again. */
  toggle(id: string): void {
    if (this.#deps.added.remove(id)) return;
    const chip = this.#view.chips.find((known) => known.id === id);
    const removed = new Map(this.#removed);
    if (removed.delete(id)) {
      this.#removed = removed;
      this.#emptied = new Set();
    } else if (chip) this.#removed = removed.set(id, freed(chip));
    this.refresh();
  }

  /** Takes out every chip that there is, and of the open file those that are yet to come. */
  clear(): void {
    this.#emptied = new Set([...this.#emptied, ...anchorsOf(vscode.window.activeTextEditor).map(({ uri }) => uri)]);
    const removed = new Map(this.#removed);
    for (const chip of this.#view.chips) {
      if (!chip.removed && !this.#deps.added.remove(chip.id)) removed.set(chip.id, freed(chip));
    }
    this.#removed = removed;
    this.refresh();
  }

  /** A new chat starts with every chip and the tier of the settings. */
  reset(pick: TierChoice): void {
    this.#removed = new Map();
    this.#emptied = new Set();
    this.#deps.added.clear();
    this.#pick = pick;
    this.#depth = "deep";
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

  /** What would be sent now, by the same steps that sending takes, with code from `context`. Sends nothing. */
  async preview(context: ContextSource): Promise<Preview> {
    const deps = { ...this.#deps.assist, context };
    return await preview(await this.#request(), deps, new AbortController().signal);
  }

  async #request(): Promise<AssistRequest> {
    const { conversation, asked } = this.#deps;
    return {
      id: randomUUID(),
      ...(await asked(this.#text)),
      origin: "chat",
      ...this.choice,
      anchors: this.anchors,
      without: this.without,
      history: conversation.history,
      reading: this.reading,
      ...(conversation.pinned ? { conversation: conversation.pinned } : {}),
    };
  }

  async #compute(): Promise<void> {
    const run = ++this.#run;
    const { assist, words } = this.#deps;
    const { anchors } = this;
    const request = await this.#request();
    const { plain: found, layered } = await previewLayered(request, assist, new AbortController().signal);
    const free: AssistRequest = { ...request, tier: "auto", depth: "deep" };
    const isFree = this.#pick === "auto" && this.#depth === "deep";
    const all = isFree ? found : await preview(free, assist, new AbortController().signal);
    if (run !== this.#run) return;
    if (found.type === "ready" && !found.pack.counted) void this.#refreshWhenCounted();
    const places = anchors.map(placeChip);
    const notice = this.#deps.notice();
    const suggestions = await this.#suggested();
    if (run !== this.#run) return;
    const said = { ...(notice ? { notice } : {}), ...(suggestions.length > 0 ? { suggestions } : {}) };
    this.#set({
      ...composerView(
        { found, layered, all, pick: this.#pick, depth: this.#depth, places, removed: [...this.#removed.values()] },
        words,
      ),
      ...said,
    });
  }

  /** Nothing in a chat that has begun. */
  async #suggested(): Promise<readonly SuggestionView[]> {
    const { conversation } = this.#deps;
    return conversation.turns.length > 0 ? [] : await this.#suggestions.of(vscode.window.activeTextEditor);
  }

  /** What was shown is an estimate because the counter was starting. */
  async #refreshWhenCounted(): Promise<void> {
    if (this.#waitsForCounts) return;
    this.#waitsForCounts = true;
    await this.#deps.assist.tokenizer?.warmUp();
    this.refresh();
    // A counter that never comes up must not be asked over and over.
    setTimeout(() => (this.#waitsForCounts = false), RETRY_COUNTS_MS).unref();
  }

  #set(view: ComposerView): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    this.#view = view;
    this.#changed.fire(view);
  }
}

function placeOf(uri: string): string {
  return placeId(pathOf(vscode.Uri.parse(uri)));
}

function placeChip(anchor: Anchor): ChipView {
  const path = pathOf(vscode.Uri.parse(anchor.uri));
  const id = anchor.added ? addedId(anchor) : placeId(path);
  return { id, kind: anchor.text === undefined ? "file" : "terminal", name: baseOf(path), tokens: 0, removed: false };
}

function baseOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** A chip that was taken out blocks nothing any more. */
function freed({ id, kind, name, range, tokens, removed }: ChipView): ChipView {
  return { id, kind, name, tokens, removed, ...(range ? { range } : {}) };
}
