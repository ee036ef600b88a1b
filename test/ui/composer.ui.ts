import assert from "node:assert/strict";
import type { Frame, Locator, Page } from "playwright-core";
import { openFile, runCommand, screenshot } from "../workbench/page.ts";
import { chatOf, ended, newChat, receiptOf, selectCode, until } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

describe("the message box", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 });
  let tour: OpenTour;
  let page: Page;
  let chat: Frame;

  before(async () => {
    tour = opened();
    ({ page } = tour);
    await openFile(page, "store.ts");
    await runCommand(page, "Upshift: Focus Chat Input");
    chat = await chatOf(page);
  });

  const list = (): Locator => page.locator(".quick-input-widget:visible");
  const text = (): Promise<string> => chat.locator("#input").inputValue();

  /** Types into the message up to a mark that asks for context, and waits for the list. */
  async function mark(words: string): Promise<void> {
    await chat.locator("#input").pressSequentially(words);
    await list().locator(".monaco-list-row", { hasText: "Symbol…" }).waitFor();
  }

  it("takes a file along that is picked after @", async () => {
    await mark("How is it used? @");
    const row = list().locator(".monaco-list-row", { hasText: "money.ts" });
    await page.keyboard.type("money");
    await row.first().waitFor();
    await screenshot(page, "composer-add-context");
    await row.first().click();
    await chat.locator(".chip", { hasText: "money.ts" }).waitFor();
    await until("the mark is gone", async () => (await text()) === "How is it used? ");
    await until("the box has the focus again", () =>
      chat.evaluate(() => document.hasFocus() && document.activeElement?.id === "input"),
    );
    await page.keyboard.type("Say it.");
    await until("it is typed behind", async () => (await text()) === "How is it used? Say it.");
  });

  it("keeps what was typed after # where nothing is picked", async () => {
    await chat.locator("#input").fill("");
    await mark("See #");
    await page.keyboard.type("12");
    await page.keyboard.press("Escape");
    await until("the number is there", async () => (await text()) === "See #12");
    await chat.locator("#input").fill("");
  });

  it("offers to start with what fits the code at the cursor", async () => {
    await newChat(page);
    await selectCode(tour, "store.ts", "get(key");
    const explain = chat.getByRole("button", { name: "Explain lines 29–31" });
    await explain.waitFor();
    await screenshot(page, "composer-new-chat");
    await explain.click();
    const answer = chat.locator("article.answer").first();
    await answer.waitFor();
    await ended(answer);
    assert.equal((await receiptOf(answer)).because, "Explain, quick work");
  });
});
