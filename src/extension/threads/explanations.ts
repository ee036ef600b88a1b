import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../../core/assist/deps.ts";
import type { Anchor, AssistRequest } from "../../core/assist/request.ts";
import { TIER_CHOICES, TIER_NAMES } from "../../core/models/tier.ts";
import { inertMarkdown } from "../../util/inertMarkdown.ts";
import { DisposableStore } from "../../util/disposable.ts";
import type { AnswerWords } from "../chat/answerState.ts";
import type { ChatView } from "../chat/chatView.ts";
import { Conversation } from "../chat/conversation.ts";
import { Thread } from "./thread.ts";

export interface ExplanationDeps {
  readonly assist: AssistDeps;
  readonly words: AnswerWords;
  /** The chat that a thread moves to. */
  readonly conversation: Conversation;
  readonly chat: ChatView;
}

/** What VS Code hands over when somebody writes into the box under a thread. */
export interface ThreadReply {
  readonly thread: vscode.CommentThread;
  readonly text: string;
}

/** What an explanation was about, for showing it again without asking: the exact text, and what was said. */
interface Known {
  readonly uri: string;
  readonly code: string;
  readonly text: string;
}

const MOST_KNOWN = 30;

/** Explanations at the places that they are about. They live as long as the window, and are never saved. */
export class Explanations implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #controller: vscode.CommentController;
  readonly #deps: ExplanationDeps;
  readonly #threads = new Map<vscode.CommentThread, Thread>();
  #known: readonly Known[] = [];

  constructor(deps: ExplanationDeps) {
    this.#deps = deps;
    const { t } = deps.words;
    this.#controller = this.#store.add(vscode.comments.createCommentController("upshift.explanations", "Upshift"));
    this.#controller.options = { placeHolder: t("Ask about this code", {}), prompt: t("Ask about this code", {}) };
    this.#store.add({ dispose: () => [...this.#threads.keys()].forEach((view) => this.close(view)) });
  }

  get threads(): readonly Thread[] {
    return [...this.#threads.values()];
  }

  /** Explains lines of a document in a thread below them. Resolves when the explanation has ended. */
  async explain(document: vscode.TextDocument, range: vscode.Range, instruction = ""): Promise<Thread> {
    const { assist, words } = this.#deps;
    const view = this.#controller.createCommentThread(document.uri, range, []);
    view.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    view.label = words.t("Explanation", {});
    view.canReply = true;
    view.contextValue = "upshift";
    const thread = new Thread(view, new Conversation(assist, words), words);
    this.#threads.set(view, thread);
    makeRoom(document, range);
    const code = document.getText(range);
    const request: AssistRequest = { ...requestAt(view), task: "explain", instruction };
    await thread.ask(request, instruction === "" ? words.t("Explain", {}) : instruction);
    if (thread.text !== "") this.#keep({ uri: document.uri.toString(), code, text: thread.text });
    return thread;
  }

  /** A question about what the thread says. */
  async reply({ thread: view, text }: ThreadReply): Promise<void> {
    const thread = this.#threads.get(view);
    if (!thread || text.trim() === "") return;
    await thread.ask({ ...requestAt(view), instruction: text }, text);
  }

  /** Asks the last question again, on a tier that the user chooses. */
  async again(view: vscode.CommentThread): Promise<void> {
    const thread = this.#threads.get(view);
    const last = thread?.turns.at(-1);
    if (!thread || !last) return;
    const { t } = this.#deps.words;
    const items = TIER_CHOICES.map((choice) => ({
      label: choice === "auto" ? t("Auto", {}) : TIER_NAMES[choice],
      choice,
    }));
    const picked = await vscode.window.showQuickPick(items, { title: t("Regenerate with Another Tier", {}) });
    if (!picked) return;
    const { task, instruction } = last.request;
    const request = { ...requestAt(view), ...(task ? { task } : {}), instruction, tier: picked.choice };
    await thread.ask(request, last.text);
  }

  /** The questions and answers go on in the chat; the thread closes. */
  async moveToChat(view: vscode.CommentThread): Promise<void> {
    const thread = this.#threads.get(view);
    if (!thread) return;
    this.#deps.conversation.adopt(thread.turns);
    this.close(view);
    await this.#deps.chat.reveal(true);
  }

  close(view: vscode.CommentThread): void {
    this.#threads.get(view)?.dispose();
    this.#threads.delete(view);
  }

  /** What was explained before, where the code is still the same. Asks nobody. */
  knownAt(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const uri = document.uri.toString();
    for (const { code, text } of this.#known.filter((known) => known.uri === uri)) {
      const range = placeOf(code, document);
      if (range?.contains(position)) return new vscode.Hover(new vscode.MarkdownString(inertMarkdown(text)), range);
    }
    return undefined;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #keep(known: Known): void {
    const others = this.#known.filter(({ uri, code }) => uri !== known.uri || code !== known.code);
    this.#known = [known, ...others].slice(0, MOST_KNOWN);
  }
}

/** Lines of the explained code that stay in sight above its thread. */
const CODE_IN_SIGHT = 8;

/** A thread in the lower half would be out of sight once VS Code opens its panel of comments. */
function makeRoom(document: vscode.TextDocument, { start, end }: vscode.Range): void {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const shown = editor?.visibleRanges[0];
  if (!editor || !shown || end.line <= (shown.start.line + shown.end.line) / 2) return;
  const first = Math.max(start.line, end.line - CODE_IN_SIGHT);
  editor.revealRange(new vscode.Range(first, 0, end.line, 0), vscode.TextEditorRevealType.AtTop);
}

/** An explanation of lines of a document, as it would be asked for. */
export function explainRequest(uri: vscode.Uri, range: vscode.Range): AssistRequest {
  return { ...requestAt({ uri, range }), task: "explain" };
}

function requestAt({ uri, range }: Pick<vscode.CommentThread, "uri" | "range">): AssistRequest {
  const lines = range ? { lines: { start: range.start.line + 1, end: range.end.line + 1 } } : {};
  const anchor: Anchor = { uri: uri.toString(), ...lines };
  const base = { id: randomUUID(), origin: "command", tier: "auto", without: [], history: [] } as const;
  return { ...base, instruction: "", anchors: [anchor] };
}

/** Where the same text stands now; longer documents than this are not searched while the mouse moves. */
const MOST_CHARS = 1_000_000;

function placeOf(code: string, document: vscode.TextDocument): vscode.Range | undefined {
  const text = document.getText();
  const at = text.length > MOST_CHARS ? -1 : text.indexOf(code);
  return at === -1 ? undefined : new vscode.Range(document.positionAt(at), document.positionAt(at + code.length));
}
