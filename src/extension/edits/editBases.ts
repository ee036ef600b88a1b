import * as vscode from "vscode";
import type { ContextSource } from "../../core/ports.ts";

const MOST_REQUESTS = 50;

/** What files held when a request was made: an answer is about that text, whatever is typed while it is written. */
export class EditBases {
  readonly #texts = new Map<string, ReadonlyMap<string, string>>();

  /** The same source, with the texts it reads kept. */
  watch(source: ContextSource): ContextSource {
    return {
      collect: async (request, signal) => {
        if (request.origin !== "completion") this.#keep(request.id, textsOf(request.anchors.map(({ uri }) => uri)));
        return await source.collect(request, signal);
      },
    };
  }

  /** Undefined where the file was not read for the request. */
  textOf(request: string, uri: vscode.Uri): string | undefined {
    return this.#texts.get(request)?.get(uri.toString());
  }

  #keep(request: string, texts: ReadonlyMap<string, string>): void {
    this.#texts.delete(request);
    this.#texts.set(request, texts);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST_REQUESTS && oldest !== undefined) this.#texts.delete(oldest);
  }
}

/** Only open documents can change unseen; what is read from the disk is read again when the answer is there. */
function textsOf(uris: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Set(uris.map((uri) => vscode.Uri.parse(uri).toString()));
  return new Map(
    vscode.workspace.textDocuments
      .filter(({ uri }) => wanted.has(uri.toString()))
      .map((document) => [document.uri.toString(), document.getText()]),
  );
}
