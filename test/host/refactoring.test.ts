import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { editorChanges } from "../../src/extension/refactor/editorSteps.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import { revertEdits } from "../../src/extension/edits/revertEdits.ts";
import type { Reviews } from "../../src/extension/edits/reviews.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { startGit } from "./gitScene.ts";
import { answerNext, assertExplained, connectEndpoint, fileUri, openFile, services, tidyUp, until } from "./window.ts";

const MONEY = "export function format(cents: number): string {\n  return `$${cents}`;\n}\n";
const USE = (name: string, cents: number): string =>
  `import { format } from "./money.ts";\n\nexport const ${name} = format(${cents});\n`;
const FILES: Readonly<Record<string, string>> = {
  "refactor/money.ts": MONEY,
  "refactor/cart.ts": USE("cart", 1),
  "refactor/report.ts": USE("report", 2),
  "refactor/index.ts": USE("index", 3),
};

describe("a refactoring across files", function () {
  this.timeout(90_000);
  let endpoint: Endpoint;
  let reviews: Reviews;
  let busyStep: () => boolean;

  before(async () => {
    endpoint = await connectEndpoint();
    const { reviewing, conversation } = await services();
    ({ reviews } = reviewing);
    busyStep = () => conversation.turns.at(-1)?.answer.view.attempts.at(-1)?.state === "streaming";
  });
  beforeEach(async () => {
    for (const [name, text] of Object.entries(FILES)) await openFile(name, text);
    await openFile("refactor/money.ts");
  });
  afterEach(async () => {
    await endpoint.behave();
    for (const file of [...reviews.files]) reviews.rejectFile(file);
    await tidyUp();
  });
  after(() => endpoint.close());

  const read = async (name: string): Promise<string> => await readFile(fileUri(name).fsPath, "utf8");
  const textOf = async (name: string): Promise<string> =>
    (await vscode.workspace.openTextDocument(fileUri(name))).getText();

  async function start(instruction: string): Promise<Turn> {
    const { refactorings, asking } = await services();
    const turn = await refactorings.start(asking, instruction);
    assert.ok(turn);
    return turn;
  }

  async function carryOut(turn: Turn): Promise<Turn> {
    const { refactorings, asking } = await services();
    const done = await refactorings.carryOut(turn.id, asking);
    assert.ok(done);
    return done;
  }

  const planDocument = (): vscode.TextDocument | undefined =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "upshift-plan")?.document;

  it("renames by the language server without a model, reviewed in all files and reverted byte-identically", async () => {
    const calls = endpoint.calls.length;
    const turn = await start("rename format to formatMoney");
    assert.equal(turn.answer.view.failure, "plan-ready", JSON.stringify(turn.answer.view.steps));
    assert.match(planDocument()?.getText() ?? "", /- \[x\] Rename `format` to `formatMoney` in `refactor\/money\.ts`/);
    const done = await carryOut(turn);
    assert.equal(done.answer.view.state, "done", JSON.stringify(done.answer.view));
    assert.equal(endpoint.calls.slice(calls).filter(({ url }) => url.endsWith("/chat/completions")).length, 0);
    await until("all files wait", () => reviews.all.length === 4 && reviews.all.every(({ ready }) => ready.length > 0));
    for (const [name, text] of Object.entries(FILES)) {
      assert.equal(await textOf(name), text.replaceAll("format", "formatMoney"));
      assert.equal(await read(name), text, "nothing is written before it is accepted");
    }
    await vscode.commands.executeCommand("upshift.acceptEverything");
    await vscode.workspace.saveAll();
    assert.equal(await read("refactor/index.ts"), FILES["refactor/index.ts"]?.replaceAll("format", "formatMoney"));
    const { reviewing } = await services();
    assert.deepEqual(await revertEdits(reviewing, []), [], "no file is said to have changed since");
    await vscode.workspace.saveAll();
    for (const [name, text] of Object.entries(FILES)) assert.equal(await read(name), text);
  });

  it("touches nothing of Git: not index, HEAD, branches or stash, when it is accepted nor when it is reverted", async () => {
    const { git, end } = startGit("Begin");
    try {
      const put = (text: string): Promise<void> => writeFile(fileUri("refactor/notes.md").fsPath, text);
      await put("To keep.\n");
      git("add", "refactor/notes.md", "refactor/money.ts", "refactor/cart.ts");
      git("commit", "-q", "-m", "Add money");
      await put("To keep for later.\n");
      git("stash", "push", "-q", "refactor/notes.md");
      git("add", "refactor/report.ts");
      const state = (): readonly string[] => [
        git("ls-files", "--stage"),
        git("for-each-ref"),
        git("symbolic-ref", "HEAD"),
        git("reflog", "--all"),
        git("stash", "list", "-p"),
      ];
      const before = state();
      await carryOut(await start("rename format to formatMoney"));
      await until(
        "all files wait",
        () => reviews.all.length === 4 && reviews.all.every(({ ready }) => ready.length > 0),
      );
      await vscode.commands.executeCommand("upshift.acceptEverything");
      await vscode.workspace.saveAll();
      assert.match(git("diff", "--stat"), /refactor\/money\.ts/);
      assert.deepEqual(state(), before);
      await vscode.commands.executeCommand("upshift.revertEdits");
      await vscode.workspace.saveAll();
      assert.deepEqual([git("diff"), ...state()], ["", ...before]);
    } finally {
      await end();
    }
  });

  const block = (file: string, search: string, replace: string): string =>
    `${file}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

  it("is written step by step by models, in one review, and follows what the user left of the plan", async () => {
    const steps = [
      { do: "edit", files: ["refactor/money.ts"], instruction: "format takes a sign as its second parameter." },
      { do: "edit", files: ["refactor/cart.ts", "refactor/report.ts"], instruction: 'Pass "$" to format.' },
      { do: "edit", files: ["refactor/index.ts", "../up.ts"], instruction: "Leave this out." },
    ];
    answerNext(endpoint, `\`\`\`json\n${JSON.stringify({ summary: "It takes the sign.", steps })}\n\`\`\``);
    const turn = await start("let `format` take the currency sign");
    assert.equal(turn.answer.view.failure, "plan-ready", JSON.stringify(turn.answer.view));
    assert.match(turn.answer.view.text, /Left out:[\s\S]*`\.\.\/up\.ts`: it lies outside the workspace/);
    const plan = planDocument();
    assert.ok(plan);
    const editor = await vscode.window.showTextDocument(plan);
    const line = plan
      .getText()
      .split("\n")
      .findIndex((text) => text.includes("refactor/index.ts"));
    await editor.edit((builder) => builder.replace(new vscode.Range(line, 3, line, 4), " "));
    answerNext(
      endpoint,
      block(
        "refactor/money.ts",
        "format(cents: number): string {\n  return `$${cents}`",
        "format(cents: number, sign = '$'): string {\n  return `${sign}${cents}`",
      ),
    );
    answerNext(
      endpoint,
      block("refactor/cart.ts", "format(1)", 'format(1, "$")') +
        block("refactor/report.ts", "format(2)", 'format(2, "$")'),
    );
    const { refactorings, asking } = await services();
    const done = await refactorings.carryOut(plan.uri, asking);
    assert.equal(done?.answer.view.state, "done", JSON.stringify(done?.answer.view));
    await until("all files wait", () => reviews.all.length === 3 && reviews.all.every(({ ready }) => ready.length > 0));
    assert.equal(await textOf("refactor/report.ts"), USE("report", 2).replace("(2)", '(2, "$")'));
    assert.equal(await textOf("refactor/index.ts"), USE("index", 3), "what was unticked stays");
    assert.match(done?.answer.view.steps?.at(-1)?.title ?? "", /types/);
    assert.equal(planDocument(), undefined, "a plan that was carried out closes");
    await assertExplained((await services()).ledger.session.at(-1)?.request);
    await vscode.commands.executeCommand("upshift.rejectEverything");
    for (const [name, text] of Object.entries(FILES)) assert.equal(await textOf(name), text);
  });

  it("merges what is typed meanwhile, keeps unsaved text, and names a file that changed in the same lines", async () => {
    const cart = await openFile("refactor/cart.ts");
    await cart.edit((builder) => builder.insert(new vscode.Position(0, 0), "// mine, not saved\n"));
    const steps = [{ do: "edit", files: ["refactor/cart.ts", "refactor/report.ts"], instruction: "Count from ten." }];
    answerNext(endpoint, `\`\`\`json\n${JSON.stringify({ summary: "", steps })}\n\`\`\``);
    const turn = await start("let `format` count from ten");
    const reply =
      block("refactor/cart.ts", "format(1)", "format(10)") + block("refactor/report.ts", "format(2)", "format(20)");
    answerNext(endpoint, reply, { slowly: true });
    const carrying = carryOut(turn);
    await until("the model is asked", () => busyStep());
    const first = (await vscode.window.showTextDocument(cart.document)).edit((builder) =>
      builder.insert(new vscode.Position(0, 0), "// typed meanwhile\n"),
    );
    await first;
    const report = await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument(fileUri("refactor/report.ts")),
    );
    await report.edit((builder) =>
      builder.replace(report.document.lineAt(2).range, "export const report = format(7);"),
    );
    const done = await carrying;
    assert.equal(done.answer.view.state, "done", JSON.stringify(done.answer.view));
    assert.match(
      done.answer.view.text,
      /Left out:[\s\S]*`refactor\/report\.ts`: the file changed meanwhile in the same lines/,
    );
    await until("the other waits", () => reviews.all.length === 1 && reviews.all[0]?.ready.length === 1);
    assert.equal(
      await textOf("refactor/cart.ts"),
      `// typed meanwhile\n// mine, not saved\n${USE("cart", 1).replace("(1)", "(10)")}`,
    );
    assert.equal(report.document.lineAt(2).text, "export const report = format(7);");
  });

  it("asks a model where no language server knows the files", async () => {
    await openFile("refactor/notes.txt", "alphaName one\nalphaName two\n");
    const steps = [{ do: "edit", files: ["refactor/notes.txt"], instruction: "Rename alphaName to betaName." }];
    answerNext(endpoint, `\`\`\`json\n${JSON.stringify({ summary: "", steps })}\n\`\`\``);
    const turn = await start("rename alphaName to betaName");
    const said = turn.answer.view.steps?.map(({ kind, state }) => `${kind} ${state}`);
    assert.deepEqual(said, ["read done", "editor failed", "plan done"]);
  });

  it("does nothing with a plan that was emptied, and says so", async () => {
    const turn = await start("rename format to formatMoney");
    const plan = planDocument();
    assert.ok(plan);
    const editor = await vscode.window.showTextDocument(plan);
    await editor.edit((builder) => builder.replace(new vscode.Range(0, 0, plan.lineCount, 0), "nothing"));
    const done = await carryOut(turn);
    assert.equal(done.answer.view.failure, "plan-empty");
    assert.deepEqual(reviews.all, []);
  });

  it("takes from the language server what it does itself: a move to a new file, and imports", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const { signal } = new AbortController();
    const two = "export class One {}\n\nexport class Two {\n  one = new One();\n}\n";
    await openFile("refactor/two.ts", two);
    const moved = await editorChanges({ kind: "move", file: "refactor/two.ts", symbol: "Two" }, folder, signal);
    assert.equal(moved.type, "changes", JSON.stringify(moved));
    const made = moved.type === "changes" ? moved.files.find(({ base }) => base === undefined) : undefined;
    assert.match(made?.path ?? "", /^refactor\/.+\.ts$/);
    assert.match(made?.changes[0]?.text ?? "", /class Two/);
    await openFile(
      "refactor/sorted.ts",
      'import { format } from "./money.ts";\nimport { cart } from "./cart.ts";\n\nexport const a = cart;\n',
    );
    const sorted = await editorChanges({ kind: "imports", file: "refactor/sorted.ts" }, folder, signal);
    assert.equal(sorted.type, "changes", JSON.stringify(sorted));
    assert.equal(await textOf("refactor/two.ts"), two, "nothing is changed by asking");
    const bag =
      "export class Bag {\n  get size(): number {\n    return 1;\n  }\n\n  get(): number {\n    return this.size;\n  }\n}\n";
    await openFile("refactor/bag.ts", bag);
    const found = await editorChanges(
      { kind: "rename", file: "refactor/bag.ts", symbol: "get", to: "find" },
      folder,
      signal,
    );
    assert.deepEqual(
      found.type === "changes" && found.files.map(({ changes }) => changes.map((change) => change.start)),
      [[bag.indexOf("get()")]],
      "the accessor's keyword is no name",
    );
    const none = await editorChanges(
      { kind: "rename", file: "refactor/two.ts", symbol: "Three", to: "Four" },
      folder,
      signal,
    );
    assert.equal(none.type, "cannot");
  });
});
