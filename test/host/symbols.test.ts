import assert from "node:assert/strict";
import * as vscode from "vscode";
import { symbolsIn } from "../../src/extension/context/symbols.ts";
import { openFile, tidyUp, until } from "./window.ts";

const FIRST = "export function first() {\n  return 1;\n}\n";
const SECOND = "export function second() {\n  return 2;\n}\n";

describe("the symbols of a document", () => {
  afterEach(tidyUp);

  it("are asked for once a version, and again once it is edited", async () => {
    const editor = await openFile("symbols.ts", FIRST);
    const { document } = editor;
    // The language's own symbols come some seconds after the start.
    await until("its language knows it", async () => (await symbolsIn(document.uri)).length > 0);
    const known = await symbolsIn(document.uri);
    assert.equal(await symbolsIn(document.uri), known);
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), SECOND));
    const names = async (): Promise<readonly string[]> => (await symbolsIn(document.uri)).map(({ name }) => name);
    await until("both are known", async () => (await names()).join(" ") === "second first");
  });
});
