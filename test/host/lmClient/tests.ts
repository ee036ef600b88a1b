import * as vscode from "vscode";

const FILE = "py/test_pricing.py";
const TITLE = "test_from_the_first_tier_on";

/** A test of the sample as an extension of a test runner shows it in the Test view. */
export function registerTests(): vscode.Disposable {
  const controller = vscode.tests.createTestController("client", "Client");
  controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, (request) => fail(controller, request), true);
  void showTest(controller).catch(() => undefined);
  return controller;
}

/** Lets every test fail with a message at its place. */
function fail(controller: vscode.TestController, request: vscode.TestRunRequest): void {
  const run = controller.createTestRun(request);
  controller.items.forEach((item) => {
    const message = new vscode.TestMessage("Ten pieces cost too much.");
    if (item.uri && item.range) message.location = new vscode.Location(item.uri, item.range);
    run.failed(item, message);
  });
  run.end();
}

async function showTest(controller: vscode.TestController): Promise<void> {
  const [uri] = await vscode.workspace.findFiles(FILE, undefined, 1);
  if (!uri) return;
  const lines = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).split("\n");
  const line = lines.findIndex((text) => text.includes(`def ${TITLE}(`));
  const item = controller.createTestItem(TITLE, TITLE, uri);
  item.range = new vscode.Range(line, 0, line + 2, 0);
  controller.items.add(item);
}
