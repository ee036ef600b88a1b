import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../workbench/host.ts";
import { notification, openFile, openView, runCommand, screenshot, statusBarItem } from "../workbench/page.ts";
import { modelsFromEnv, type StartModels } from "../workbench/startModels.ts";
import { readLedger, sumOf } from "./ledger.ts";
import {
  amountIn,
  ask,
  chatDescription,
  chatOf,
  ended,
  lenses,
  newChat,
  openCost,
  openWhy,
  pictureOfFailure,
  receiptOf,
  selectCode,
  startTour,
  statusBarSays,
  statusBarShows,
  type Tour,
  textOf,
  textsOf,
} from "./tour.ts";

describe("npm start without a key", function () {
  this.timeout(120_000);
  let browser: Browser;
  let models: StartModels;
  let tour: Tour;
  const costs: string[] = [];

  before(async () => {
    models = await modelsFromEnv({});
    browser = await launchBrowser();
    tour = await startTour(browser, {
      machineSettings: models.settings,
      files: { "src/route.ts": "src/core/router/route.ts" },
    });
    await statusBarShows(tour.page, "Demo, no AI");
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await models?.close();
  });

  it("answers Explain with Mini, and says why and what it cost", async () => {
    const { page } = tour;
    await selectCode(tour, "store.ts", "get(key");
    const answer = await ask(page, "Upshift: Explain");
    assert.match(await textOf(answer), /crashes for a key that is not there/);
    const { tier, model, cost, because, verdict } = await receiptOf(answer);
    assert.deepEqual([tier, model, because], ["Mini", "demo, no AI", "Explain, quick work"]);
    assert.match(cost, /^simulated \$0\.00\d\d$/);
    assert.equal(verdict, "Unverified");
    costs.push(cost);

    const why = await openWhy(answer);
    assert.equal(why.get("Task"), "Explain, known from the command");
    assert.match(why.get("Rule") ?? "", /likelier to be right than Mini/);
    assert.match(why.get("Checks") ?? "", /nothing stronger ran/);
    assert.match(why.get("Always Full") ?? "", /^simulated \$0\.\d+$/);
    assert.equal(why.get("Price"), "Simulated: the demo costs nothing");
    await screenshot(page, "demo-explain");
  });

  it("answers Refactor with Full, as an edit under review", async () => {
    const { page } = tour;
    await selectCode(tour, "store.ts", "set(key");
    const answer = await ask(page, "Upshift: Refactor");
    const { tier, cost, because } = await receiptOf(answer);
    assert.deepEqual([tier, because], ["Full", "Refactor, deep work"]);
    assert.ok(amountIn(cost) > amountIn(costs[0] ?? ""), cost);
    costs.push(cost);
    await lenses(page, "Accept | Reject | Open Diff | Full, simulated").waitFor();
    await runCommand(page, "Upshift: Reject All Changes in File");
  });

  it("explains a file that no script was written for from its structure", async () => {
    const { page } = tour;
    await selectCode(tour, "route.ts", "export function route(");
    const answer = await ask(page, "Upshift: Explain");
    const { tier, cost } = await receiptOf(answer);
    assert.equal(tier, "Mini");
    costs.push(cost);
    const text = await textOf(answer);
    assert.match(text, /route\(\)|`route`|route/);
    assert.match(text, /Demo, no AI/);
  });

  it("shows the same sums in receipts, chat, cost view and status bar", async () => {
    const { page } = tour;
    const cost = await openCost(page);
    const big = cost.locator(".totals .big").first();
    const shown = `simulated ${await textOf(big)}`;
    const exact = sumOf(readLedger(tour.server));
    assert.equal(shown, exact.text);
    assert.equal(await chatDescription(page), shown);
    const { label, tooltip } = await statusBarSays(page);
    assert.ok(label.endsWith(`, ${shown}`), label);
    assert.match(tooltip, new RegExp(`Demo: ${shown.replaceAll(/[$.]/g, "\\$&")}\\b`));
    assert.ok(tooltip.includes("Session $0.00"), tooltip);
    // Each receipt is rounded by itself to four decimals.
    const receipts = costs.reduce((sum, text) => sum + amountIn(text), 0);
    assert.ok(Math.abs(receipts - Number(exact.pico) / 1e12) <= costs.length * 0.00005 + 1e-9, `${receipts}`);
    await screenshot(page, "demo-cost");
  });
});

describe("a window without any connection", function () {
  this.timeout(120_000);
  let browser: Browser;
  let tour: Tour;

  before(async () => {
    browser = await launchBrowser();
    tour = await startTour(browser);
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
  });

  it("offers to connect a model or to try the demo, which then answers by itself", async () => {
    const { page } = tour;
    await statusBarShows(page, "Upshift: Connect");
    await openFile(page, "store.ts");
    await openView(page, "Upshift");
    const chat = await chatOf(page);
    await chat.getByRole("heading", { name: "Connect a model to start" }).waitFor();
    assert.equal(await chat.getByRole("button", { name: "Connect a Model" }).count(), 1);
    await screenshot(page, "demo-empty");
    await chat.getByRole("button", { name: "Try the Demo, No Key" }).click();
    await statusBarShows(page, "Demo, no AI");

    await selectCode(tour, "store.ts", "get(key");
    const { tier, model, cost } = await receiptOf(await ask(page, "Upshift: Explain"));
    assert.deepEqual([tier, model], ["Mini", "demo, no AI"]);
    assert.match(cost, /^simulated \$/);
  });

  it("begins the menu of the status bar with the ways to a model", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: End the Demo");
    await statusBarItem(page, "Upshift: Connect").click();
    const menu = page.locator(".quick-input-widget:visible");
    const rows = menu.locator(".monaco-list-row .label-name");
    await rows.filter({ hasText: "Start the Demo" }).waitFor();
    assert.deepEqual((await textsOf(rows)).slice(0, 2), ["Connect a Model", "Start the Demo"]);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
  });

  it("answers what was asked before there was a model", async () => {
    const { page } = tour;
    await newChat(page);
    await selectCode(tour, "store.ts", "get(key");
    const failed = await ask(page, "Upshift: Explain");
    await failed.locator(".notice").getByRole("button", { name: "Start the Demo" }).click();
    const answer = (await chatOf(page)).locator("article.answer").nth(1);
    await answer.waitFor();
    await ended(answer);
    assert.equal((await receiptOf(answer)).tier, "Mini");
  });

  it("goes back to its offer when the demo ends", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: End the Demo");
    await statusBarShows(page, "Upshift: Connect");
    await runCommand(page, "Upshift: New Chat");
    await (await chatOf(page)).getByRole("heading", { name: "Connect a model to start" }).waitFor();
    assert.equal(await notification(page, "").count(), 0);
  });
});
