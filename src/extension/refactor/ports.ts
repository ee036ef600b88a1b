import path from "node:path";
import * as vscode from "vscode";
import type { FlowPrivacy, RefactorPorts } from "../../core/deep/refactorPorts.ts";
import type { OpenedFile } from "../../core/refactor/drafts.ts";
import { phrase } from "../../util/phrase.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import { gateOf, localOnlyRule } from "../context/gates.ts";
import { collectInstructions } from "../context/instructions.ts";
import { joinGates } from "../context/joinGates.ts";
import { resolveTarget } from "../edits/fileTarget.ts";
import type { Reviews } from "../edits/reviews.ts";
import type { SettingsService } from "../settings.ts";
import { LANGUAGES } from "../verify/draftTexts.ts";
import { flowChecks, type TextChecks } from "../verify/textChecks.ts";
import type { Words } from "../words.ts";
import { deliver } from "./deliver.ts";
import { editorChanges } from "./editorSteps.ts";
import { findPlaces } from "./findPlaces.ts";

/** What a refactoring works with in this window. */
export interface RefactorParts {
  readonly reviews: Reviews;
  readonly settings: SettingsService;
  readonly checks: TextChecks;
  readonly words: Words;
}

/** A folder of the workspace as a refactoring sees it. */
export function createRefactorPorts(
  { reviews, settings, checks, words }: RefactorParts,
  folder: vscode.WorkspaceFolder,
): RefactorPorts {
  return {
    open: (name) => openFile(name, folder, settings.current.maxFileBytes),
    privacy: (paths) => privacyOf(paths, folder, settings),
    find: (wanted, signal) => findPlaces(wanted, folder, signal),
    byEditor: (step, signal) => editorChanges(step, folder, signal),
    checks: flowChecks(checks, folder),
    deliver: (request, files) => deliver(request, files, { folder, reviews }),
    tell: (sentence) => words.tell(sentence),
  };
}

async function openFile(name: string, folder: vscode.WorkspaceFolder, maxBytes: number): Promise<OpenedFile> {
  const target = await resolveTarget(name, folder);
  if ("code" in target) return { type: "refused", path: name, because: phrase(target.facts.reason ?? "") };
  const { document, path: place } = target;
  const language = document?.languageId ?? LANGUAGES[path.posix.extname(place).slice(1)] ?? "";
  if (!document) return { type: "missing", path: place, language };
  const text = document.getText();
  if (text.length > maxBytes) return { type: "refused", path: place, because: phrase("it is too large") };
  if (text.slice(0, 8_192).includes("\0")) return { type: "refused", path: place, because: phrase("it is not text") };
  return { type: "file", path: place, language, text };
}

async function privacyOf(
  paths: readonly string[],
  folder: vscode.WorkspaceFolder,
  settings: SettingsService,
): Promise<FlowPrivacy> {
  const uris = paths.map((name) => vscode.Uri.joinPath(folder.uri, ...name.split("/")));
  const gates = await Promise.all(
    uris.map(async (uri, index) => ({ path: paths[index] ?? "", gate: await gateOf(uri, settings) })),
  );
  const localOnly = localOnlyRule([folder.uri, ...uris], settings);
  const about: AssistRequest = {
    ...{ id: "", task: "refactor", instruction: "", origin: "command", tier: "auto", without: [], history: [] },
    anchors: uris.map((uri) => ({ uri: uri.toString() })),
  };
  const { items: instructions, gates: more } = await collectInstructions(about, settings);
  return { gate: joinGates([...gates, ...more]), instructions, ...(localOnly ? { localOnly } : {}) };
}
