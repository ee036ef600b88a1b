import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { ChipView, ComposerView } from "../../src/protocol/viewState.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { farRows, nearRows } from "../../src/extension/commands/addContext.ts";
import { askFreely } from "../../src/extension/commands/ask.ts";
import {
  connectEndpoint,
  fileUri,
  openFile,
  restoreRules,
  run,
  selectLines,
  services,
  tidyUp,
  until,
} from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

describe("the message box", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
    (await services()).composer.setVisible(true);
  });
  afterEach(tidyUp);
  after(async () => {
    (await services()).composer.setVisible(false);
    await restoreRules();
    await endpoint.close();
  });

  async function settled(what: string, holds: (view: ComposerView) => unknown): Promise<ComposerView> {
    const { composer } = await services();
    composer.refresh();
    await until(what, () => holds(composer.view));
    return composer.view;
  }

  const named = ({ chips }: ComposerView, name: string): ChipView | undefined =>
    chips.find((chip) => chip.name === name && !chip.removed);

  it("lets an ignored file be taken out, and sends the message without it", async () => {
    await openFile(".upshiftignore", "kept.ts\n");
    const editor = await openFile("kept.ts", CODE);
    selectLines(editor, 1, 3);
    const { composer, asking } = await services();
    const view = await settled("the file blocks", (shown) => named(shown, "kept.ts")?.blocked);
    const chip = named(view, "kept.ts");
    assert.match(chip?.blocked ?? "", /kept\.ts is kept out by \.upshiftignore\./);
    composer.toggle(chip?.id ?? "");
    await settled("nothing blocks", ({ blocked }) => blocked === undefined);
    const turn = await askFreely("What is a monad?", undefined, asking);
    assert.equal(turn?.answer.view.state, "done");
    assert.ok(!endpoint.calls.at(-1)?.body.includes("double"));
    composer.toggle(chip?.id ?? "");
    await settled("it blocks again", ({ blocked }) => blocked);
  });

  it("lets a file be taken out that is too large", async () => {
    await openFile("large.txt", "a line of text\n".repeat(80_000));
    // What is shown may still be about the file of the test before.
    const view = await settled("the file blocks", (shown) => named(shown, "large.txt")?.blocked);
    const chip = named(view, "large.txt");
    assert.match(chip?.blocked ?? "", /large\.txt is 1\.1 MB; Upshift reads up to 1 MB\./);
    (await services()).composer.toggle(chip?.id ?? "");
    await settled("nothing blocks", ({ blocked }) => blocked === undefined);
  });

  it("takes files and lines that were added along, until their chips are taken out", async () => {
    const { composer, asking } = await services();
    await openFile("notes.md", "A note about doubling.\n");
    await vscode.commands.executeCommand("upshift.addToChat", fileUri("notes.md"), [fileUri("notes.md")]);
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 2, 2);
    await vscode.commands.executeCommand("upshift.addToChat");
    await openFile("empty.md", "");
    // Beside them nothing of the file that was open before.
    const view = await settled(
      "both chips are there",
      (now) => named(now, "notes.md") && named(now, "double.ts")?.kind === "excerpt",
    );
    assert.deepEqual(named(view, "double.ts")?.range, { start: 2, end: 2 });
    await askFreely("What is this about?", undefined, asking);
    const { body } = endpoint.calls.at(-1) ?? { body: "" };
    assert.match(body, /A note about doubling\./);
    assert.match(body, /Added code: .*double\.ts.*, lines 2-2/);
    assert.ok(!body.includes("export function double"), "only the added line");
    for (const name of ["notes.md", "double.ts"]) composer.toggle(named(view, name)?.id ?? "");
    await settled("no chip is left", (now) => !named(now, "notes.md") && !named(now, "double.ts"));
    await vscode.workspace.fs.delete(fileUri("notes.md"));
  });

  it("sends what stands on What Will Be Sent though the file has changed since, but by the rules of now", async () => {
    const { asking, composer, payloads } = await services();
    const sent = async (): Promise<string> => {
      const turn = await askFreely("What is this about?", undefined, asking, payloads.asShown);
      return turn?.answer.view.state === "done" ? (endpoint.calls.at(-1)?.body ?? "") : "nothing";
    };
    const editor = await openFile("seen.ts", CODE);
    selectLines(editor, 1, 3);
    await payloads.showNext();
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 9, 1, 14), "n + n"));
    selectLines(editor, 1, 3);
    assert.match(await sent(), /return n \* 2;/, "as it was looked at");
    asking.conversation.clear();
    await settled("the chips are there", (now) => named(now, "seen.ts"));
    await payloads.showNext();
    composer.clear();
    assert.equal(payloads.asShown, undefined);
    assert.ok(!(await sent()).includes("double"), "the user took it out after looking");
    composer.reset("auto");
    await payloads.showNext();
    await openFile(".upshiftignore", "seen.ts\n");
    await vscode.window.showTextDocument(editor.document);
    selectLines(editor, 1, 3);
    assert.equal(await sent(), "nothing", "a rule forbids it by now");
  });

  it("leaves a file whose context was removed alone, also its problems that are found later", async () => {
    const { asking, composer } = await services();
    selectLines(await openFile("late.ts", CODE), 1, 3);
    const view = await settled("the chips are there", (now) => named(now, "late.ts"));
    composer.clear();
    const found = vscode.languages.createDiagnosticCollection("test");
    found.set(fileUri("late.ts"), [new vscode.Diagnostic(new vscode.Range(1, 0, 1, 5), "Doubles too much")]);
    await until("VS Code says so", () => vscode.languages.getDiagnostics(fileUri("late.ts")).length > 0);
    await askFreely("What is wrong?", undefined, asking);
    assert.ok(!(endpoint.calls.at(-1)?.body ?? "late.ts").includes("late.ts"));
    composer.toggle(named(view, "late.ts")?.id ?? "");
    await askFreely("What is wrong?", undefined, asking);
    found.dispose();
    assert.match(endpoint.calls.at(-1)?.body ?? "", /late\.ts/, "what was put back goes along again");
  });

  it("lists what can be added, near things first, and adds what is picked", async () => {
    const { adding } = await services();
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 2);
    const isOpen = (): boolean => nearRows(adding).filter(({ label }) => label === "double.ts").length === 1;
    await until("VS Code says that the file is open", isOpen);
    const rows = nearRows(adding);
    assert.deepEqual(
      rows.slice(0, 2).map(({ label, description }) => [label, description]),
      [
        ["Lines 1–2", "double.ts"],
        ["Symbol…", "double.ts"],
      ],
    );
    const labels = rows.map(({ label }) => label);
    assert.equal(labels[labels.indexOf("Open editors") + 1], "double.ts");
    const far = await farRows(adding);
    assert.ok(!far.some(({ label }) => label === "double.ts"), "open files stand in their own section only");
    await rows[0]?.add?.();
    const other = far.find(({ label }) => label === "money.ts");
    await other?.add?.();
    const hasLines = ({ chips }: ComposerView): boolean => chips.some(({ kind }) => kind === "excerpt");
    await settled("both were added", (now) => named(now, "money.ts") && hasLines(now));
  });

  it("takes the problems of a file along, as the editor shows them when it is asked", async () => {
    const { adding, asking } = await services();
    await openFile("double.ts", CODE);
    await openFile("notes.md", "A note.\n");
    const uri = fileUri("double.ts");
    const found = vscode.languages.createDiagnosticCollection("test");
    const problem = new vscode.Diagnostic(new vscode.Range(1, 0, 1, 5), "Doubles too much");
    for (let file = 0; file < 20; file++) found.set(fileUri(`far/${file}.ts`), [problem]);
    found.set(uri, [problem]);
    const row = () =>
      nearRows(adding).find(({ description, label }) => description === "double.ts" && /problem/.test(label));
    await until("VS Code says that the file is open", row);
    await row()?.add?.();
    await settled("the chip is there", ({ chips }) => chips.some(({ kind }) => kind === "diagnostics"));
    await askFreely("What is wrong?", undefined, asking);
    const { body } = endpoint.calls.at(-1) ?? { body: "" };
    found.dispose();
    assert.match(body, /line 2: error: Doubles too much/);
    assert.ok(!body.includes("return n * 2"), "not its text");
  });

  it("offers first steps with their prices in an empty chat, and none in one that has begun", async () => {
    const { asking } = await services();
    asking.conversation.clear();
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    const labels = ({ suggestions = [] }: ComposerView): string => suggestions.map(({ label }) => label).join(", ");
    const view = await settled("what fits", (now) => labels(now) === "Explain lines 1–3");
    assert.ok(view.suggestions?.every(({ estimate }) => estimate.kind === "simulated"));
    const found = vscode.languages.createDiagnosticCollection("test");
    found.set(fileUri("double.ts"), [new vscode.Diagnostic(new vscode.Range(1, 0, 1, 5), "Doubles too much")]);
    await settled("a problem to fix", (now) => labels(now) === "Explain lines 1–3, Fix 1 problem");
    found.dispose();
    await askFreely("What is this about?", undefined, asking);
    await settled("nothing is left of them", (now) => labels(now) === "");
  });

  it("takes what is selected in a terminal along, and leaves the clipboard as it was", async () => {
    const { adding, asking } = await services();
    adding.added.addTerminal("error TS2304: Cannot find name 'foo'.");
    const view = await settled("the chip is there", (now) => named(now, "Terminal"));
    assert.equal(named(view, "Terminal")?.kind, "terminal");
    await askFreely("Why?", undefined, asking);
    assert.match(endpoint.calls.at(-1)?.body ?? "", /Terminal output: .*TS2304/);
    await vscode.env.clipboard.writeText("mine");
    const before = adding.added.all.length;
    const command = vscode.commands.executeCommand("upshift.addTerminalToChat");
    await command;
    assert.equal(await vscode.env.clipboard.readText(), "mine");
    assert.equal(adding.added.all.length, before, "nothing was selected");
  });
});

describe("ignore files of a surrounding repository", () => {
  let endpoint: Endpoint;
  const above = (name: string): string => path.join(fileUri("..").fsPath, name);

  before(async () => {
    endpoint = await connectEndpoint();
    await mkdir(above(".git"), { recursive: true });
    await writeFile(above(".gitignore"), "/sample/inner/secret.ts\n");
  });
  afterEach(tidyUp);
  after(async () => {
    for (const name of [".git", ".gitignore"]) await rm(above(name), { recursive: true, force: true });
    await rm(fileUri("inner").fsPath, { recursive: true, force: true });
    await endpoint.close();
  });

  it("keep files of the opened folder out", async () => {
    await mkdir(fileUri("inner").fsPath, { recursive: true });
    for (const [name, failure] of [
      ["inner/secret.ts", "ignored"],
      ["inner/open.ts", undefined],
    ] as const) {
      const editor = await openFile(name, CODE);
      selectLines(editor, 1, 3);
      const before = endpoint.calls.length;
      const { answer } = await run("upshift.explain");
      assert.equal(answer.view.failure, failure, name);
      assert.equal(endpoint.calls.length > before, failure === undefined, name);
    }
  });
});
