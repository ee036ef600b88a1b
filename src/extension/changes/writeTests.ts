import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistRequest } from "../../core/assist/request.ts";
import { frameworkIn, testInstruction, type TestPlace, testPlaceOf } from "../../core/changes/testPlace.ts";
import { codeBlocks } from "../../core/edits/codeBlocks.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import { contextLine } from "../chat/anchors.ts";
import type { Asking } from "../commands/ask.ts";
import { pathOf } from "../context/places.ts";
import { type CodePlace, codePlace } from "../threads/place.ts";

const TESTS = "**/{test_*.py,*_test.py,*_test.go,*.test.*,*.spec.*,*-test.*,*-spec.*}";
const AWAY = "**/{node_modules,dist,out,build,.git,.venv,venv}/**";
const MOST_FILES = 500;
const MOST_CHARS = 100_000;

/**
 * Asks in the chat for tests of a place, in the project's framework and its tests' style, and opens them where they
 * belong: a new file unsaved, an addition to an existing one for review. Nothing is written to the disk.
 */
export async function writeTests(asking: Asking, args: readonly unknown[]): Promise<void> {
  const place = await codePlace(args);
  const folder = vscode.workspace.getWorkspaceFolder(place.document.uri);
  const found = folder
    ? await vscode.workspace.findFiles(new vscode.RelativePattern(folder, TESTS), AWAY, MOST_FILES)
    : [];
  const own = pathOf(place.document.uri);
  const tests = testPlaceOf(own, found.map(pathOf));
  const like = found.find((uri) => pathOf(uri) === tests.like);
  const request = await requestFor(place, tests, like, asking);
  await asking.chat.reveal(false);
  const context = contextLine(request.anchors.slice(0, 1));
  const turn = await asking.conversation.ask(request, { text: asking.words.tell(TASK_NAMES.test), context });
  const { view } = turn.answer;
  const code = codeBlocks(view.text).find(({ closed }) => closed)?.code;
  if (view.state !== "done" || code === undefined || code.trim() === "") return;
  const home = vscode.Uri.joinPath(place.document.uri, "..");
  const target = folder ? vscode.Uri.joinPath(folder.uri, tests.path) : vscode.Uri.joinPath(home, tests.path);
  await (tests.exists ? addTo(target, code, asking) : openNew(target, code));
}

async function requestFor(
  { document, range }: CodePlace,
  tests: TestPlace,
  like: vscode.Uri | undefined,
  { composer }: Asking,
): Promise<AssistRequest> {
  const framework = frameworkIn(await textOf(like), await projectText(document.uri));
  const lines = { start: range.start.line + 1, end: range.end.line + 1 };
  return {
    ...{ id: randomUUID(), task: "test", origin: "command", without: [], history: [] },
    ...composer.choice,
    reading: composer.reading,
    instruction: testInstruction(tests, framework),
    anchors: [{ uri: document.uri.toString(), lines }, ...(like ? [{ uri: like.toString() }] : [])],
  };
}

/** What the project says about itself, for the name of its test framework only. */
async function projectText(uri: vscode.Uri): Promise<string> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return "";
  const names = ["package.json", "pyproject.toml", "setup.cfg"];
  return (await Promise.all(names.map((name) => textOf(vscode.Uri.joinPath(folder.uri, name))))).join("\n");
}

async function textOf(uri: vscode.Uri | undefined): Promise<string> {
  if (!uri) return "";
  return await vscode.workspace.fs.readFile(uri).then(
    (bytes) => (bytes.length > MOST_CHARS ? "" : new TextDecoder().decode(bytes)),
    () => "",
  );
}

async function openNew(target: vscode.Uri, code: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(target.with({ scheme: "untitled" }));
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, document.validateRange(all), `${code.trimEnd()}\n`);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Through VS Code's own preview of changes, where each is accepted or left out. */
async function addTo(target: vscode.Uri, code: string, { words: { t } }: Asking): Promise<void> {
  const document = await vscode.workspace.openTextDocument(target);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const gap = end.character === 0 ? "\n" : "\n\n";
  const edit = new vscode.WorkspaceEdit();
  edit.insert(target, end, `${gap}${code.trimEnd()}\n`, { needsConfirmation: true, label: t("Write Tests", {}) });
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document, { preview: false });
}
