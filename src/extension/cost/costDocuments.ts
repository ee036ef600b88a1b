import * as vscode from "vscode";
import type { Words } from "../words.ts";

const SCHEME = "upshift-cost";

/** Read-only texts about the ledger in an editor. A text is what was true when it was opened, and goes with its editor. */
export class CostDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #words: Words;
  readonly #registrations: readonly vscode.Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(words: Words) {
    this.#words = words;
    this.#registrations = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  /** After a reload an editor may be back without its text. */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ?? this.#words.t("Open this again: it was kept until the window closed.", {})
    );
  }

  /** `name` is what the tab says; `id` tells texts of the same name apart. */
  async open(name: string, id: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll("/", " ")}`, query: id });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  dispose(): void {
    for (const registration of this.#registrations) registration.dispose();
  }
}
