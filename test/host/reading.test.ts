import assert from "node:assert/strict";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { askFreely } from "../../src/extension/commands/ask.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Consent } from "../../src/extension/tools/consent.ts";
import { OtherTools } from "../../src/extension/tools/otherTools.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { NOTE_KEY, NOTE_TOOL } from "../workbench/clientTool.ts";
import { askParticipant } from "./askParticipant.ts";
import {
  answerNext,
  callNext,
  connectEndpoint,
  fileUri,
  openFile,
  restoreRules,
  run,
  selectLines,
  services,
  tidyUp,
  toolResults,
  until,
} from "./window.ts";

/** Cut in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const KEY = `sk-${cut}proj-abcdefghijklmnopqrstuvwxyz0123456789`;
const MARK = "marker-of-what-stays-here";

describe("chat that reads on its own", function () {
  this.timeout(60_000);
  let endpoint: Endpoint;
  const written: string[] = [];
  const outside = path.join(os.tmpdir(), `upshift-outside-${process.pid}.txt`);

  before(async () => {
    endpoint = await connectEndpoint({}, { preset: "custom" });
    await put("kept/secret.ts", `export const mark = "${MARK}";\n`);
    await put("only/here.ts", `export const mark = "${MARK}"; // here\n`);
    await put(".upshiftignore", "kept/\n");
    await put(
      "open.ts",
      `export const key = "${KEY}";\nexport function openly(): number {\n  return 1;\n}\nopenly();\n`,
    );
    await writeFile(outside, MARK);
    await symlink(outside, fileUri("way-out.txt").fsPath);
    await symlink(fileUri("kept/secret.ts").fsPath, fileUri("way-in.ts").fsPath);
    written.push("way-out.txt", "way-in.ts");
    await vscode.workspace
      .getConfiguration("upshift")
      .update("privacy.localOnlyPaths", ["only/"], vscode.ConfigurationTarget.Global);
  });
  afterEach(tidyUp);
  after(async () => {
    await endpoint.close();
    await vscode.workspace
      .getConfiguration("upshift")
      .update("privacy.localOnlyPaths", undefined, vscode.ConfigurationTarget.Global);
    for (const name of written) await rm(fileUri(name).fsPath, { force: true });
    await rm(outside, { force: true });
    await restoreRules();
  });

  async function put(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(fileUri(name).fsPath), { recursive: true });
    await writeFile(fileUri(name).fsPath, text);
    written.push(name);
  }

  /** Asks; the model calls these tools at once and then answers. */
  async function read(...calls: readonly (readonly [name: string, input: object])[]): Promise<Turn> {
    callNext(
      endpoint,
      calls.map(([name, input]) => ({ name, input })),
    );
    answerNext(endpoint, "I have read it.");
    const turn = await askFreely("What is there?", "mini", (await services()).asking);
    assert.equal(turn?.answer.view.text, "I have read it.");
    return turn;
  }

  it("searches, reads, lists symbols and problems, and shows each step", async () => {
    const turn = await read(
      ["search_text", { query: "keeps at least one value" }],
      ["read_file", { path: "src/store.ts", start: 1, end: 3 }],
      ["list_problems", {}],
      ["show_changes", {}],
      ["show_test_output", {}],
    );
    const [search, file, , changes, tests] = toolResults(endpoint);
    assert.match(search ?? "", /Found: "src\/store\.ts"\n```\n21: if \(limit < 1\)/);
    assert.match(file ?? "", /lines 1-3\n```\w*\n\/\*\* A value and its neighbours/);
    assert.match(changes ?? "", /no Git repository|Nothing has changed/);
    assert.match(tests ?? "", /No tests have run|### Found: /);
    assert.deepEqual(
      turn.answer.view.steps?.map(({ title, state }) => `${title}: ${state}`),
      [
        "Search for “keeps at least one value”: done",
        "Read src/store.ts, lines 1 to 3: done",
        "List the problems: done",
        "Show the changes: done",
        "Show the last test output: done",
      ],
    );
    assert.deepEqual(
      turn.answer.entries.map(({ why, outcome }) => `${why} ${outcome}`),
      ["routed accepted", "read-on accepted"],
    );
    assert.match(turn.answer.entries[1]?.prompt ?? "", /^chat@1\+tools@1$/);
    assert.ok(turn.answer.read?.some((uri) => uri.endsWith("/src/store.ts")));
  });

  it("is there for commands too: what is said elsewhere is read first", async () => {
    const editor = await openFile("halves.ts", "export function halves(): number {\n  return openly() / 2;\n}\n");
    written.push("halves.ts");
    selectLines(editor, 1, 3);
    callNext(endpoint, [{ name: "read_file", input: { path: "open.ts", start: 2, end: 4 } }]);
    answerNext(endpoint, "It gives half of one.");
    const { answer } = await run("upshift.explain");
    assert.equal(answer.view.text, "It gives half of one.");
    assert.deepEqual(
      answer.view.steps?.map(({ title, state }) => `${title}: ${state}`),
      ["Read open.ts, lines 2 to 4: done"],
    );
    assert.match(toolResults(endpoint)[0] ?? "", /export function openly/);
  });

  it("is there for @upshift, and told as it goes", async () => {
    callNext(endpoint, [{ name: "read_file", input: { path: "open.ts", start: 2, end: 4 } }]);
    answerNext(endpoint, "It gives one.");
    const heard = await askParticipant(undefined, "What does openly give?");
    assert.ok(heard.progress.includes("Read open.ts, lines 2 to 4"), heard.progress.join());
    assert.match(heard.text, /It gives one\./);
  });

  it("finds symbols and their uses through VS Code's language support", async () => {
    await openFile("open.ts");
    await until("the language support answers", async () => {
      const found = await vscode.commands.executeCommand<readonly unknown[] | undefined>(
        "vscode.executeDocumentSymbolProvider",
        fileUri("open.ts"),
      );
      return (found?.length ?? 0) > 0;
    });
    await read(
      ["find_symbols", { path: "open.ts" }],
      ["find_references", { path: "open.ts", line: 3, symbol: "openly" }],
    );
    const [symbols, uses] = toolResults(endpoint);
    assert.match(symbols ?? "", /2-4: function openly/);
    assert.match(uses ?? "", /2: export function openly[\s\S]*5: openly\(\);/);
  });

  it("gives nothing of what a rule keeps out, by whatever way it is asked for", async () => {
    const turn = await read(
      ["read_file", { path: "kept/secret.ts" }],
      ["read_file", { path: "way-in.ts" }],
      ["read_file", { path: "way-out.txt" }],
      ["read_file", { path: outside }],
      ["read_file", { path: "only/here.ts" }],
      ["find_symbols", { path: "kept/secret.ts" }],
      ["find_references", { path: "kept/secret.ts", line: 1, symbol: "mark" }],
      ["search_text", { query: "of-what-stays" }],
    );
    const results = toolResults(endpoint);
    const out = "Kept out by rule.";
    const none = "There is no such file in the workspace.";
    assert.deepEqual(results, [out, out, none, none, out, out, out, "Nothing was found."]);
    assert.equal(turn.answer.view.steps?.[0]?.state, "refused");
    assert.match(turn.answer.view.steps[0].detail ?? "", /Kept out by \.upshiftignore\./);
    assert.ok(!endpoint.calls.some(({ body }) => body.includes(MARK)));
  });

  it("redacts secrets of what was read, in what is sent and in what is shown", async () => {
    const turn = await read(["read_file", { path: "open.ts" }]);
    assert.ok(!(endpoint.calls.at(-1)?.body ?? KEY).includes(KEY));
    assert.match(toolResults(endpoint)[0] ?? "", /\[\[upshift-secret-\d+:openai-key\]\]/);
    assert.ok(!JSON.stringify(turn.answer.view).includes(KEY));
  });

  it("calls a tool of another extension only with consent, and redacts what it gives", async () => {
    const { settings, asking } = await services();
    await vscode.extensions.getExtension("upshift-test.lm-client")?.activate();
    const kept = new Map<string, unknown>([["upshift.tools.offered", [NOTE_TOOL]]]);
    const memory: vscode.Memento = {
      keys: () => [...kept.keys()],
      get: (key: string) => kept.get(key) as never,
      update: async (key, value) => void kept.set(key, value),
    };
    const asked: string[] = [];
    let consent: Consent = "no";
    const tools = new OtherTools({
      ...{ memory, settings, words: asking.words },
      askConsent: ({ name }) => {
        asked.push(name);
        return Promise.resolve(consent);
      },
    });
    assert.deepEqual(
      tools.offered.map(({ name }) => name),
      [NOTE_TOOL],
    );
    const call = { tool: "other", name: NOTE_TOOL, input: { about: "stores" } } as const;
    const { signal } = new AbortController();
    assert.equal((await tools.run(call, signal)).state, "refused");
    consent = "here";
    assert.equal((await tools.run(call, signal)).parts[0]?.text, `A note about stores. KEY=${NOTE_KEY}`);
    await tools.run(call, signal);
    assert.deepEqual(asked, [NOTE_TOOL, NOTE_TOOL]);
    assert.deepEqual(kept.get("upshift.tools.allowed"), [NOTE_TOOL]);
  });
});
