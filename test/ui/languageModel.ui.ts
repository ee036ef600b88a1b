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

  it("answers a participant of another extension, and books what that cost", async () => {
    await runCommand(page, "Chat: Open Chat");
    await page.waitForTimeout(5000);
    await screenshot(page, "chat-open");
    const input = page.locator(".interactive-input-part .monaco-editor").first();
    await input.waitFor();
    await input.click();
    answerNext(endpoint, "Four.");
    await page.keyboard.type("@client What is two and two?", { delay: 20 });
    await screenshot(page, "chat-typed");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(8000);
    await screenshot(page, "chat-answered");
    const answer = page.locator(".interactive-response").last();
    await answer.getByText("says: Four.").waitFor();
    await until("it is booked", () => readLedger(tour.server).some(({ task }) => task === "agent-step"));
    assert.match(endpoint.calls.at(-1)?.body ?? "", /What is two and two\?/);
  });
});
