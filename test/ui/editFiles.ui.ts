import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { editorText, openFile, pick, runCommand, screenshot, selectLines } from "../workbench/page.ts";
import { answerNext } from "./script.ts";
import { ask, assertSaved, chatOf, ended, lenses, receiptOf, soon, textOf, textsOf, until } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

const LENS = "Accept | Reject | Open Diff";
const WORKFLOW = ".github/workflows/ci.yml";
/** A byte order mark, Windows line ends, and no line end at the end. */
const ALPHA = "\uFEFFexport const alpha = 1;\r\nexport const last = 2;";
const BETA = "export const beta = 2;\n";

const block = (file: string, search: string, replace: string): string =>
  `${file}\n\`\`\`ts\n<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n\`\`\`\n`;

describe("an edit of several files", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0.1 });
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ endpoint, page } = tour);
  });

  const fileOf = (name: string): string => path.join(tour.workspace, name);
  const onDisk = (name: string): string => readFileSync(fileOf(name), "utf8");
  /** What the icon of the view says beside itself. */
  const badge = (text: string): Locator =>
    page
      .locator('.activitybar .action-item:has(a.action-label[aria-label^="Upshift"])')
      .getByText(text, { exact: true });

  /** Asks for a refactoring of the first line of a file. */
  async function refactor(file: string, reply: string): Promise<Locator> {
    await openFile(page, file);
    await selectLines(page, 1, 1);
    answerNext(endpoint, reply);
    return await ask(page, "Upshift: Refactor");
  }

  async function assertSavedAs(name: string, text: string): Promise<void> {
    await openFile(page, name);
    await assertSaved(page, fileOf(`src/${name}`), text);
  }

  async function answerDialog(text: string, button: string): Promise<void> {
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.getByText(text).waitFor();
    await screenshot(page, `edits-confirm-${button.toLowerCase()}`);
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** Opens the list of edits under review, once it says this row by row: an edit waits from the end of its checks on. */
  async function listed(expected: readonly string[]): Promise<void> {
    const rows = page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
    let said: readonly string[] = [];
    const isListed = async (): Promise<boolean> => {
      const names = await textsOf(rows.locator(".label-name"));
      const descriptions = await textsOf(rows.locator(".label-description"));
      said = names.map((name, index) => `${name}: ${descriptions[index] ?? ""}`).toSorted();
      return isDeepStrictEqual(said, expected);
    };
    const isRight = await soon(async () => {
      await runCommand(page, "Upshift: Review Edits…");
      if (await soon(isListed)) return true;
      await page.keyboard.press("Escape");
      return false;
    }, 60_000);
    if (!isRight) assert.deepEqual(said, expected);
  }

  it("is listed and accepted file by file", async () => {
    writeFileSync(fileOf("src/alpha.ts"), ALPHA);
    writeFileSync(fileOf("src/beta.ts"), BETA);
    const reply = [
      block("src/alpha.ts", "export const alpha = 1;\n", "export const alpha = 10;\n"),
      block("src/beta.ts", "export const beta = 2;\n", "export const beta = 20;\n"),
      block(WORKFLOW, "", "on: push\n"),
    ];
    await refactor("alpha.ts", reply.join("\n"));
    await listed([`${WORKFLOW}: new file`, "src/alpha.ts: 1 change", "src/beta.ts: 1 change"]);
    // One for three files: it says that something waits, not how much.
    await badge("1").waitFor();
    await pick(page, "beta", "src/beta.ts");
    await page.locator(".tab.active", { hasText: "beta.ts: edit under review" }).waitFor();
    await page.locator(".monaco-diff-editor", { hasText: "beta = 20" }).waitFor();
    await screenshot(page, "edits-several-files");

    await runCommand(page, "Upshift: Accept All Changes in File");
    await listed([`${WORKFLOW}: new file`, "src/alpha.ts: 1 change"]);
    await page.keyboard.press("Escape");
    await openFile(page, "alpha.ts");
    await lenses(page, LENS).getByText("Accept", { exact: true }).click();
    await lenses(page, LENS).waitFor({ state: "detached" });
    await assertSavedAs("alpha.ts", ALPHA.replace("= 1;", "= 10;"));
    await assertSavedAs("beta.ts", BETA.replace("= 2;", "= 20;"));
  });

  it("asks about a file that programs act on, by its name", async () => {
    const question = `${WORKFLOW} runs on build servers.`;
    await runCommand(page, "Upshift: Accept All Changes in All Files");
    await answerDialog(question, "Cancel");
    assert.equal(existsSync(fileOf(WORKFLOW)), false);
    await runCommand(page, "Upshift: Accept All Changes in All Files");
    await answerDialog(question, "Accept");
    await until("the file is there", () => existsSync(fileOf(WORKFLOW)));
    assert.equal(onDisk(WORKFLOW), "on: push\n");
    await badge("1").waitFor({ state: "hidden" });
  });

  it("is taken back in all files, to the last byte", async () => {
    await runCommand(page, "Upshift: Revert the Last Edit in All Files");
    await until("the new file is gone", () => !existsSync(fileOf(WORKFLOW)));
    await assertSavedAs("alpha.ts", ALPHA);
    await assertSavedAs("beta.ts", BETA);
  });

  it("is asked for again in the parts that were left out", async () => {
    writeFileSync(fileOf("src/gamma.ts"), "export const one = 1;\nexport const two = 2;\nexport const three = 3;\n");
    const good = block("src/gamma.ts", "export const one = 1;\n", "export const one = 10;\n");
    const lost = block("src/gamma.ts", "export function nowhere() {}\n", "export const three = 30;\n");
    const answer = await refactor("gamma.ts", `${good}\n${lost}`);
    const notice = answer.locator(".notice");
    assert.match(
      await textOf(notice),
      /A part of the edit was left out: src\/gamma\.ts: .*The rest waits for review\./,
    );
    await screenshot(page, "edits-left-out");

    const answers = (await chatOf(page)).locator("article.answer");
    const before = await answers.count();
    answerNext(endpoint, block("src/gamma.ts", "export const three = 3;\n", "export const three = 30;\n"));
    await notice.getByRole("button", { name: "Ask Again for These Parts" }).click();
    await answers.nth(before).waitFor();
    await ended(answers.nth(before));
    assert.equal((await receiptOf(answers.nth(before))).verdict, "Types checked");
    await until("both parts wait", async () => (await lenses(page, LENS).count()) === 2);
    assert.match(endpoint.calls.at(-1)?.body ?? "", /export function nowhere/);
    await runCommand(page, "Upshift: Accept All Changes in All Files");
    const both = "export const one = 10;\nexport const two = 2;\nexport const three = 30;\n";
    await assertSavedAs("gamma.ts", both);
  });

  it("has its new and its deleted file under review after a reload, too", async () => {
    writeFileSync(fileOf("src/gone.ts"), "export const gone = 1;\n");
    const patch = ["*** Begin Patch", "*** Add File: src/made.ts", "+export const made = 1;"];
    await refactor("alpha.ts", [...patch, "*** Delete File: src/gone.ts", "*** End Patch", ""].join("\n"));
    const waiting = ["src/gone.ts: to be deleted", "src/made.ts: new file"];
    await listed(waiting);
    await page.reload();
    await page.locator(".monaco-workbench .statusbar-item").first().waitFor();
    await listed(waiting);
    await badge("1").waitFor();
    await pick(page, "made", "src/made.ts");
    await page.locator(".tab.active", { hasText: "made.ts: new file under review" }).waitFor();
    await page.locator(".monaco-diff-editor", { hasText: "made = 1" }).waitFor();
    await screenshot(page, "edits-after-reload");
    assert.deepEqual([existsSync(fileOf("src/made.ts")), existsSync(fileOf("src/gone.ts"))], [false, true]);

    await runCommand(page, "Upshift: Accept All Changes in All Files");
    await answerDialog("src/gone.ts will be deleted.", "Accept");
    await until("the file is deleted", () => !existsSync(fileOf("src/gone.ts")));
    assert.equal(onDisk("src/made.ts"), "export const made = 1;\n");
    await until("the new file is open", async () => /made = 1/.test(await editorText(page)));
  });
});
