import { setTimeout as sleepFor } from "node:timers/promises";
import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { Completer, type Outcome, type Query } from "../../core/complete/completer.ts";
import { type CompletionPace, Rhythm } from "../../core/complete/pace.ts";
import type { Suggestion } from "../../core/complete/typed.ts";
import { QUIET, type QuietRule, SilentPlaces, unfitPlace, type WhyNot } from "../../core/complete/whyNot.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { say } from "../../util/phrase.ts";
import { textAround } from "../context/aroundCursor.ts";
import { pathOf } from "../context/places.ts";
import { askModel, type EditorPlace } from "./askModel.ts";
import type { Pause } from "./pause.ts";
import type { Switches } from "./switches.ts";

export interface CompletionDeps {
  readonly assist: AssistDeps;
  readonly switches: Switches;
  readonly pause: Pause;
  readonly pace: () => CompletionPace;
  /** Why nothing is to be asked unasked now, for the money's sake. */
  readonly rest: () => "hour-limit" | "near-budget" | undefined;
  readonly onShown: () => void;
  /** False while nothing is connected. */
  readonly connected: () => boolean;
}

/**
 * Ghost text. Sends nothing while completions are off, paused or, in manual mode, not asked for; a failure is never more
 * than a line in the log and a reason in `silent`. In manual mode suggestions that are known already follow the typing.
 */
export class CompletionProvider implements vscode.InlineCompletionItemProvider, vscode.Disposable {
  /** The last places without a suggestion, and why. */
  readonly silent = new SilentPlaces();
  readonly #store = new DisposableStore();
  readonly #deps: CompletionDeps;
  readonly #completer: Completer<EditorPlace>;
  readonly #rhythm = new Rhythm();
  #lastShown = "";

  constructor(deps: CompletionDeps) {
    this.#deps = deps;
    const { assist } = deps;
    this.#completer = new Completer({
      ask: (place, signal) => askModel(place, assist, signal),
      sleep: quietly,
      clock: assist.clock,
    });
    this.#store.add({ dispose: () => this.#completer.cancel() });
    this.#store.add(deps.pause.onDidChange(() => deps.pause.on && this.#completer.cancel()));
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ contentChanges: [first] }) => {
        // A key inserts one character; what comes as a piece was pasted or accepted.
        if (first?.text.length === 1) this.#rhythm.key(assist.clock.monotonic());
      }),
    );
    this.#store.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.#completer.leave(document.uri.toString())),
    );
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    context: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const asked = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    const need = this.#needAt(document, asked);
    if (typeof need !== "string") return this.#stay(document, position, need.rule);
    const place = placeAt(document, position);
    const unfit = unfitPlace(place, asked);
    if (unfit) return this.#stay(document, position, unfit);
    // While the list of suggestions is open, only what is known and goes along with its choice is shown.
    const yields = context.selectedCompletionInfo !== undefined;
    const query: Query<EditorPlace> = {
      place,
      need: yields ? "known-only" : need,
      delayMs: this.#rhythm.delayFor(this.#deps.pace(), place),
    };
    const outcome = await this.#suggest(query, token);
    if (outcome.type === "suggestion") return [this.#show(outcome.suggestion, place, position)];
    if (outcome.type === "overtaken") return [];
    const manual = outcome.why.type === "quiet" && outcome.why.rule === "manual";
    return this.#stay(document, position, yields && manual ? "suggest-widget" : outcome.why);
  }

  /** Other models, other settings: what was found or failed before says nothing any more. */
  reset(): void {
    this.#completer.reset();
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Who may be asked here, or why nobody. */
  #needAt(document: vscode.TextDocument, asked: boolean): Query["need"] | { readonly rule: QuietRule } {
    if (!this.#deps.connected()) return { rule: "no-model" };
    if (!isEditable(document)) return { rule: "not-editable" };
    const { mode, language } = this.#deps.switches.of(document);
    if (mode === "off") return { rule: "off" };
    if (!language) return { rule: "language-off" };
    if (asked) return "asked";
    if (this.#deps.pause.on) return { rule: "paused" };
    if (mode === "manual") return "known-only";
    if (hasSeveralCursors(document)) return { rule: "several-cursors" };
    const rest = this.#deps.rest();
    return rest ? { rule: rest } : "may-ask";
  }

  async #suggest(query: Query<EditorPlace>, token: vscode.CancellationToken): Promise<Outcome> {
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    if (token.isCancellationRequested) controller.abort();
    try {
      return await this.#completer.suggest(query, controller.signal);
    } finally {
      listener.dispose();
    }
  }

  /** Typing along shows the rest of one suggestion again and again; it counts once. */
  #show(
    suggestion: Suggestion,
    { document, offset }: EditorPlace,
    position: vscode.Position,
  ): vscode.InlineCompletionItem {
    const end = `${document} ${offset + suggestion.text.length} ${suggestion.text.slice(-20)}`;
    if (end !== this.#lastShown) this.#deps.onShown();
    this.#lastShown = end;
    return itemOf(suggestion, position);
  }

  #stay(document: vscode.TextDocument, { line }: vscode.Position, why: QuietRule | WhyNot): [] {
    const reason: WhyNot = typeof why === "string" ? { type: "quiet", rule: why } : why;
    const place = { at: this.#deps.assist.clock.now(), path: pathOf(document.uri), line: line + 1 };
    this.silent.add({ ...place, why: reason });
    const words = reason.type === "quiet" ? say(QUIET[reason.rule]) : reason.failure.code;
    this.#deps.assist.log.trace(`No completion at ${place.path}:${place.line}: ${words}`);
    return [];
  }
}

function placeAt(document: vscode.TextDocument, position: vscode.Position): EditorPlace {
  const { line, character } = position;
  const windowsBreaks = document.eol === vscode.EndOfLine.CRLF ? line : 0;
  return {
    document: document.uri.toString(),
    version: document.version,
    language: document.languageId,
    at: { line, character },
    offset: document.offsetAt(position) - windowsBreaks,
    ...textAround(document, position),
  };
}

/** Text that can be saved: no output, no commit message, no input of a view. */
function isEditable({ uri: { scheme } }: vscode.TextDocument): boolean {
  if (scheme === "untitled" || scheme === "vscode-notebook-cell") return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/** VS Code writes a suggestion at every cursor, and it was made for one. */
function hasSeveralCursors(document: vscode.TextDocument): boolean {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document && editor.selections.length > 1;
}

function itemOf({ text, replaces }: Suggestion, position: vscode.Position): vscode.InlineCompletionItem {
  const item = new vscode.InlineCompletionItem(text, new vscode.Range(position, position.translate(0, replaces)));
  item.command = { command: "upshift.noteAccepted", title: "" };
  return item;
}

async function quietly(ms: number, signal: AbortSignal): Promise<void> {
  // The wait ends early by an abort only, which the caller sees at the signal.
  await sleepFor(ms, undefined, { signal }).catch(() => undefined);
}
