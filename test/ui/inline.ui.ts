import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { runCommand, screenshot } from "../workbench/page.ts";
import { demoSettings, selectCode, startTour, type Tour } from "./tour.ts";
import { readLedger } from "./ledger.ts";

describe("explanations and reviews in the editor", function () {
  this.timeout(180_000);
  let endpoint: Endpoint;
  let browser: Browser;
  let tour: Tour;

  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
    browser = await launchBrowser();
    tour = await startTour(browser, {
      machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
    });
  });
  afterEach(() => endpoint.behave());
  after(async () => {
    await tour.stop();
    await browser.close();
    await endpoint.close();
  });

  it("stand in a thread below the code, answer a follow-up there, and are booked", async () => {
    const { page } = tour;
    await selectCode(tour, "store.ts", "get(key");
    await runCommand(page, "Upshift: Explain Here");
    const thread = page.locator(".review-widget");
    await thread.locator(".comment-body p").first().waitFor({ timeout: 40_000 });
    await thread.getByText("demo, no AI").first().waitFor();
    await thread.locator(".review-thread-reply-button, .comment-form .monaco-editor").first().click();
    await page.keyboard.type("Why is that so?");
    await thread.getByRole("button", { name: "Ask" }).click();
    // The box still holds the question at first: only what stands in the thread counts.
    const said = thread.locator(".comment-body");
    await said.getByText("Why is that so?").waitFor({ timeout: 40_000 });
    await said.nth(2).locator("p").first().waitFor({ timeout: 40_000 });
    await said.nth(2).getByText("Waiting for").waitFor({ state: "detached", timeout: 40_000 });
    await screenshot(page, "explain-thread");
    assert.ok(readLedger(tour.server).some(({ task }) => task === "explain"));
  });
});
