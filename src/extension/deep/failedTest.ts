import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { FailedTest } from "../../core/debug/failedTest.ts";
import { failedTests, isWholeFile } from "../../core/debug/failingTests.ts";
import type { TestTask } from "../../core/deep/debugTask.ts";
import { FileIndex, mapFrames } from "../../core/debug/mapFrames.ts";
import { titlesAt } from "../../core/debug/testAt.ts";
import {
  commandForAll,
  commandsForTest,
  packageFolder,
  type RunnerGround,
  type TestTarget,
} from "../../core/debug/testCommands.ts";
import { pathOf } from "../context/places.ts";
import type { Words } from "../words.ts";
import { assertTrusted, homeFolder, type WorkspacePorts } from "./workspacePorts.ts";
import { parseJson } from "../../util/parseJson.ts";

/** What tells how a failing test's runner is called: read once, before anything runs. */
const TELLING_FILES = [
  "package.json",
  "pyproject.toml",
  "setup.cfg",
  "tox.ini",
  "requirements.txt",
  "requirements-dev.txt",
];

/** A test as the Test view hands it over: an item of whichever extension made it, alone or with one of its messages. */
export function targetOfItem([clicked]: readonly unknown[]):
  { readonly uri: vscode.Uri; readonly target: TestTarget } | undefined {
  const item = isMessage(clicked) ? clicked.test : clicked;
  if (!isItem(item) || !item.uri) return undefined;
  const titles: string[] = [];
  // The item of a file has no range, or stands for another place than the test.
  for (
    let at: vscode.TestItem | undefined = item;
    at?.range && at.uri?.toString() === item.uri.toString();
    at = at.parent
  )
    titles.unshift(at.label);
  return { uri: item.uri, target: { file: pathOf(item.uri), titles } };
}

/** The test at the cursor; undefined where the active editor shows no test file. */
export function targetAtCursor(): { readonly uri: vscode.Uri; readonly target: TestTarget } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !homeFolder(editor.document.uri)) return undefined;
  const { document, selection } = editor;
  const file = pathOf(document.uri);
  const titles = titlesAt(file, document.getText(), selection.active.line + 1);
  return titles && { uri: document.uri, target: { file, titles } };
}

/** The flow's task for a test. Throws `no-test-run` where nobody knows how to run it. */
export async function taskOf(target: TestTarget, command: string, ports: WorkspacePorts): Promise<TestTask> {
  const ground = await groundOf(target.file, command, ports);
  const commands = commandsForTest(target, ground);
  if (commands.length === 0) throw new AssistError("no-test-run");
  return { type: "test", commands, file: target.file, title: target.titles.at(-1) ?? "" };
}

/** Runs the project's test command on a copy and lets the user choose one of the tests that fail. */
export async function chooseFailing(
  command: string,
  ports: WorkspacePorts,
  { t }: Words,
): Promise<TestTarget | undefined> {
  assertTrusted();
  const all = commandForAll(await groundOf("", command, ports));
  if (all === undefined) throw new AssistError("no-test-run");
  const run = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: t("Running {command}", { command: all }),
      cancellable: true,
    },
    async (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return await ports.run(all, stop.signal);
    },
  );
  if (run.type === "none") return undefined;
  if (run.type === "passed")
    throw new AssistError("no-failed-test", { reason: t("{command} passes", { command: all }) });
  const targets = await targetsIn(run.output, ports);
  if (targets.length > 0) return await pickTarget(targets, t);
  throw new AssistError("no-failed-test", { reason: t("the output names none in this workspace", {}) });
}

/** The failed tests of the workspace that an output names. */
export async function targetsIn(output: string, ports: WorkspacePorts): Promise<readonly TestTarget[]> {
  const files = await ports.files(new AbortController().signal);
  return failedTests(output).flatMap((test) => mapped(test, files) ?? []);
}

/** Asks only where there is a choice; undefined when the user makes none. */
export async function pickTarget(targets: readonly TestTarget[], t: Words["t"]): Promise<TestTarget | undefined> {
  if (targets.length === 1) return targets[0];
  const items = targets.map((target) => ({ label: target.titles.join(" › "), description: target.file, target }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Fix Failing Test", {}),
    placeHolder: t("{count} tests fail", { count: targets.length }),
    matchOnDescription: true,
  });
  return picked?.target;
}

/** A runner may name a file of a copy, of another computer, or only by its last name. */
function mapped(test: FailedTest, files: readonly string[]): TestTarget | undefined {
  const frame = { file: test.file, line: 1, symbol: "" };
  const [found] = mapFrames([frame], new FileIndex(files)).mapped;
  return found && { file: found.path, titles: isWholeFile(test) ? [] : test.titles };
}

async function groundOf(file: string, command: string, ports: WorkspacePorts): Promise<RunnerGround> {
  const texts = new Map<string, string>();
  const files = await ports.files(new AbortController().signal);
  const folder = packageFolder(file, files);
  const inPackage = folder === "" ? [] : TELLING_FILES.map((name) => `${folder}/${name}`);
  for (const name of [...TELLING_FILES, ...inPackage, ...(file === "" ? [] : [file])])
    texts.set(name, (await ports.read(name)) ?? "");
  const manifest = parseJson(texts.get("package.json") ?? "");
  return { manifest, files, command, read: (name) => texts.get(name) ?? "" };
}

function isMessage(value: unknown): value is { readonly test: unknown } {
  return typeof value === "object" && value !== null && "test" in value && "message" in value;
}

function isItem(value: unknown): value is vscode.TestItem {
  return typeof value === "object" && value !== null && "id" in value && "label" in value && "children" in value;
}
