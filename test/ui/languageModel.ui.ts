import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { buildClient } from "../workbench/bundles.ts";
import { launchBrowser } from "../workbench/host.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { runCommand, screenshot } from "../workbench/page.ts";
import { readLedger } from "./ledger.ts";
import { answerNext } from "./script.ts";
import { demoSettings, pictureOfFailure, startTour, type Tour, until } from "./tour.ts";

/** Another extension's participant in VS Code's own chat, which answers with the model that the user picked there. */
describe("Upshift as a model in VS Code's chat", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  let browser: Browser;
  let tour: Tour;
  let page: Page;

  before(async () => {
    await buildClient();
    endpoint = await startEndpoint({ pace: 0 });
    browser = await launchBrowser();
    tour = await startTour(browser, {
      machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
      extensions: [layOutClient()],
      viewport: { width: 1700, height: 900 },
    });
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

  /** Asks the other extension's participant, once VS Code knows it: before, its name is a word like any other. */
  async function askClient(question: string): Promise<void> {
    const row = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "client" }).first();
    await until("the participant is known", async () => {
      await page.locator(".interactive-input-part .monaco-editor").first().click();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("@cli", { delay: 50 });
      return await row.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
    await page.keyboard.press("Tab");
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
  }

  it("answers a participant of another extension, and books what that cost", async () => {
    await runCommand(page, "Chat: Open Chat");
    // VS Code asks extensions for their models with the first question, and knows none before.
    await askClient("Hello");
    const picker = page.locator(".interactive-input-part .action-label", { hasText: /Echo|Upshift/ });
    await picker.click();
    const models = page.locator(".action-widget");
    await models.getByText("routed step by step").waitFor();
    await screenshot(page, "lm-models");
    await models.getByText("Upshift Auto").click();
    answerNext(endpoint, "Four.");
    await askClient("What is two and two?");
    await page.locator(".interactive-response").getByText("Upshift Auto says: Four.").waitFor();
    await screenshot(page, "lm-answered");
    await until("it is booked", () => readLedger(tour.server).some(({ task }) => task === "agent-step"));
    assert.match(endpoint.calls.at(-1)?.body ?? "", /What is two and two\?/);
  });
});
