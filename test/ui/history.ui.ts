import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";
import { runCommand, screenshot } from "../workbench/page.ts";
import { ask, chatOf, newChat, receiptOf, selectCode, type Tour, textOf, until } from "./tour.ts";
import { useTour } from "./useTour.ts";

describe("earlier chats", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 });
  let tour: Tour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ page } = tour);
  });

  async function showHistory(): Promise<Frame> {
    await runCommand(page, "Upshift: Show History");
    const chat = await chatOf(page);
    await chat.getByRole("heading", { name: "History" }).waitFor();
    return chat;
  }

  it("are listed with their files and costs, and opened again with their receipts", async () => {
    await selectCode(tour, "store.ts", "get(key");
    const first = await ask(page, "Upshift: Explain");
    const receipt = await receiptOf(first);
    const text = await textOf(first.locator(".prose"));
    await newChat(page);
    const chat = await chatOf(page);
    await selectCode(tour, "money.ts", "export function split");
    await ask(page, "Upshift: Explain");

    await showHistory();
    const rows = chat.locator(".chat-row");
    await until("both are listed", async () => (await rows.count()) === 2);
    const row = rows.filter({ hasText: "store.ts" });
    assert.match(await textOf(row), new RegExp(`Explain[\\s\\S]*${receipt.cost.replaceAll(/[$.]/g, "\\$&")}`));
    assert.match(await textOf(row), /1 answer/);
    await screenshot(page, "history");
    await row.click();
    const reopened = chat.locator("article.answer");
    await chat.getByRole("heading", { name: "History" }).waitFor({ state: "detached" });
    await chat.getByText("store.ts:29–31").waitFor();
    assert.deepEqual(await receiptOf(reopened), receipt);
    assert.equal(await textOf(reopened.locator(".prose")), text);
  });

  it("are deleted, and come back with Undo", async () => {
    const chat = await showHistory();
    const row = chat.locator("li", { hasText: "money.ts" });
    await row.hover();
    await row.getByRole("button", { name: /^Delete/ }).click();
    const undo = chat.getByRole("button", { name: /^Undo/ });
    await undo.click();
    await chat.locator(".chat-row", { hasText: "money.ts" }).waitFor();

    await row.hover();
    await row.getByRole("button", { name: /^Delete/ }).click();
    await undo.waitFor();
    await chat.getByRole("button", { name: "Close History" }).click();
    await newChat(page);
    await showHistory();
    await chat.locator(".chat-row", { hasText: "store.ts" }).waitFor();
    assert.equal(await chat.locator(".chat-row", { hasText: "money.ts" }).count(), 0);
  });
});
