import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { startOfDay } from "../../src/core/ledger/time.ts";
import { deletePart } from "../../src/extension/support/deleteData.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { connectEndpoint, openFile, run, selectLines, services, testApi, tidyUp, until } from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";
const KEY = ["support", "key", "0123456789"].join("-");

describe("what a report of trouble and a farewell need", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint({}, { preset: "custom" });
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  async function explain(): Promise<void> {
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    await run("upshift.explain");
  }

  it("copies versions, settings, connections and the last errors, without code and keys", async () => {
    const { choosing } = await services();
    await choosing.keys.set("test", endpoint.baseUrl, KEY);
    const words = "a-word-of-the-endpoint";
    endpoint.misbehave({
      response: { status: 401, body: `{"error":{"message":"${words}","code":"invalid_api_key"}}` },
    });
    await explain();
    await vscode.env.clipboard.writeText("");
    // Its message waits for the user; the clipboard is filled before.
    void vscode.commands.executeCommand("upshift.copyDiagnostics");
    const text = await filledClipboard();
    assert.match(text, /^# Upshift diagnostics\n- Upshift: \d+\.\d+\.\d+\n- VS Code: \d/);
    assert.match(text, new RegExp(`- test: custom at ${new URL(endpoint.baseUrl).host}, key stored`));
    assert.match(text, /- models\.mini: test\/demo-mini/);
    assert.match(text, /T\S+Z auth test\/demo-mini/);
    for (const secret of [KEY, "double", words, "/v1"]) assert.ok(!text.includes(secret), secret);
    await choosing.keys.remove("test");
  });

  it("deletes chats, the cost record and keys for good", async () => {
    const { choosing, conversation, history, ledger, supporting } = await services();
    const { deleting } = supporting;
    await explain();
    await history.save();
    await choosing.keys.set("test", endpoint.baseUrl, KEY);
    const chats = path.join((await testApi()).storage, "chats");
    const records = deleting.context.globalStorageUri.fsPath;
    assert.ok((await readdir(chats)).length > 0);
    assert.ok((await readdir(records)).some((name) => name.startsWith("ledger-")));
    for (const part of ["chats", "costs", "keys"] as const) await deletePart(part, deleting);
    assert.deepEqual(await readdir(chats).catch(() => []), []);
    assert.equal(conversation.turns.length, 0);
    const today = startOfDay(Date.now());
    const [totals, entries] = [await ledger.totals(today), await ledger.since(today)];
    assert.deepEqual([totals.rows.size, entries.length, ledger.session.length], [0, 0, 0]);
    assert.ok(!(await readdir(records).catch((): string[] => [])).some((name) => name.startsWith("ledger-")));
    assert.equal(await choosing.keys.get("test", endpoint.baseUrl), undefined);
    assert.deepEqual(await history.items(), []);
  });

  it("deletes the user's settings of Upshift, and no others", async () => {
    const { settings, supporting } = await services();
    const editor = vscode.workspace.getConfiguration("editor");
    await editor.update("tabSize", 3, vscode.ConfigurationTarget.Global);
    await deletePart("settings", supporting.deleting);
    assert.deepEqual(settings.current.connections, {});
    assert.deepEqual(settings.current.tiers, {});
    assert.equal(vscode.workspace.getConfiguration("editor").inspect("tabSize")?.globalValue, 3);
    await editor.update("tabSize", undefined, vscode.ConfigurationTarget.Global);
  });
});

async function filledClipboard(): Promise<string> {
  let text = "";
  await until("something is on the clipboard", async () => (text = await vscode.env.clipboard.readText()) !== "");
  return text;
}
