import * as vscode from "vscode";
import { DisposableStore } from "../../util/disposable.ts";
import type { Words } from "../words.ts";
import type { Review, ReviewHunk } from "./review.ts";
import type { Reviews } from "./reviews.ts";

const MOST_HOVER_CHARS = 4_000;
const MOST_GHOST_CHARS = 120;

/** Marks pending lines: inserted ones with the diff editor's colour and a gutter line, removed text behind them and on hover. */
export class HunkDecorations implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #reviews: Reviews;
  readonly #words: Words;
  readonly #inserted = this.#store.add(
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("diffEditor.insertedLineBackground"),
      borderColor: new vscode.ThemeColor("editorGutter.addedBackground"),
      borderStyle: "solid",
      borderWidth: "0 0 0 2px",
      overviewRulerColor: new vscode.ThemeColor("editorGutter.addedBackground"),
    }),
  );
  readonly #removed = this.#store.add(
    vscode.window.createTextEditorDecorationType({
      after: { color: new vscode.ThemeColor("descriptionForeground"), fontStyle: "italic", margin: "0 0 0 2em" },
      overviewRulerColor: new vscode.ThemeColor("editorGutter.deletedBackground"),
    }),
  );
  readonly #parked = this.#store.add(
    vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
    }),
  );

  constructor(reviews: Reviews, words: Words) {
    this.#reviews = reviews;
    this.#words = words;
    this.#store.add(reviews.onDidChange(() => this.#drawAll()));
    this.#store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#drawAll()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #drawAll(): void {
    for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    const review = this.#reviews.at(editor.document.uri);
    const hunks = review?.hunks ?? [];
    const shown = hunks.filter(({ parked }) => !parked);
    const rangeOf = (hunk: ReviewHunk): vscode.Range => review?.rangeOf(hunk) ?? new vscode.Range(0, 0, 0, 0);
    editor.setDecorations(this.#inserted, shown.filter(({ start, end }) => end > start).map(rangeOf));
    editor.setDecorations(this.#parked, hunks.filter(({ parked }) => parked).map(rangeOf));
    editor.setDecorations(
      this.#removed,
      review ? shown.filter(({ original }) => original !== "").map((hunk) => this.#ghost(review, hunk)) : [],
    );
  }

  /** What was there before, at the end of the hunk's first line; in full on hover. */
  #ghost(review: Review, hunk: ReviewHunk): vscode.DecorationOptions {
    const lines = hunk.original.trimEnd().split(/\r?\n/);
    const first = (lines[0] ?? "").trim().slice(0, MOST_GHOST_CHARS);
    const text =
      lines.length === 1
        ? `− ${first}`
        : this.#words.t("− {line} (and {count} more)", { line: first, count: lines.length - 1 });
    const line = review.document.lineAt(review.rangeOf(hunk).start.line);
    const hover = new vscode.MarkdownString();
    hover.appendCodeblock(diffText(hunk), "diff");
    return {
      range: new vscode.Range(line.range.end, line.range.end),
      renderOptions: { after: { contentText: text } },
      hoverMessage: hover,
    };
  }
}

function diffText({ original, proposed }: ReviewHunk): string {
  const marked = (text: string, sign: string): string[] =>
    text === ""
      ? []
      : text
          .replace(/\r?\n$/, "")
          .split(/\r?\n/)
          .map((line) => sign + line);
  return [...marked(original, "- "), ...marked(proposed, "+ ")].join("\n").slice(0, MOST_HOVER_CHARS);
}
