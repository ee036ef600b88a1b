import * as vscode from "vscode";
import { payloadText } from "../../core/context/payload.ts";
import type { Failure } from "../../core/assist/errors.ts";
import type { Words } from "../words.ts";
import type { Composer } from "./composer.ts";
import type { Conversation } from "./conversation.ts";

const SCHEME = "upshift-sent";

export interface PayloadDeps {
  readonly composer: Composer;
  readonly conversation: Conversation;
  readonly words: Words;
  readonly report: (failure: Failure) => void;
}

/** What goes to a model, before and after, as read-only texts in an editor. A text goes with its editor, unsaved. */
export class PayloadDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #deps: PayloadDeps;
  readonly #registrations: readonly vscode.Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(deps: PayloadDeps) {
    this.#deps = deps;
    this.#registrations = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Show What Will Be Sent: the message box as it is now. */
  async showNext(): Promise<void> {
    const { composer, words, report } = this.#deps;
    const found = await composer.preview();
    if (found.type === "blocked") report(found.failure);
    else if (!found.payload) report({ code: "no-model", facts: {} });
    else await this.#show(words.t("What Will Be Sent", {}), payloadText(found.payload, words.tell));
  }

  /** Show What Was Sent: what the last try of an answer was given. */
  async showSent(turn: string): Promise<void> {
    const { conversation, words } = this.#deps;
    const payload = conversation.sent(turn);
    const text = payload
      ? payloadText(payload, words.tell)
      : words.t("It is kept until the window closes, and not after.", {});
    await this.#show(words.t("What Was Sent", {}), text);
  }

  async #show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }
}
