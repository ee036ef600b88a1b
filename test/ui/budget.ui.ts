import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { PICO_PER_DOLLAR } from "../../src/core/models/money.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { enterText, openWindow, screenshot, webviewFrame } from "../workbench/page.ts";
import { readLedger, sumOf } from "./ledger.ts";
import {
  ask,
  chatDescription,
  chatOf,
  ended,
  openCost,
  pictureOfFailure,
  selectCode,
  startTour,
  statusBarSays,
  textOf,
  textsOf,
  type Tour,
  until,
} from "./tour.ts";

/** Settings and figures come to two windows in their own time. */
const PATIENCE_MS = 60_000;

describe("money and its limits in two windows", function () {
  this.timeout(300_000);
  let endpoint: Endpoint;
  let browser: Browser;
  let tour: Tour;
  let other: Page;

  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
    browser = await launchBrowser();
    const machineSettings = {
      "upshift.models.connections": { test: { preset: "custom", vendor: "openai", baseUrl: endpoint.baseUrl } },
      "upshift.models.mini": "test/gpt-4o-mini",
      "upshift.budgets.atLimit": "refuse",
      "upshift.completions.mode": "off",
    };
    tour = await startTour(browser, { machineSettings });
    other = await openWindow(tour.page.context(), tour.server, tour.workspace);
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await endpoint?.close();
  });

  const booked = (): ReturnType<typeof sumOf> => sumOf(readLedger(tour.server));

  function limitTo(dollars: number): void {
    const file = path.join(tour.server.dir, "data/Machine/settings.json");
    const settings = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...settings, "upshift.budgets.day": dollars }));
  }

  async function explain(): Promise<ReturnType<typeof ask>> {
    await selectCode(tour, "store.ts", "get(key");
    return await ask(tour.page, "Upshift: Explain");
  }

  /** What the cost view says was spent. */
  async function totalIn(page: Page): Promise<string> {
    return await textOf((await webviewFrame(page, "main.meter")).locator(".totals .big").first());
  }

  /** What the places that show money say of this session. */
  async function shown(): Promise<readonly string[]> {
    const { page } = tour;
    await page.bringToFront();
    const total = await totalIn(page);
    const { label, tooltip } = await statusBarSays(page);
    return [total, await chatDescription(page), label, tooltip.replaceAll(/\s+/g, " ").split(" Mini ")[0] ?? ""];
  }

  /** The gauge of today, as it is read out. */
  async function gauge(page: Page): Promise<string> {
    const meters = (await webviewFrame(page, "main.meter")).getByRole("meter", { name: "Today budget" });
    return await meters.evaluateAll(([meter]) => meter?.getAttribute("aria-valuetext") ?? "none");
  }

  it("shows in both what one of them has spent", async () => {
    await explain();
    await openCost(tour.page);
    const cost = await openCost(other);
    await cost.getByRole("radio", { name: "Today" }).click();
    await until("the other window has the sum", async () => (await totalIn(other)) === booked().text, PATIENCE_MS);
    await explain();
    await until("it follows the next one", async () => (await totalIn(other)) === booked().text, PATIENCE_MS);
    const today = other.locator('.pane-header[aria-label^="Cost"] .description');
    await until("so does its head", async () => (await today.innerText()) === `today ${booked().text}`, PATIENCE_MS);
  });

  it("refuses what may pass it, and moves no figure", async () => {
    const { page } = tour;
    // A millionth of a dollar is left, which no request keeps within.
    limitTo(Number(booked().pico / 1_000_000n + 1n) / (PICO_PER_DOLLAR / 1e6));
    for (const window of [page, other])
      await until(
        "the limit holds",
        async () => (await gauge(window)).startsWith(`${booked().text} of $`),
        PATIENCE_MS,
      );
    const [before, lines] = [await shown(), readLedger(tour.server)];
    assert.ok(
      before.slice(0, 3).every((text) => text.includes(booked().text)),
      before.join(" | "),
    );
    const answer = await explain();
    assert.match(
      await textOf(answer.locator(".notice")),
      /^This request may cost \$[\d.]+; <?\$[\d.]+ of today’s budget is left\./,
    );
    assert.deepEqual(await textsOf(answer.locator(".notice button")), ["Raise for Today", "Change Budget"]);
    assert.deepEqual(await shown(), before);
    assert.deepEqual(readLedger(tour.server), lines);
    await screenshot(page, "budget-refused");
  });

  it("goes on where it is raised for today, in the other window too", async () => {
    const { page } = tour;
    const chat = await chatOf(page);
    const answers = await chat.locator("article.answer").count();
    const before = readLedger(tour.server).length;
    await chat.locator("article.answer").last().getByRole("button", { name: "Raise for Today" }).click();
    await enterText(page, "How much may be spent today", "1,50");
    await until("it is asked again", () => readLedger(tour.server).length === before + 1, PATIENCE_MS);
    await ended(chat.locator("article.answer").nth(answers));
    for (const window of [page, other])
      await until(
        "the raised limit shows",
        async () => (await gauge(window)) === `${booked().text} of $1.50`,
        PATIENCE_MS,
      );
    for (const text of (await shown()).slice(0, 3)) assert.ok(text.includes(booked().text), text);
    await screenshot(page, "budget-raised");
  });
});
