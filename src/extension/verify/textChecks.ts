import * as vscode from "vscode";
import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";
import type { FlowCheck } from "../../core/deep/refactorPorts.ts";
import type { DraftFile } from "../../core/refactor/drafts.ts";
import { pathOf } from "../context/places.ts";
import type { SettingsService } from "../settings.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";
import type { DraftText } from "./draftTexts.ts";
import type { SyntaxOf } from "./syntaxVerifier.ts";
import { testsOf } from "./testsVerifier.ts";
import type { TypeChecker } from "./typeChecker.ts";
import { typesOf } from "./typesVerifier.ts";

/** What checks texts that stand in no editor; shared with the checks of answers. */
export interface TextChecks {
  readonly syntax: SyntaxOf;
  readonly checkers: readonly TypeChecker[];
  readonly settings: SettingsService;
  readonly tests: LastTestRun;
}

/** The checks of a flow on the files of a folder: syntax and types after each step, the tests, where they may run, once at the end. */
export function flowChecks(
  { syntax, checkers, settings, tests }: TextChecks,
  folder: vscode.WorkspaceFolder,
): readonly FlowCheck[] {
  const textsOf = (files: readonly DraftFile[]): readonly DraftText[] => files.map((file) => textOf(file, folder));
  return [
    { name: "syntax", each: true, run: (files) => syntax(textsOf(files)) },
    {
      name: "types",
      each: true,
      run: async (files, signal) => {
        const { report, notChecked } = await typesOf(textsOf(files), checkers, signal);
        if (!report) return { type: "skipped", ...(notChecked ? { notChecked } : {}) };
        return { type: "problems", before: report.before.map(named), after: report.after.map(named) };
      },
    },
    ...(settings.current.runTests && vscode.workspace.isTrusted
      ? [
          {
            name: "tests",
            each: false,
            run: (files, signal) => testsOf(textsOf(files), { settings, tests }, signal),
          } satisfies FlowCheck,
        ]
      : []),
  ];
}

/** A file that is not there has no text. */
function textOf({ path, language, before = "", after = "" }: DraftFile, folder: vscode.WorkspaceFolder): DraftText {
  return { uri: vscode.Uri.joinPath(folder.uri, ...path.split("/")), languageId: language, before, after };
}

/** With the path as flows write it. */
function named(problem: Problem): Problem {
  return problem.file === undefined ? problem : { ...problem, file: pathOf(vscode.Uri.file(problem.file)) };
}
