import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import { configure, connectEndpoint, openFile, run, selectLines, services, settingsOf, tidyUp } from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

describe("keys and settings", () => {
  let endpoint: Endpoint;
  const KEY = ["test", "key", "0123456789"].join("-");

  before(async () => {
    endpoint = await connectEndpoint({ requireKey: KEY }, { preset: "custom" });
  });
  afterEach(tidyUp);
  after(async () => {
    const { choosing } = await services();
    await choosing.keys.remove("test");
    await endpoint.close();
  });

  it("send the key to the address it was entered for, and nowhere else", async () => {
    const { choosing, models } = await services();
    await choosing.keys.set("test", endpoint.baseUrl, KEY);
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    assert.equal((await run("upshift.explain")).answer.view.state, "done");
    assert.equal(endpoint.calls.at(-1)?.headers.authorization, `Bearer ${KEY}`);
    assert.equal(await models.endpoint("test")?.key(), KEY);
    assert.equal(await choosing.keys.get("test", "http://127.0.0.1:9/v1"), undefined);
    assert.equal(await choosing.keys.get("test", endpoint.baseUrl.replace("http:", "https:")), undefined);
  });

  it("never come from the workspace", async () => {
    const { settings } = await services();
    const section = vscode.workspace.getConfiguration("upshift");
    const evil = { test: { preset: "custom", baseUrl: "http://127.0.0.1:9/v1" } };
    await section
      .update("models.connections", evil, vscode.ConfigurationTarget.Workspace)
      .then(undefined, () => undefined);
    assert.equal(settings.current.connections["test"]?.baseUrl, endpoint.baseUrl);
    await section
      .update("models.connections", undefined, vscode.ConfigurationTarget.Workspace)
      .then(undefined, () => undefined);
  });

  it("that are bad are named, the rest still works", async () => {
    const { settings } = await services();
    await configure({ ...settingsOf(endpoint), "models.full": "nobody/here" });
    assert.equal(settings.current.tiers.full, undefined);
    assert.equal(settings.current.tiers.mini, "test/demo-mini");
    await configure(settingsOf(endpoint));
  });
});
