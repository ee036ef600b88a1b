import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { startEndpoint, type Endpoint } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { editorText, openFile, pick, runCommand, screenshot, selectLines } from "../workbench/page.ts";
import { answerNext } from "./script.ts";
import { ask, demoSettings, lenses, pictureOfFailure, startTour, type Tour, until } from "./tour.ts";

const block = (file: string, search: string, replace: string): string =>
  `${file}\n\`\`\`ts\n<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n\`\`\`\n`;

describe("an edit of several files", function () {
  this.timeout(120_000);
  let browser: Browser;
  let endpoint: Endpoint;
  let tour: Tour;
  let page: Page;

  before(async () => {
    endpoint = await startEndpoint({ pace: 0.1 });
    browser = await launchBrowser();
    tour = await startTour(browser, { machineSettings: demoSettings(endpoint.baseUrl) });
    page = tour.page;
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await endpoint?.close();
  });

  const fileOf = (name: string): string => path.join(tour.workspace, "src", name);
  const onDisk = (name: string): string => readFileSync(fileOf(name), "utf8");

  it("is listed, accepted file by file, confirmed where programs act on a file, and reverted", async () => {
    writeFileSync(fileOf("alpha.ts"), "export const alpha = 1;\n");
    writeFileSync(fileOf("beta.ts"), "export const beta = 2;\n");
    await openFile(page, "alpha.ts");
    await selectLines(page, 1, 1);
    const reply = [
      block("src/alpha.ts", "export const alpha = 1;\n", "export const alpha = 10;\n"),
      block("src/beta.ts", "export const beta = 2;\n", "export const beta = 20;\n"),
      block(".github/workflows/ci.yml", "", "on: push\n"),
    ].join("\n");
    answerNext(endpoint, reply);
    await ask(page, "Upshift: Refactor");
    await runCommand(page, "Upshift: Review Edits…");
    await pick(page, "beta", "src/beta.ts");
    await page.locator(".tab.active", { hasText: "beta.ts: edit under review" }).waitFor();
    await screenshot(page, "edits-several-files");

    await runCommand(page, "Upshift: Accept All Changes in All Files");
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.getByText(".github/workflows/ci.yml runs on build servers.").waitFor();
    await dialog.getByText("Cancel").click();
    assert.equal(existsSync(path.join(tour.workspace, ".github/workflows/ci.yml")), false);
    await runCommand(page, "Upshift: Reject All Changes in All Files");

    await openFile(page, "alpha.ts");
    await until("alpha is changed", async () => (await editorText(page)).includes("alpha = 10"));
    assert.equal(await lenses(page, "Accept | Reject").count(), 0);
    await page.keyboard.press("Control+S");
    await until("alpha is saved", () => onDisk("alpha.ts").includes("10"));
    await runCommand(page, "Upshift: Revert the Last Edit in All Files");
    await until("alpha is as before", async () => (await editorText(page)).includes("alpha = 1;"));
    await openFile(page, "beta.ts");
    await until("beta is as before", async () => (await editorText(page)).includes("beta = 2;"));
  });
});
