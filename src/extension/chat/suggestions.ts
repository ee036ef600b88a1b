import * as vscode from "vscode";
import type { Preview } from "../../core/assist/preview.ts";
import type { Anchor } from "../../core/assist/request.ts";
import { expectedCost } from "../../core/router/expected.ts";
import type { TaskKind } from "../../core/task/kinds.ts";
import type { SuggestionView } from "../../protocol/viewState.ts";
import { problemsIn } from "../context/diagnostics.ts";
import type { Words } from "../words.ts";
import { anchorsOf } from "./anchors.ts";

const TASKS = ["explain", "fix", "test"] as const satisfies readonly TaskKind[];

/** What a task on the code at the cursor would take, by the steps of a real request. */
export type PreviewTask = (task: TaskKind, anchors: readonly Anchor[]) => Promise<Preview>;

/** What an empty chat offers to start with: what commands would do with the code at the cursor, and for how much. */
export class Suggestions {
  readonly #preview: PreviewTask;
  readonly #words: Words;
  #about = "";
  #shown: readonly SuggestionView[] = [];

  constructor(preview: PreviewTask, words: Words) {
    this.#preview = preview;
    this.#words = words;
  }

  /** Those of now; made anew only where the code, the cursor or the problems are others. */
  async of(editor: vscode.TextEditor | undefined): Promise<readonly SuggestionView[]> {
    const anchors = anchorsOf(editor);
    if (!editor || anchors.length === 0) return [];
    const { uri, version } = editor.document;
    const about = JSON.stringify([anchors, version, problemsIn({ uri }, undefined).length]);
    if (about === this.#about) return this.#shown;
    const found = await Promise.all(
      TASKS.map(async (task) => this.#suggest(task, uri, await this.#preview(task, anchors))),
    );
    this.#about = about;
    this.#shown = found.flatMap((suggestion) => suggestion ?? []);
    return this.#shown;
  }

  /** Absent where the command would ask nobody. */
  #suggest(task: (typeof TASKS)[number], uri: vscode.Uri, found: Preview): SuggestionView | undefined {
    if (found.type === "blocked") return undefined;
    const [first] = found.decision.plan.order;
    const lines = found.pack.parts.find(({ kind }) => kind === "selection")?.range;
    if (!first || !lines) return undefined;
    // A first step that fails is none: the demo's script writes no tests.
    if (task === "test" && first.info.demo) return undefined;
    const label = this.#label(task, uri, lines);
    return label === undefined ? undefined : { action: task, label, estimate: expectedCost(first) };
  }

  #label(
    task: (typeof TASKS)[number],
    uri: vscode.Uri,
    lines: { readonly start: number; readonly end: number },
  ): string | undefined {
    const { t } = this.#words;
    if (task === "explain") return t("Explain lines {start}–{end}", lines);
    if (task === "test") return t("Write tests", {});
    const count = problemsIn({ uri }, new vscode.Range(lines.start - 1, 0, lines.end, 0)).length;
    if (count === 0) return undefined;
    return count === 1 ? t("Fix 1 problem", {}) : t("Fix {count} problems", { count });
  }
}
