import * as vscode from "vscode";
import type { Anchor } from "../../core/assist/request.ts";
import { itemId, placeId } from "../../core/context/item.ts";
import { Emitter } from "../../util/emitter.ts";
import { pathOf } from "../context/places.ts";

const TERMINAL_SCHEME = "upshift-terminal";

/** Files, lines, problems and terminal texts that the user put beside the next messages of the chat. */
export class AddedPlaces implements vscode.Disposable {
  readonly #changed = new Emitter<void>();
  #all: readonly Anchor[] = [];
  #terminals = 0;

  readonly onDidChange = this.#changed.event;

  get all(): readonly Anchor[] {
    return this.#all;
  }

  /** A whole file, or whole lines of it. What is there already is not added twice. */
  add(uri: vscode.Uri, lines?: { readonly start: number; readonly end: number }): void {
    this.#put({ uri: uri.toString(), added: true, ...(lines ? { lines } : {}) });
  }

  /** What the editor finds wrong in a file, instead of its text. */
  addProblems(uri: vscode.Uri): void {
    this.#put({ uri: uri.toString(), added: true, problems: true });
  }

  addTerminal(text: string): void {
    if (this.#all.some((known) => known.text === text)) return;
    const uri = vscode.Uri.from({ scheme: TERMINAL_SCHEME, path: `/terminal-${(this.#terminals += 1)}` });
    this.#put({ uri: uri.toString(), added: true, text });
  }

  /** By the id of its chip; false when it is none of these. */
  remove(id: string): boolean {
    const left = this.#all.filter((anchor) => addedId(anchor) !== id && placeIdOf(anchor) !== id);
    if (left.length === this.#all.length) return false;
    this.#all = left;
    this.#changed.fire();
    return true;
  }

  clear(): void {
    this.#all = [];
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #put(anchor: Anchor): void {
    if (this.#all.some((known) => addedId(known) === addedId(anchor))) return;
    this.#all = [...this.#all, anchor];
    this.#changed.fire();
  }
}

/** The id that the chip of an added anchor carries. */
export function addedId({ uri, lines, problems, text }: Anchor): string {
  const path = pathOf(vscode.Uri.parse(uri));
  if (text !== undefined) return itemId({ kind: "terminal", path });
  if (problems) return itemId({ kind: "diagnostics", path });
  return lines ? itemId({ kind: "excerpt", path, range: lines }) : itemId({ kind: "file", path });
}

/** A file that the rules keep out shows as a whole file, whatever was added of it. */
function placeIdOf({ uri }: Anchor): string {
  return placeId(pathOf(vscode.Uri.parse(uri)));
}
