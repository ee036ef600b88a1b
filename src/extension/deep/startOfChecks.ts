import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { testCommandFor } from "../../core/cascade/testCommand.ts";
import { isTestFile } from "../../core/debug/testFiles.ts";
import { type ChecksTask, checksFlow } from "../../core/deep/checksFlow.ts";
import { pathOf } from "../context/places.ts";
import type { Debugging, DeepStart } from "./startDebugging.ts";
import { homeFolder, WorkspacePorts } from "./workspacePorts.ts";
import { parseJson } from "../../util/parseJson.ts";

/** Test files that are read to find those that name the file. */
const MOST_READ = 300;

/** Fix Until Checks Pass, for the file of the active editor. Throws `nothing-selected` and `no-workspace`. */
export async function startOfChecks({ asking, settings, tests }: Debugging): Promise<DeepStart> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) throw new AssistError("nothing-selected");
  const home = vscode.workspace.getWorkspaceFolder(document.uri) ?? homeFolder(document.uri);
  if (!home) throw new AssistError("no-workspace");
  const ports = new WorkspacePorts(home, settings, tests);
  const file = pathOf(document.uri);
  const task: ChecksTask = {
    file,
    errors: errorsOf(document),
    ...(await testsOf(file, settings.current.testCommand, ports)),
  };
  return {
    request: {
      ...{ id: randomUUID(), task: "debug", instruction: "", origin: "command", ...asking.composer.choice },
      ...{ anchors: [], without: [], history: [], reading: asking.composer.reading },
    },
    flow: checksFlow(task, ports),
    text: asking.words.t("Fix Until Checks Pass", {}),
    context: file.split("/").at(-1) ?? file,
  };
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
