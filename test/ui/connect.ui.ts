import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { enterText, notification, runCommand, screenshot, statusBarItem } from "../workbench/page.ts";
import { ask, newChat, receiptOf, selectCode, textOf } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

const KEY = ["connect", "tour", "key", "0123456789"].join("-");
const WRONG = ["connect", "tour", "wrong", "0123456789"].join("-");

/** Gives each tier its model in the list of tiers. */
async function chooseModel(page: Page, tier: string, model: string): Promise<void> {
  await enterText(page, "Models for the tiers", tier);
  await enterText(page, `Model for ${tier}`, model);
}

describe("Connect a Model, by keyboard", function () {
  this.timeout(120_000);
  const opened = useTour({ requireKey: KEY, pace: 0, models: ["demo-mini", "demo-full", "other"] }, () => ({}));
  let endpoint: Endpoint;
  let tour: OpenTour;
  let host: string;

  before(async () => {
    tour = opened();
    ({ endpoint } = tour);
    host = new URL(endpoint.baseUrl).host;
    await statusBarItem(tour.page, "Upshift: Connect").waitFor();
  });

  async function explain(): Promise<Locator> {
    await selectCode(tour, "store.ts", "get(key");
    return await ask(tour.page, "Upshift: Explain");
  }

  /** Everything that VS Code keeps of the settings, and the page with all its frames. */
  async function kept(): Promise<string> {
    const files = globSync("data/{User,Machine}/**/*.{json,jsonl}", { cwd: tour.server.dir });
    const texts = files.map((file) => readFileSync(path.join(tour.server.dir, file), "utf8"));
    const frames = await Promise.all(tour.page.frames().map((frame) => frame.content().catch(() => "")));
    return [...texts, ...frames].join("\n");
  }

  it("asks for endpoint, address, key and models, and then answers", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: Connect a Model");
    await enterText(page, "Connect a Model", "Other OpenAI-compatible endpoint");
    await enterText(page, "Address of Other", endpoint.baseUrl);
    await enterText(page, "Key for Other", KEY);
    await chooseModel(page, "Mini", "demo-mini");
    await chooseModel(page, "Full", "demo-full");
    await page.locator(".quick-input-widget:visible", { hasText: "Models for the tiers" }).waitFor();
    await screenshot(page, "connect-tiers");
    await enterText(page, "Models for the tiers", "Accept");
    await statusBarItem(page, "$0.00").waitFor();

    const answer = await explain();
    const { tier, model, cost } = await receiptOf(answer);
    assert.deepEqual([tier, model, cost], ["Mini", "demo-mini", "Price unknown"]);
    assert.equal(endpoint.calls.at(-1)?.headers.authorization, `Bearer ${KEY}`);
  });

  it("keeps the key out of settings and page", async () => {
    const settings = readFileSync(path.join(tour.server.dir, "data/Machine/settings.json"), "utf8");
    assert.match(settings, /"upshift\.models\.mini": "custom\/demo-mini"/);
    assert.ok(settings.includes(endpoint.baseUrl));
    assert.ok(!(await kept()).includes(KEY));
  });

  it("asks models on this computer only, and others again, by the menu of the status bar", async () => {
    const { page } = tour;
    const item = page.locator("#upshift\\.upshift\\.upshift\\.cost");
    const choose = async (label: string): Promise<void> => {
      await item.click();
      await page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: label }).click();
    };
    await choose("Turn On Local Only");
    await item.filter({ hasText: "Local only" }).waitFor();
    await choose("Turn Off Local Only");
    await item.filter({ hasText: "Price unknown" }).waitFor();
  });

  it("says that a key is wrong, takes another one, and answers", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: Set Key");
    await enterText(page, "Key for custom", WRONG);
    const failed = await explain();
    const notice = failed.locator(".notice");
    assert.match(await textOf(notice), new RegExp(`${host.replaceAll(".", "\\.")} did not accept the key\\.`));
    await screenshot(page, "connect-wrong-key");
    await notice.getByRole("button", { name: "Set Key" }).click();
    await enterText(page, "Key for custom", KEY);
    assert.equal((await receiptOf(await explain())).tier, "Mini");
    assert.ok(!(await kept()).includes(WRONG));
  });

  it("says that the browser forgot the key, and takes it again", async () => {
    const { page } = tour;
    await page.reload();
    await statusBarItem(page, "$0.00").waitFor();
    await newChat(page);
    const before = endpoint.calls.length;
    const notice = (await explain()).locator(".notice");
    assert.match(await textOf(notice), /is gone: VS Code in a browser forgets keys when its page is loaded again\./);
    assert.equal(endpoint.calls.length, before, "a request went out without its key");
    await screenshot(page, "connect-forgotten-key");
    await notice.getByRole("button", { name: "Set Key" }).click();
    await enterText(page, "Key for custom", KEY);
    assert.equal((await receiptOf(await explain())).tier, "Mini");
  });

  it("tests a connection and says what it found", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: Test Connection");
    await notification(page, `${host} answers and lists 3 models.`).waitFor();
    // VS Code shows no more than three notifications at once: the first two have to be past.
    await notification(page, "Asking").waitFor({ state: "hidden" });
    await endpoint.close();
    const unanswered = (await explain()).locator(".notice");
    assert.match(await textOf(unanswered), /did not answer\./);
    await unanswered.getByRole("button", { name: "Test Connection" }).click();
    await notification(page, `${host} takes no connections: no server listens there.`).waitFor();
    await screenshot(page, "connect-unreachable");
  });
});
