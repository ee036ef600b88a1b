import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { editorText, openFile, runCommand, screenshot } from "../workbench/page.ts";
import { chatOf, ended, lenses, sendMessage, startAsking, textsOf, type Tour, until } from "./tour.ts";
import { useTour } from "./useTour.ts";

const NAMES = ["money.ts", "cart.ts", "report.ts", "index.ts"] as const;
describe("a refactoring across files", function () {
  this.timeout(180_000);
  const opened = useTour({ pace: 0.1 });
  let tour: Tour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ page } = tour);
    // Windows line ends and a byte order mark, to come back to the byte.
    const report = fileOf("report.ts");
    writeFileSync(report, `\uFEFF${readFileSync(report, "utf8").replaceAll("\n", "\r\n")}`);
  });

  const fileOf = (name: string): string => path.join(tour.workspace, "src", name);
  const onDisk = (): readonly string[] => NAMES.map((name) => readFileSync(fileOf(name), "utf8"));

  /** Saves until the disk is as it should be: files change one after the other. */
  async function savedAs(what: string, holds: (texts: readonly string[]) => boolean): Promise<void> {
    await until(what, async () => {
      await runCommand(page, "File: Save All Files");
      return holds(onDisk());
    });
  }

  it("is planned, changed by the user, reviewed in one place and reverted to the byte", async () => {
    await openFile(page, "money.ts");
    const before = onDisk();
    await runCommand(page, "Upshift: Refactor Across Files…");
    const box = page.locator('.quick-input-widget:visible input[type="text"]');
    await box.fill("let `formatAmount` take the currency sign");
    await screenshot(page, "refactoring-asked");
    await box.press("Enter");
    await lenses(page, "Carry Out 3 Steps, simulated").waitFor();
    assert.match(await editorText(page), /- \[x\] `src\/cart\.ts`, `src\/report\.ts`: Pass "€" to every call/);
    await screenshot(page, "refactoring-plan");

    const answer = await startAsking(page, "Upshift: Carry Out Plan");
    await ended(answer);
    const steps = await textsOf(answer.locator("ol.steps .step-title"));
    assert.deepEqual(steps, [
      "Edit src/money.ts",
      "Edit src/cart.ts, src/report.ts",
      "Edit src/index.ts",
      "Checked 4 files and those that depend on them: syntax, types",
    ]);
    await page.locator(".tab.active", { hasText: "Edits under review" }).waitFor();
    await page.locator(".editor-group-container.active .monaco-editor", { hasText: "symbol" }).first().waitFor();
    await screenshot(page, "refactoring-review");
    assert.deepEqual(onDisk(), before, "nothing is written before it is accepted");

    await runCommand(page, "Upshift: Accept All Changes in All Files");
    await savedAs("all files are changed", (texts) => texts.every((text, index) => text !== before[index]));
    const after = onDisk();
    assert.match(after[2] ?? "", /^\uFEFF[\s\S]*formatAmount\(row\.price, "€"\)[\s\S]*\r\n/);

    await runCommand(page, "Upshift: Revert the Last Edit in All Files");
    await savedAs("all files are as they were", (texts) => texts.every((text, index) => text === before[index]));
  });

  async function send(text: string): Promise<Locator> {
    const answer = await sendMessage(page, text);
    await ended(answer);
    return answer;
  }

  it("is asked for in the message box too, and leaves to the editor what the editor does itself", async () => {
    await openFile(page, "store.ts");
    const input = (await chatOf(page)).getByLabel("Ask Upshift");
    await input.pressSequentially("/");
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "/refactor" });
    await row.waitFor();
    await screenshot(page, "message-commands");
    await row.click();
    await until("the word stands in the box", async () => (await input.inputValue()) === "/refactor ");
    await send("/refactor rename Entry to Node, and make the store async");
    await lenses(page, "Carry Out 4 Steps, simulated").waitFor();
    assert.match(await editorText(page), /- \[x\] Rename `Entry` to `Node` in `src\/store\.ts`/);
    assert.deepEqual(await textsOf(page.locator(".breadcrumbs-below-tabs .monaco-breadcrumb-item:visible").first()), [
      "Refactoring plan.md",
    ]);
    await screenshot(page, "refactoring-by-message");
    const answer = await startAsking(page, "Upshift: Carry Out Plan");
    await ended(answer);
    const steps = await textsOf(answer.locator("ol.steps .step-title"));
    assert.match(steps[0] ?? "", /^Rename Entry to Node: \d+ places in 1 file, by the editor, no charge$/);
    await page.locator(".tab", { hasText: "Edits under review (3 files)" }).waitFor();
  });

  it("says what the demo cannot plan, and what it can", async () => {
    const answer = await send("/refactor make report() a class");
    await screenshot(page, "refactoring-unplanned");
    assert.match(await answer.innerText(), /cannot plan this refactoring/);
  });
});
