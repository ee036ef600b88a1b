import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { historyItems } from "../../fixtures/chatHistory.ts";
import { CHAT_STATES } from "../../fixtures/chatStates.ts";
import { launch, openView, settle, showState, type View } from "./page.ts";

describe("earlier chats", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  async function open(clock = false): Promise<View> {
    const view = await openView(browser, "chat");
    if (clock) await view.page.clock.install();
    await showState(view, CHAT_STATES["main"]);
    await view.page.locator(".route").first().focus();
    await list(view);
    return view;
  }

  /** Messages and frames under a clock that the test moves. */
  async function list(view: View, items: unknown = historyItems()): Promise<void> {
    await view.page.evaluate((data) => window.postMessage(data, "*"), { type: "history", items });
    await view.page.locator(".screen").waitFor();
  }

  const focus = (view: View): Promise<string> =>
    view.page.evaluate(() => {
      const active = document.activeElement as HTMLElement | null;
      const row = active?.closest<HTMLElement>("[data-chat]")?.dataset["chat"];
      return `${row ?? ""} ${active?.id || (active?.className ?? "")}`.trim();
    });
  const sent = async (view: View) => (await view.posted()).filter(({ type }) => String(type).endsWith("-chat"));
  const rows = (view: View) => view.page.locator("[data-chat]").count();

  it("are listed by day, searched by title and file", async () => {
    const view = await open();
    assert.deepEqual(await view.page.getByRole("heading", { level: 3 }).allInnerTexts(), [
      "Today",
      "Yesterday",
      "Earlier",
    ]);
    assert.equal(
      (await view.page.locator("[data-chat=build] .chat-row").innerText()).replace(/\n·\n/, " · "),
      "Why is the build slow on Windows?\n≥ $0.11\nesbuild.mjs · 9 answers",
    );
    assert.equal(await view.page.locator("[aria-current=true]").count(), 1);
    await view.page.getByRole("searchbox").fill("store.ts");
    await settle(view.page);
    assert.equal(await rows(view), 2);
    await view.page.getByRole("searchbox").fill("nowhere");
    await view.page.getByText("No chat matches “nowhere”.").waitFor();
    await view.page.close();
  });

  it("take the focus to their heading and give it back, by button and by Escape", async () => {
    const view = await open();
    assert.equal(await focus(view), "history-title");
    assert.equal(await view.page.locator("#input").isVisible(), true);
    await view.page.getByRole("button", { name: "Close History" }).click();
    assert.equal(await focus(view), "route");
    await view.post({ type: "focus", part: "input" });
    await list(view);
    await view.page.keyboard.press("Escape");
    assert.equal(await focus(view), "input");
    assert.equal(await view.page.locator(".screen").count(), 0);
    assert.equal(
      (await view.posted()).some(({ type }) => type === "focus-editor"),
      false,
    );
    await view.page.close();
  });

  it("are walked with arrows, one tab stop for all rows, and opened with Enter", async () => {
    const view = await open();
    await view.page.getByRole("searchbox").focus();
    await view.page.keyboard.press("ArrowDown");
    assert.equal(await focus(view), "lru chat-row");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("ArrowDown");
    await settle(view.page);
    assert.equal(await focus(view), "build chat-row");
    assert.equal(await view.page.locator(".chat-row[tabindex='0'], .undo[tabindex='0']").count(), 1);
    await view.page.keyboard.press("Tab");
    assert.equal(await focus(view), "build icon remove");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("End");
    assert.equal(await focus(view), "gone link undo");
    await view.page.keyboard.press("Home");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await sent(view), [{ type: "open-chat", id: "commit" }]);
    assert.equal(await view.page.locator(".screen").count(), 0);
    assert.equal(await focus(view), "input");
    await view.page.close();
  });

  it("can be deleted and put back in place for ten seconds", async () => {
    const view = await open(true);
    await view.page.locator("[data-chat=build] .remove").click();
    assert.equal(await focus(view), "build link undo");
    assert.equal(await view.page.locator("[data-chat=build]").innerText(), "Deleted.\nUndo");
    await view.page.keyboard.press("Enter");
    assert.equal(await focus(view), "build chat-row");
    await view.page.clock.runFor(11_000);
    assert.equal(await view.page.locator("[data-chat=build]").count(), 1);
    await view.page.keyboard.press("Delete");
    await view.page.clock.runFor(9_900);
    assert.equal(await focus(view), "build link undo");
    await view.page.clock.runFor(200);
    assert.equal(await view.page.locator("[data-chat=build]").count(), 0);
    assert.equal(await focus(view), "money chat-row");
    assert.deepEqual(await sent(view), [
      { type: "delete-chat", id: "build" },
      { type: "restore-chat", id: "build" },
      { type: "delete-chat", id: "build" },
    ]);
    await list(
      view,
      historyItems().map((each) => ({ ...each, deleted: each.id === "build" })),
    );
    await view.page.clock.runFor(100);
    assert.equal(await view.page.locator("[data-chat=build]").count(), 0);
    await view.page.close();
  });

  it("stay in sight when the open one is deleted, and go when another chat or a new answer comes", async () => {
    const view = await open();
    await view.page.locator("[data-chat=lru] .remove").click();
    await showState(view, { ...CHAT_STATES["main"], turns: [] });
    assert.equal(await view.page.locator(".screen").count(), 1);
    await list(
      view,
      historyItems().map((each) => ({ ...each, open: false, deleted: each.id === "lru" })),
    );
    assert.equal(await focus(view), "lru link undo");
    await showState(view, CHAT_STATES["main"]);
    assert.equal(await view.page.locator(".screen").count(), 0);
    await view.page.close();
  });

  it("leave the conversation where it was", async () => {
    const view = await openView(browser, "chat", { height: 420 });
    await showState(view, CHAT_STATES["main"]);
    const top = () => view.page.evaluate(() => document.querySelector(".feed")?.scrollTop);
    await view.page.evaluate(() => document.querySelector(".feed")?.scrollTo(0, 40));
    await settle(view.page);
    await list(view);
    await view.page.keyboard.press("Escape");
    await settle(view.page);
    assert.equal(await top(), 40);
    await view.page.close();
  });
});
