import * as vscode from "vscode";
import { filesOfDiff } from "../../core/changes/diff.ts";
import type { Finding } from "../../core/tools/reader.ts";
import { repositoryOf } from "../changes/git.ts";
import { localOnlyRule } from "../context/gates.ts";
import { withoutHeldLines } from "../context/heldLines.ts";
import { problemsIn } from "../context/diagnostics.ts";
import type { SettingsService } from "../settings.ts";
import { findingOf, type FoundIn, isBelow, saying } from "./places.ts";
import type { LastTestRun } from "./lastTestRun.ts";
import { headOf } from "../../util/cutText.ts";

const MOST_FILES = 40;
const MOST_PER_FILE = 20;

/** Errors and warnings that the editor shows. */
export async function listProblems(path: string, settings: SettingsService): Promise<Finding> {
  const files = vscode.languages
    .getDiagnostics()
    .filter(([uri]) => isBelow(uri, path))
    .flatMap(([uri]): FoundIn[] => {
      const text = problemLines(uri);
      return text === "" ? [] : [{ uri, language: "", text }];
    })
    .slice(0, MOST_FILES);
  if (files.length === 0) return saying("The editor shows no problems there; it knows those of open files at least.");
  return await findingOf(files, settings, { quiet: true });
}

function problemLines(uri: vscode.Uri): string {
  return problemsIn({ uri }, undefined)
    .slice(0, MOST_PER_FILE)
    .map(({ range, message, severity }) => {
      const name = severity === vscode.DiagnosticSeverity.Error ? "error" : "warning";
      return `${range.start.line + 1}: ${name}: ${headOf(message.replace(/\s+/g, " "), 500)}`;
    })
    .join("\n");
}

/** What has changed since the last commit, staged or not. */
export async function showChanges(path: string, settings: SettingsService): Promise<Finding> {
  const place = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const repository = await repositoryOf(place).catch(() => undefined);
  if (!repository) return saying("There is no Git repository here.");
  const diff = [await repository.diff(true), await repository.diff(false)].join("\n");
  const files = filesOfDiff(diff)
    .map(({ path: name, from, text }) => ({
      uri: vscode.Uri.joinPath(repository.rootUri, name),
      ...(from === undefined ? {} : { from: vscode.Uri.joinPath(repository.rootUri, from) }),
      ...{ language: "diff", text },
    }))
    .filter(({ uri }) => isBelow(uri, path));
  if (files.length === 0) return saying("Nothing has changed there since the last commit.");
  return await findingOf(files, settings, { quiet: true });
}

/** The output of the last run of tests that Upshift saw. */
export async function showTestOutput(last: LastTestRun, settings: SettingsService): Promise<Finding> {
  if (!last.output) return saying("No tests have run in this window.");
  const { command, passed } = last.output;
  const output = await withoutHeldLines(last.output.output, settings);
  const mode = localOnlyRule([], settings);
  return {
    parts: [{ path: command, language: "", text: `${passed ? "Passed" : "Failed"}.\n${output}` }],
    gate: { check: () => undefined, localOnly: (name) => mode && { ...mode, path: name } },
  };
}
