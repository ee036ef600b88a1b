import assert from "node:assert/strict";
import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { monthOf } from "../../src/core/ledger/time.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser, startServer, temporaryFolder } from "../workbench/host.ts";
import { notification, openWorkbench, pick, runCommand, screenshot, statusBarItem } from "../workbench/page.ts";
import { readLedger } from "./ledger.ts";
import { ask, demoSettings, openCost, pictureOfFailure, receiptOf, save } from "./tour.ts";
import { selectCode, startTour, statusBarSays, type Tour, until, hoverUntil } from "./tour.ts";
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
    await hoverUntil(
      item,
      page.locator(".workbench-hover", { hasText: "Restricted Mode: nothing of this folder is run" }),
    );
    await screenshot(page, "trouble-restricted");
    await page.keyboard.press("Escape");
    await selectCode(tour, "store.ts", "get(key");
    assert.equal((await receiptOf(await ask(page, "Upshift: Explain"))).tier, "Mini");
    await runCommand(page, "Upshift: Show Log");
  });

  it("says in Restricted Mode that checks of the folder wait for trust, and leads to it", async () => {
    const files = { ".vscode/settings.json": "test/fixtures/checks.settings.json" };
    tour = await startTour(browser, { machineSettings: demoSettings(endpoint.baseUrl), trust: true, files });
    const { page } = tour;
    const said = notification(page, "Checks that this folder sets up are ignored until you trust it.");
    await said.waitFor();
    await screenshot(page, "trouble-untrusted");
    await said.getByRole("button", { name: "Show Workspace Trust" }).click();
    await page.locator(".workspace-trust-editor").waitFor();
    await screenshot(page, "trouble-untrusted-trust");
  });

  it("says why a file could not be imported, and offers to connect instead", async () => {
    const home = temporaryFolder("home");
    mkdirSync(path.join(home.path, ".continue"));
    writeFileSync(path.join(home.path, ".continue", "config.yaml"), "models: [\n  name: half\n");
    tour = await startTour(browser, { env: { HOME: home.path, USERPROFILE: home.path } });
    const { page } = tour;
    await statusBarItem(page, "Upshift: Connect").waitFor();
    await runCommand(page, "Upshift: Import Connections and Models");
    await pick(page, "Continue", "Continue");
    const said = notification(page, /config\.yaml could not be imported: .+\./);
    await said.getByRole("button", { name: "Connect a Model" }).waitFor();
    await said.getByRole("button", { name: "Show Log" }).waitFor();
    await screenshot(page, "trouble-import-failed");
    home.remove();
  });

  it("says that the cost record cannot be written, counts on, and writes it once it can", async () => {
    tour = await startTour(browser, { machineSettings: demoSettings(endpoint.baseUrl) });
    const { page, server } = tour;
    await statusBarItem(page, "Demo, no AI").waitFor();
    const storage = path.join(server.dir, "data/User/globalStorage/upshift.upshift");
    const inTheWay = path.join(storage, `ledger-${monthOf(Date.now())}.jsonl`);
    mkdirSync(inTheWay, { recursive: true });
    await selectCode(tour, "store.ts", "get(key");
    await ask(page, "Upshift: Explain");
    const cost = await openCost(page);
    const said = cost.locator(".notice", { hasText: "The cost record cannot be written: a folder has this name." });
    await said.getByRole("button", { name: "Show Log" }).waitFor();
    assert.match((await statusBarSays(page)).label, /simulated/);
    await screenshot(page, "trouble-ledger-write");
    rmdirSync(inTheWay);
    await ask(page, "Upshift: Explain");
    await said.waitFor({ state: "detached" });
    await until("both answers are written", () => readLedger(server).length === 2);
  });

  it("says why costs could not be written, and where the details are", async () => {
    tour = await startTour(browser, { machineSettings: demoSettings(endpoint.baseUrl) });
    const { page } = tour;
    await statusBarItem(page, "Demo, no AI").waitFor();
    await runCommand(page, "Upshift: Export Costs");
    await pick(page, "CSV", "CSV");
    await pick(page, "Session", "Session");
    await save(page, "/proc/upshift-costs.csv");
    const said = notification(page, "upshift-costs.csv could not be written: there is no such folder.");
    await said.getByRole("button", { name: "Show Log" }).waitFor();
    await screenshot(page, "trouble-file-write");
  });
});
