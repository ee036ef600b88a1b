import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { pick, runCommand, screenshot } from "../workbench/page.ts";
import { ask, chatOf, demoSettings, ended, newChat, openWhy, receiptOf, selectCode, until } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

/* What the user looks into and decides in the panel, in the real workbench. */

describe("the panel", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0.1 }, (endpoint) => ({
    machineSettings: demoSettings(endpoint.baseUrl),
    viewport: { width: 1_500, height: 1_000 },
  }));
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ endpoint, page } = tour);
  });

  const posts = (): readonly string[] =>
    endpoint.calls.filter(({ url }) => url.endsWith("/chat/completions")).map(({ body }) => body);

  /** The body that the open screen shows. */
  async function bodyShown(chat: Frame): Promise<string> {
    const body = chat.locator("[data-body]");
    if ((await body.count()) === 0) await chat.getByRole("button", { name: "Request Body, to the Character" }).click();
    return (await body.textContent()) ?? "";
  }

  it("shows beforehand to the byte what then leaves, and afterwards what left", async () => {
    await selectCode(tour, "store.ts", "get(key");
    await runCommand(page, "Upshift: Focus Chat Input");
    const chat = await chatOf(page);
    await chat.getByLabel("Ask Upshift").fill("What does “get” return?");
    const before = posts().length;
    await chat.getByRole("button", { name: "Show What Will Be Sent" }).click();
    await chat.getByRole("heading", { name: "What Will Be Sent" }).waitFor();
    await until("its title has the focus", () => chat.evaluate(() => document.activeElement?.id === "payload-title"));
    await until("the question is in it", async () => (await bodyShown(chat)).includes("What does “get” return?"));
    // The language server may find the problem of the sample only now; the screen follows.
    await until("the problem is in it", async () => (await bodyShown(chat)).includes("ts 2532"));
    const shown = await bodyShown(chat);
    await screenshot(page, "panel-will-be-sent");
    assert.equal(posts().length, before, "looking sends nothing");
    await chat.locator(".screen > .do").getByRole("button", { name: "Send", exact: true }).click();
    const answer = chat.locator("article.answer").last();
    await answer.waitFor();
    await ended(answer);
    assert.equal(posts()[before], shown);
    await openWhy(answer);
    await answer.getByRole("button", { name: "Show What Was Sent" }).click();
    await chat.getByRole("heading", { name: "What Was Sent" }).waitFor();
    assert.equal(await bodyShown(chat), shown);
    await page.keyboard.press("Escape");
    await answer.waitFor();
  });

  it("takes the context out of the next message, and says so", async () => {
    const chat = await chatOf(page);
    await newChat(page);
    await selectCode(tour, "store.ts", "get(key");
    await runCommand(page, "Upshift: Show What Will Be Sent");
    await chat.getByRole("heading", { name: "What Will Be Sent" }).waitFor();
    await chat.locator(".weight td", { hasText: "store.ts" }).first().waitFor();
    await chat.getByRole("button", { name: "Remove Context" }).click();
    await until("nothing of the file is left", async () =>
      (await chat.locator(".weight td").allInnerTexts()).every((text) => !text.includes("store.ts")),
    );
    await chat.getByRole("button", { name: "Close", exact: true }).click();
    await newChat(page);
  });

  it("lays two tiers side by side, keeps the one that the user wants, and remembers it", async () => {
    await selectCode(tour, "store.ts", "get(key");
    const first = await ask(page, "Upshift: Explain");
    const mini = (await receiptOf(first)).tier;
    await first.getByRole("button", { name: "Compare with Another Tier" }).click();
    await pick(page, "Full", "Full");
    const chat = await chatOf(page);
    const two = chat.getByRole("article", { name: "Two answers" });
    await two.getByRole("button", { name: "Keep Full" }).waitFor();
    assert.equal(await two.locator(".card").count(), 2);
    assert.match(await two.locator(".delta").innerText(), /^Full: .*(price|prices).*\n?\d+ lines? differ/);
    await screenshot(page, "panel-compare");
    await two.getByRole("button", { name: "Show Diff of Answers" }).click();
    await page.locator(".tab.active", { hasText: `${mini} and Full` }).waitFor();
    await two.getByRole("button", { name: "Keep Full" }).click();
    await two.waitFor({ state: "detached" });
    const answers = chat.locator("article.answer");
    assert.equal(await answers.count(), 1);
    assert.equal((await receiptOf(answers.first())).tier, "Full");
    await until("the preference is kept", () => feedback().includes("preferred full"));
  });

  it("keeps a vote, shows it, and lets it be changed", async () => {
    await selectCode(tour, "store.ts", "get(key");
    const votes = (): readonly string[] => feedback().filter((line) => /helpful/.test(line));
    const before = votes().length;
    const answer = await ask(page, "Upshift: Explain");
    const helpful = answer.getByRole("button", { name: "Helpful", exact: true });
    const not = answer.getByRole("button", { name: "Not Helpful" });
    await helpful.click();
    await until("the vote is pressed", async () => (await helpful.getAttribute("aria-pressed")) === "true");
    await not.click();
    await until("the other vote is pressed", async () => (await not.getAttribute("aria-pressed")) === "true");
    assert.equal(await helpful.getAttribute("aria-pressed"), "false");
    await until("both votes are kept", () => votes().length === before + 2);
    assert.deepEqual(votes().slice(before), ["helpful mini", "not-helpful mini"]);
    await screenshot(page, "panel-votes");
  });

  it("follows the slider from the next question on, and every answer says so", async () => {
    await newChat(page);
    await selectCode(tour, "store.ts", "get(key");
    const cheap = await ask(page, "Upshift: Explain");
    assert.equal((await receiptOf(cheap)).tier, "Mini");
    const why = await openWhy(cheap);
    assert.match(
      why.get("Otherwise") ?? "",
      /^With the value set to Quality it would have gone to (Full|Deep), about /,
    );
    assert.match(why.get("Expected") ?? "", /at most/);
    await screenshot(page, "panel-why");
    await runCommand(page, "Upshift: Set Value of a Solved Request");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Quality" }).waitFor();
    await screenshot(page, "panel-value");
    await pick(page, "Quality", "Quality");
    await newChat(page);
    await until("the slider has moved", async () => {
      await selectCode(tour, "store.ts", "get(key");
      return (await receiptOf(await ask(page, "Upshift: Explain"))).tier !== "Mini";
    });
  });

  /** `kind tier` of everything that was remembered. */
  function feedback(): readonly string[] {
    return globSync("data/User/globalStorage/upshift.upshift/feedback.jsonl", { cwd: tour.server.dir })
      .flatMap((file) => readFileSync(path.join(tour.server.dir, file), "utf8").split("\n"))
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { readonly kind: string; readonly tier: string })
      .map(({ kind, tier }) => `${kind} ${tier}`);
  }
});
