import * as vscode from "vscode";
import type { AssistRequest } from "../../core/assist/request.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { inertMarkdown } from "../../util/inertMarkdown.ts";
import { savedText, sumText } from "../../util/costText.ts";
import { DisposableStore } from "../../util/disposable.ts";
import type { AnswerWords } from "../chat/answerState.ts";
import type { Conversation, Turn } from "../chat/conversation.ts";
import type { AnswerComment } from "../cost/explainRequest.ts";
import { type Lines, moveLines } from "./moveLines.ts";

/** How often a growing answer is drawn anew: VS Code replaces the whole comment each time. */
const DRAW_MS = 120;

/** An explanation at a place: a conversation of its own, drawn as comments. Stays where its code goes. */
export class Thread implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #words: AnswerWords;
  readonly #conversation: Conversation;
  readonly view: vscode.CommentThread;
  #timer: NodeJS.Timeout | undefined;

  constructor(view: vscode.CommentThread, conversation: Conversation, words: AnswerWords) {
    this.view = view;
    this.#conversation = conversation;
    this.#words = words;
    this.#store.add(conversation.onDidChange(({ type }) => (type === "ended" ? this.#draw() : this.#drawSoon())));
    this.#store.add(vscode.workspace.onDidChangeTextDocument((event) => this.#move(event)));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
    this.#store.add({ dispose: () => conversation.stop() });
    this.#store.add(view);
  }

  get turns(): readonly Turn[] {
    return this.#conversation.turns;
  }

  /** The finished explanation as text; "" while there is none. */
  get text(): string {
    return this.turns.findLast(({ answer }) => answer.view.state === "done")?.answer.view.text ?? "";
  }

  async ask(request: AssistRequest, text: string): Promise<Turn> {
    const { history, pinned } = this.#conversation;
    const full = { ...request, history, ...(pinned ? { conversation: pinned } : {}) };
    return await this.#conversation.ask(full, { text, context: "" });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => this.#draw(), DRAW_MS);
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.view.comments = this.turns.flatMap((turn, index) => [
      ...(index === 0 ? [] : [questionComment(turn, this.#words)]),
      answerComment(turn, this.#words),
    ]);
  }

  /** Lines that come and go above take the thread along, those within stretch it. */
  #move({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.uri.toString() !== this.view.uri.toString()) return;
    const { range } = this.view;
    if (!range) return;
    const own: Lines = { first: range.start.line, last: range.end.line };
    const { first, last } = contentChanges.reduce<Lines>(moveLines, own);
    if (first === own.first && last === own.last) return;
    this.view.range = new vscode.Range(first, range.start.character, last, range.end.character);
  }
}

function questionComment({ text }: Turn, { t }: AnswerWords): vscode.Comment {
  return {
    author: { name: t("You", {}) },
    body: plain(text),
    mode: vscode.CommentMode.Preview,
  };
}

/** Author = tier, label = model, price and savings, or why there is no answer. */
function answerComment({ id, answer: { view } }: Turn, words: AnswerWords): AnswerComment {
  const last = view.attempts.at(-1);
  const text =
    view.text === "" ? (view.notice?.text ?? words.t("Waiting for {model}", { model: last?.model ?? "…" })) : view.text;
  const notice = view.text !== "" && view.notice ? `\n\n${view.notice.text}` : "";
  return {
    author: { name: last ? TIER_NAMES[last.tier] : words.t("Upshift", {}) },
    body: new vscode.MarkdownString(inertMarkdown(text + notice)),
    label: receiptLine(view, words),
    ...{ contextValue: "answer", request: id },
    mode: vscode.CommentMode.Preview,
  };
}

/** `gpt-6-luna · $0.0004 · Explain, small selection · saved $0.0069`, what VS Code shows beside the author. */
export function receiptLine(view: Turn["answer"]["view"], words: AnswerWords): string {
  const last = view.attempts.at(-1);
  if (!last) return "";
  const pico = view.savedPico === undefined ? undefined : BigInt(view.savedPico);
  const saved = savedText(pico, words, view.simulated ? "simulated" : "real");
  const cost = view.state === "working" ? words.t("answering", {}) : sumText(view.cost, words);
  return [last.model, cost, view.because, ...(saved ? [saved] : [])].filter((part) => part !== "").join(" · ");
}

function plain(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}
