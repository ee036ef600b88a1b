import assert from "node:assert/strict";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { writeCommitMessage } from "../../src/extension/changes/commit.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { type GitScene, startGit } from "./gitScene.ts";
import { connectEndpoint, fileUri, requestFor, restoreRules, services, tidyUp } from "./window.ts";

const MARK = "marker-of-what-a-rule-keeps";
const FOLDER = "geheim-ä";
const SHOWN = "upshift-test-state";

/** The sample's rules, and a folder whose name Git writes in octal. */
describe("what a rule keeps out is kept out under every name", function () {
  this.timeout(60_000);
  let endpoint: Endpoint;
  let scene: GitScene | undefined;
  const shown = vscode.workspace.registerTextDocumentContentProvider(SHOWN, {
    provideTextDocumentContent: () => `export const value = "${MARK}";\n`,
  });

  before(async () => {
    endpoint = await connectEndpoint();
    await writeFile(fileUri(".upshiftignore").fsPath, `private/\n${FOLDER}/\n`);
    await mkdir(fileUri(FOLDER).fsPath, { recursive: true });
  });
  afterEach(async () => {
    await scene?.end();
    scene = undefined;
    await rm(fileUri("src/moved.ts").fsPath, { force: true });
    await tidyUp();
  });
  after(async () => {
    shown.dispose();
    await endpoint.close();
    await rm(fileUri(FOLDER).fsPath, { recursive: true, force: true });
    await restoreRules();
  });

  const sentFrom = (from: number): string =>
    endpoint.calls
      .slice(from)
      .map(({ body }) => body)
      .join("\n");

  for (const [name, uri] of [
    ["an earlier state that another scheme shows", () => fileUri("private/a.ts").with({ scheme: SHOWN })],
    ["a new file that is to lie there", () => fileUri("private/new.ts").with({ scheme: "untitled" })],
  ] as const) {
    it(`as ${name}`, async () => {
      const { conversation } = await services();
      const document = await vscode.workspace.openTextDocument(uri());
      const turn = await conversation.ask(requestFor(document.uri, "explain", { start: 1, end: 1 }), {
        text: "",
        context: "",
      });
      assert.equal(turn.answer.view.failure, "ignored");
      assert.equal(endpoint.calls.length, 0);
    });
  }

  it("in a commit: a name that Git writes in octal, and a file that was moved out", async () => {
    const { changing } = await services();
    const lines = Array.from({ length: 20 }, (_, index) => `export const line${index} = "${MARK}";\n`);
    await writeFile(fileUri(`${FOLDER}/old.ts`).fsPath, lines.join(""));
    scene = startGit("Begin");
    scene.git("add", "-f", FOLDER);
    scene.git("commit", "-q", "-m", "Keep");
    await rename(fileUri(`${FOLDER}/old.ts`).fsPath, fileUri("src/moved.ts").fsPath);
    await writeFile(fileUri("src/moved.ts").fsPath, [...lines.slice(0, 10), ...lines.slice(11)].join(""));
    await writeFile(fileUri(`${FOLDER}/new.ts`).fsPath, `// ${MARK}\n`);
    scene.git("add", "-f", FOLDER, "src/moved.ts", "README.md");
    assert.match(scene.git("diff", "--cached"), /rename from "geheim-\\303\\244\/old\.ts"/);
    const from = endpoint.calls.length;
    await writeCommitMessage(scene.repository, changing);
    assert.match(sentFrom(from), /README\.md/);
    assert.ok(!sentFrom(from).includes(MARK));
  });

  it("in a merge that does not fit", async () => {
    const { changing } = await services();
    scene = startGit("Begin");
    const { git } = scene;
    const write = async (text: string): Promise<void> => {
      // Git takes a folder away with its last file.
      await mkdir(fileUri(FOLDER).fsPath, { recursive: true });
      await writeFile(fileUri("src/moved.ts").fsPath, `export const open = "${text}";\n`);
      await writeFile(fileUri(`${FOLDER}/both.ts`).fsPath, `export const value = "${MARK} ${text}";\n`);
      git("add", "-f", FOLDER, "src/moved.ts");
      git("commit", "-q", "-m", text);
    };
    git("checkout", "-q", "-b", "one");
    await write("one");
    git("checkout", "-q", "-b", "two", "HEAD~1");
    await write("two");
    assert.throws(() => git("merge", "one"));
    assert.match(git("diff"), /diff --cc/);
    const from = endpoint.calls.length;
    await writeCommitMessage({ ...scene.repository, diff: () => Promise.resolve(git("diff")) }, changing);
    assert.match(sentFrom(from), /src\/moved\.ts/);
    assert.ok(!sentFrom(from).includes(MARK));
  });
});
