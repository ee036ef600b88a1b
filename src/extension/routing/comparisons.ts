import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { ComparedAnswer } from "../../core/assist/comparison.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { Emitter } from "../../util/emitter.ts";
import type { Words } from "../words.ts";

const SCHEME = "upshift-compare";
const MOST_TEXTS = 20;

/** Pairs of answers that are laid side by side, and their texts for the diff editor, read-only; the last few are kept. */
export class Comparisons implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new Emitter<void>();
  /** Ids of the first answers by those of the second ones. */
  readonly #open = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  readonly #registration: vscode.Disposable;

  readonly onDidPair = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  open(second: string, first: string): void {
    this.#open.set(second, first);
    this.#changed.fire();
  }

  close(second: string): void {
    if (this.#open.delete(second)) this.#changed.fire();
  }

  /** The answer that this one is compared with; undefined where it is not. */
  firstOf(second: string): string | undefined {
    return this.#open.get(second);
  }

  async showDiff(first: ComparedAnswer, other: ComparedAnswer, { t }: Words): Promise<void> {
    const [left, right] = [first, other].map(({ tier, text }) => this.#put(TIER_NAMES[tier], text));
    const title = t("{first} and {other}", { first: TIER_NAMES[first.tier], other: TIER_NAMES[other.tier] });
    await vscode.commands.executeCommand("vscode.diff", left, right, title, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #put(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: randomUUID() });
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST_TEXTS && oldest !== undefined) this.#texts.delete(oldest);
    return uri;
  }
}
