import * as vscode from "vscode";
import { DisposableStore } from "../../util/disposable.ts";
import { pathOf } from "../context/places.ts";
import type { Words } from "../words.ts";
import type { Review } from "./review.ts";
import type { Reviews } from "./reviews.ts";

const SCHEME = "upshift-edit";

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
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const target = vscode.Uri.parse(uri.query, true);
    const review = this.#reviews.at(target);
    if (review) return uri.fragment === "proposal" ? review.proposal : review.original;
    return (
      vscode.workspace.textDocuments.find((document) => document.uri.toString() === target.toString())?.getText() ?? ""
    );
  }

  async open(review: Review): Promise<void> {
    const name = pathOf(review.uri).split("/").at(-1) ?? "";
    const parked = review.hunks.some((hunk) => hunk.parked);
    const right = parked ? this.#side(review, "proposal") : review.uri;
    const title = this.#words.t("{file}: edit under review", { file: name });
    await vscode.commands.executeCommand("vscode.diff", this.#side(review, "original"), right, title);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #side(review: Review, side: "original" | "proposal"): vscode.Uri {
    return vscode.Uri.from({ scheme: SCHEME, path: review.uri.path, query: review.uri.toString(), fragment: side });
  }
}
