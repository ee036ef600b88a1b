import * as vscode from "vscode";
import { testCommandFor } from "../../core/cascade/testCommand.ts";
import { isTestFile } from "../../core/debug/testFiles.ts";
import type { ChecksTask } from "../../core/deep/checksFlow.ts";
import { parseJson } from "../../util/parseJson.ts";
import type { WorkspacePorts } from "./workspacePorts.ts";

/** Test files that are read to find those that name the file. */
const MOST_READ = 300;

/** What is wrong with a file now: what VS Code reports, and the tests that are about it. */
export async function checksTask(file: string, command: string, ports: WorkspacePorts): Promise<ChecksTask> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(ports.uriOf(file)));
  return { file, errors: errorsOf(document), ...(await testsOf(file, command, ports)) };
}

function errorsOf({ uri }: vscode.TextDocument): ChecksTask["errors"] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .map(({ range, message }) => ({ line: range.start.line + 1, message }));
}

/** The command for the tests about a file, where the folder is trusted; the command that was chosen is the consent. */
async function testsOf(
  file: string,
  command: string,
  ports: WorkspacePorts,
): Promise<Pick<ChecksTask, "command" | "tests">> {
  if (!vscode.workspace.isTrusted) return { tests: [] };
  const files = await ports.files(new AbortController().signal);
  const tests = files.filter((each) => isTestFile(each) && each !== file);
  const texts = new Map<string, string>();
  for (const each of ["package.json", ...tests.slice(0, MOST_READ)]) texts.set(each, (await ports.read(each)) ?? "");
  const read = (each: string): string => texts.get(each) ?? "";
  const found = testCommandFor({ manifest: parseJson(read("package.json")), files, changed: [file], command, read });
  return { tests, ...(found ? { command: found.command } : {}) };
}
