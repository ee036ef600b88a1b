import * as vscode from "vscode";
import { DisposableStore } from "../../util/disposable.ts";
import { pathOf } from "../context/places.ts";
import type { Words } from "../words.ts";
import type { PendingFile } from "./pendingFiles.ts";
import type { Review } from "./review.ts";
import type { Reviews } from "./reviews.ts";

const SCHEME = "upshift-edit";

/** A text that the diff editor shows and no file holds. */
type Side = "original" | "proposal" | "new" | "nothing";

/** VS Code's diff editor on a pending edit: the file without it on the left, the file itself on the right. */
export class EditDiff implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #reviews: Reviews;
  readonly #words: Words;

  readonly onDidChange = this.#changed.event;

  constructor(reviews: Reviews, words: Words) {
    this.#reviews = reviews;
    this.#words = words;
    this.#store.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.#store.add(
      reviews.onDidChange(() => {
        for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) this.#changed.fire(uri);
        void this.#closeSettled();
      }),
    );
  }

  /** The file that a document is about: one of ours stands for the file it shows. */
  static targetOf(uri: vscode.Uri): vscode.Uri {
    return uri.scheme === SCHEME ? vscode.Uri.parse(uri.query, true) : uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const target = EditDiff.targetOf(uri);
    if (uri.fragment === "nothing") return "";
    if (uri.fragment === "new") return this.#reviews.fileAt(target)?.text ?? "";
    const review = this.#reviews.at(target);
    if (review) return uri.fragment === "proposal" ? review.proposal : review.original;
    return (
      vscode.workspace.textDocuments.find((document) => document.uri.toString() === target.toString())?.getText() ?? ""
    );
  }

  async open(review: Review): Promise<void> {
    const name = pathOf(review.uri).split("/").at(-1) ?? "";
    const parked = review.hunks.some((hunk) => hunk.parked);
    const right = parked ? side(review.uri, "proposal") : review.uri;
    const title = this.#words.t("{file}: edit under review", { file: name });
    await vscode.commands.executeCommand("vscode.diff", side(review.uri, "original"), right, title);
  }

  /** A new file beside nothing, or a file to be deleted beside nothing. */
  async openFile({ kind, uri, path }: PendingFile): Promise<void> {
    const file = path.split("/").at(-1) ?? path;
    const title =
      kind === "create"
        ? this.#words.t("{file}: new file under review", { file })
        : this.#words.t("{file}: to be deleted, under review", { file });
    const [left, right] = kind === "create" ? [side(uri, "nothing"), side(uri, "new")] : [uri, side(uri, "nothing")];
    await vscode.commands.executeCommand("vscode.diff", left, right, title);
  }

  /** All files that an answer changes, in one editor. */
  async openAll(request: string): Promise<void> {
    const changed = this.#reviews.all
      .filter(({ hunks }) => hunks.some((hunk) => hunk.request === request))
      .map(({ uri }) => [uri, side(uri, "original"), uri]);
    const files = this.#reviews.files
      .filter((file) => file.request === request)
      .map(({ kind, uri }) => (kind === "create" ? [uri, undefined, side(uri, "new")] : [uri, uri, undefined]));
    const all = [...changed, ...files];
    if (all.length === 0) return;
    const title = this.#words.t("Edits under review", {});
    await vscode.commands.executeCommand("vscode.changes", title, all);
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** What shows a new or deleted file goes when that is settled; there is nothing left to see in it. */
  async #closeSettled(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => [...all]);
    const settled = tabs.filter(({ input }) => {
      if (!(input instanceof vscode.TabInputTextDiff)) return false;
      const ours = [input.original, input.modified].find(
        ({ fragment }) => fragment === "new" || fragment === "nothing",
      );
      return ours?.scheme === SCHEME && this.#reviews.fileAt(EditDiff.targetOf(ours)) === undefined;
    });
    if (settled.length > 0) await vscode.window.tabGroups.close(settled, true);
  }
}

function side(uri: vscode.Uri, fragment: Side): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: uri.path, query: uri.toString(), fragment });
}
