import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser, startServer } from "../workbench/host.ts";
import { notification, openWorkbench, runCommand, screenshot, statusBarItem } from "../workbench/page.ts";
import { ask, demoSettings, pictureOfFailure, receiptOf, selectCode, startTour, type Tour } from "./tour.ts";
import { vsixFile } from "../workbench/vsix.ts";

describe("trouble, as a person meets it", function () {
  this.timeout(120_000);
  let browser: Browser;
  let endpoint: Endpoint;
  let tour: Tour | undefined;

  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
    browser = await launchBrowser();
  });
  afterEach(async function () {
    await pictureOfFailure(this.currentTest, tour?.page);
    await tour?.stop();
    tour = undefined;
  });
  after(async () => {
    await browser?.close();
    await endpoint?.close();
  });

  it("names a bad setting, opens it, and works with the rest", async () => {
    const machineSettings = { ...demoSettings(endpoint.baseUrl), "upshift.models.full": "nobody/here" };
    tour = await startTour(browser, { machineSettings });
    const { page } = tour;
    const said = notification(page, 'upshift.models.full is not valid: there is no connection "nobody".');
    await said.waitFor();
    await screenshot(page, "trouble-bad-setting");
    await said.getByRole("button", { name: "Open Setting" }).click();
    await page.locator(".settings-editor .setting-item-title", { hasText: "Full" }).first().waitFor();
    await screenshot(page, "trouble-open-setting");
    await page.keyboard.press("Escape");
    await selectCode(tour, "store.ts", "get(key");
    assert.equal((await receiptOf(await ask(page, "Upshift: Explain"))).tier, "Mini");
  });

  it("asks for a folder where there is none, and offers to open one", async () => {
    const server = await startServer({ vsix: vsixFile, machineSettings: demoSettings(endpoint.baseUrl) });
    try {
      const page = await openWorkbench(browser, server);
      await runCommand(page, "Upshift: Explain");
      const said = notification(page, "Open a folder first.");
      await said.getByRole("button", { name: "Open Folder" }).waitFor();
    } finally {
      await server.stop();
    }
  });

  it("starts in Restricted Mode, answers there, and says what is off", async () => {
    tour = await startTour(browser, { machineSettings: demoSettings(endpoint.baseUrl), trust: true });
    const { page } = tour;
    const item = statusBarItem(page, "Demo, no AI");
    await item.waitFor();
    await item.hover();
    const hover = page.locator(".workbench-hover", { hasText: "Restricted Mode: nothing of this folder is run" });
    await hover.waitFor();
    await screenshot(page, "trouble-restricted");
    await page.keyboard.press("Escape");
    await selectCode(tour, "store.ts", "get(key");
    assert.equal((await receiptOf(await ask(page, "Upshift: Explain"))).tier, "Mini");
    await runCommand(page, "Upshift: Show Log");
  });
});
