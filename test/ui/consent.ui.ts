import assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import { buildClient } from "../workbench/bundles.ts";
import { launchBrowser } from "../workbench/host.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { screenshot } from "../workbench/page.ts";
import { ended, pictureOfFailure, selectCode, startAsking, startTour, textOf, type Tour } from "./tour.ts";

/** VS Code itself asks before one extension uses the models of another: for those that want it, as Copilot's do. */
describe("VS Code's question before a model of another extension is used", function () {
  this.timeout(120_000);
  let browser: Browser;
  let tour: Tour;
  let page: Page;

  before(async () => {
    await buildClient();
    browser = await launchBrowser();
    tour = await startTour(browser, {
      machineSettings: {
        "upshift.models.connections": { vscode: { preset: "vscode" } },
        "upshift.models.mini": "vscode/client/guarded",
        "upshift.completions.mode": "off",
      },
      extensions: [layOutClient()],
      proposedApi: true,
    });
    page = tour.page;
    await selectCode(tour, "store.ts", "get(");
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
  });

  const question = (): Locator =>
    page.locator(".monaco-dialog-box", { hasText: "wants to access the language models provided by" });

  async function explainAfter(button: string): Promise<string> {
    const answer = await startAsking(page, "Upshift: Explain");
    await question().waitFor();
    await screenshot(page, `consent-${button.toLowerCase()}`);
    await question().getByRole("button", { name: button, exact: true }).click();
    await ended(answer);
    return await textOf(answer);
  }

  it("may be answered with no: nothing is asked, and what to do is said", async () => {
    assert.match(await explainAfter("Cancel"), /Upshift was not allowed to use client\/guarded\. VS Code asks for it/);
    await screenshot(page, "consent-refused");
  });

  it("is answered with yes once, and the model answers", async () => {
    assert.match(await explainAfter("Allow"), /2 messages: /);
    const answer = await startAsking(page, "Upshift: Explain");
    await ended(answer);
    assert.match(await textOf(answer), /2 messages: /);
    assert.equal(await question().count(), 0);
  });
});
