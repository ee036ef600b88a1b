import { existsSync } from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { diagnosticsDelta } from "../../core/cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../../core/cascade/newErrors.ts";
import type { CheckResult, Verifier } from "../../core/ports.ts";
import type { ChangedFile } from "../../engines/types/messages.ts";
import type { WorkerTypes } from "../../engines/types/workerTypes.ts";
import type { Reviews } from "../edits/reviews.ts";
import { type DraftText, draftTexts } from "./draftTexts.ts";

const LANGUAGES: ReadonlySet<string> = new Set(["typescript", "typescriptreact", "javascript", "javascriptreact"]);
const SKIPPED: CheckResult = { type: "skipped" };
/** Requests whose outcome is still asked for. */
const MOST_KEPT = 50;

/**
 * New type errors with an edit, found before it is shown and without touching the user's text: a program in a thread of
 * its own, with the edit laid over the files. A clean result is no proof; hard errors reject.
 */
export class TypesVerifier implements Verifier {
  readonly name = "types";
  readonly #reviews: Reviews;
  readonly #types: WorkerTypes;
  readonly #checked = new Set<string>();

  constructor(reviews: Reviews, types: WorkerTypes) {
    this.#reviews = reviews;
    this.#types = types;
  }

  /** True for a request whose last draft was checked by types. */
  hasChecked(request: string): boolean {
    return this.#checked.has(request);
  }

  async check({ request: { id } }: Parameters<Verifier["check"]>[0], signal: AbortSignal): Promise<CheckResult> {
    this.#checked.delete(id);
    const texts = draftTexts(this.#reviews.edits(id))?.filter(isTyped) ?? [];
    const [first] = texts;
    const library = first && libraryFor(first.uri);
    if (library === undefined) return SKIPPED;
    const files = texts.map(({ uri, before, after }) => ({ path: uri.fsPath, before, after }));
    const report = await this.#types.check({ library, files, unsaved: unsavedBut(files) }, signal);
    if (!report || signal.aborted) return SKIPPED;
    this.#keep(id);
    return judgeDelta(diagnosticsDelta(report.before, report.after));
  }

  #keep(id: string): void {
    this.#checked.add(id);
    const [oldest] = this.#checked;
    if (this.#checked.size > MOST_KEPT && oldest !== undefined) this.#checked.delete(oldest);
  }
}

function isTyped({ uri, languageId }: DraftText): boolean {
  return uri.scheme === "file" && LANGUAGES.has(languageId);
}

function unsavedBut(files: readonly ChangedFile[]): { path: string; text: string }[] {
  const own = new Set(files.map(({ path: file }) => file));
  return vscode.workspace.textDocuments
    .filter(({ uri, isDirty, languageId }) => isDirty && uri.scheme === "file" && LANGUAGES.has(languageId))
    .filter(({ uri }) => !own.has(uri.fsPath))
    .map((document) => ({ path: document.uri.fsPath, text: document.getText() }));
}

const OWN = "node_modules/typescript/lib/typescript.js";
const BUNDLED = `extensions/${OWN}`;

/** The workspace's own TypeScript where its code may be run, else the one that VS Code brings. */
function libraryFor(uri: vscode.Uri): string | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  const own = folder !== undefined && vscode.workspace.isTrusted ? [path.join(folder, OWN)] : [];
  return [...own, path.join(vscode.env.appRoot, BUNDLED)].find((file) => existsSync(file));
}
