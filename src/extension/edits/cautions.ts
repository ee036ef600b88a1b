import type * as vscode from "vscode";
import { lostLines } from "../../core/edits/lostLines.ts";
import { sensitivity } from "../../core/edits/targetPath.ts";
import { type Phrase, phrase, say } from "../../util/phrase.ts";
import { pathOf } from "../context/places.ts";
import type { Review, ReviewHunk } from "./review.ts";

/** What is confirmed by itself before hunks of a document are accepted. */
export class Cautions {
  readonly #known = new Map<string, Phrase>();

  /** What other programs do with a file, which its name alone need not show: a link may lead to it. */
  note(uri: vscode.Uri, does: Phrase | undefined): void {
    if (does) this.#known.set(uri.toString(), does);
  }

  /** A file that programs act on, or many lines lost. */
  of({ uri }: Review, hunks: readonly ReviewHunk[]): readonly Phrase[] {
    const path = pathOf(uri);
    const does = sensitivity(path) ?? this.#known.get(uri.toString());
    const lines = lostLines(hunks);
    return [
      ...(does ? [phrase("{file} {does}.", { file: path, does: say(does) })] : []),
      ...(lines > 0 ? [phrase("The edit deletes {count} lines of {file}.", { count: lines, file: path })] : []),
    ];
  }
}
