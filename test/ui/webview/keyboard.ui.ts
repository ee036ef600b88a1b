import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { CHAT_STATES, COMPOSER, explained, shiftedUp, streaming } from "../../fixtures/chatStates.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { launch, openView, settle, showState, type PageOptions, type StandIn, type View } from "./page.ts";

const focused = (view: View): Promise<string> =>
  view.page.evaluate(() => {
    const active = document.activeElement as HTMLElement | null;
    return active?.dataset["key"] || active?.id || active?.className || "";
  });

describe("the keyboard", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  async function open(name: string, options: PageOptions = {}): Promise<View> {
    const view = await openView(browser, "chat", options);
    await showState(view, CHAT_STATES[name]);
    return view;
  }

  const sent = async (view: View, type: string) => (await view.posted()).filter((message) => message["type"] === type);

  it("sends with Enter, breaks the line with Shift+Enter, sends to Full with Ctrl+Enter", async () => {
    const view = await open("main");
    await view.post({ type: "focus", part: "input" });
    await view.page.keyboard.type("one");
    await view.page.keyboard.press("Shift+Enter");
    await view.page.keyboard.type("two");
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.type("three");
    await view.page.keyboard.press("Control+Enter");
    assert.deepEqual(await sent(view, "send"), [
      { type: "send", text: "one\ntwo" },
      { type: "send", text: "three", tier: "full" },
    ]);
    assert.equal(await view.page.locator("#input").inputValue(), "");
    assert.equal(await focused(view), "input");
    await view.page.close();
  });

  it("keeps the text while an answer is written, without a model, and when nothing was typed", async () => {
    for (const name of ["waiting", "no-model", "main"]) {
      const view = await open(name);
      await view.page.locator("#input").focus();
      await view.page.keyboard.type(name === "main" ? "  " : "kept");
      await view.page.keyboard.press("Enter");
      assert.deepEqual(await sent(view, "send"), []);
      assert.match(await view.page.locator("#input").inputValue(), name === "main" ? /^ {2}$/ : /^kept$/);
      await view.page.close();
    }
  });

  it("asks for context with @, and puts back what was typed where nothing was picked", async () => {
    const view = await open("main");
    const text = (): Promise<string> => view.page.locator("#input").inputValue();
    await view.page.locator("#input").focus();
    await view.page.keyboard.type("mail me@home, see @");
    assert.deepEqual(await sent(view, "act"), [{ type: "act", action: "add-context" }]);
    await view.post({ type: "context-picked", picked: false, typed: "store" });
    assert.equal(await text(), "mail me@home, see @store");
    await view.page.keyboard.type(" #");
    await view.post({ type: "context-picked", picked: true, typed: "" });
    assert.equal(await text(), "mail me@home, see @store ");
    await view.page.getByRole("button", { name: "Add Context" }).click();
    assert.equal((await sent(view, "act")).length, 3);
    await view.post({ type: "context-picked", picked: false, typed: "gone" });
    assert.equal(await text(), "mail me@home, see @store ");
    await view.page.close();
  });

  it("takes the last chip out with Backspace in the empty box", async () => {
    const view = await open("main");
    await view.page.locator("#input").focus();
    await view.page.keyboard.press("Backspace");
    assert.deepEqual(await sent(view, "toggle-chip"), [{ type: "toggle-chip", id: COMPOSER.chips.at(-1)?.id }]);
    await view.page.close();
  });

  it("starts an empty chat with what fits the open file, each with its price", async () => {
    const view = await open("new-chat");
    const names = await view.page.locator(".suggestion").allInnerTexts();
    assert.deepEqual(
      names.map((name) => name.replace(/\s+/g, " ")),
      ["Explain lines 40–77 ≈ $0.0004", "Fix 2 problems ≈ $0.0012", "Write tests ≈ $0.0009"],
    );
    await view.page.getByRole("button", { name: "Fix 2 problems" }).click();
    assert.deepEqual(await sent(view, "act"), [{ type: "act", action: "fix" }]);
    await view.page.close();
  });

  it("edits a message from its own button", async () => {
    const view = await open("main");
    await view.page.locator("article.user").first().hover();
    await view.page.getByRole("button", { name: "Edit Message" }).first().click();
    assert.deepEqual(
      (await sent(view, "act")).map(({ action }) => action),
      ["edit-message"],
    );
    await view.page.close();
  });

  it("goes one step back per Escape: menu, answer, editor", async () => {
    const view = await open("waiting");
    await view.page.locator(".pick").click();
    await settle(view.page);
    assert.equal(await view.page.locator("[role=menu]").count(), 1);
    await view.page.keyboard.press("Escape");
    await settle(view.page);
    assert.equal(await view.page.locator("[role=menu]").count(), 0);
    assert.match(await focused(view), /pick/);
    await view.page.keyboard.press("Escape");
    assert.equal((await sent(view, "stop")).length, 1);
    await showState(view, CHAT_STATES["main"]);
    await view.page.keyboard.press("Escape");
    assert.equal((await sent(view, "focus-editor")).length, 1);
    await view.page.close();
  });

  it("walks the tier menu with arrows, Home and End, and picks with Enter", async () => {
    const view = await open("main");
    await view.page.locator(".pick").focus();
    await view.page.keyboard.press("Enter");
    await settle(view.page);
    const item = () =>
      view.page.evaluate(() => {
        const active = document.activeElement;
        return active?.getAttribute("aria-label") ?? active?.textContent?.trim();
      });
    assert.equal(await item(), "Auto, Mini first, shift up when a check fails, about $0.0004");
    await view.page.keyboard.press("End");
    assert.equal(await item(), "Up to Deep");
    await view.page.keyboard.press("Home");
    for (let presses = 0; presses < 4; presses += 1) await view.page.keyboard.press("ArrowDown");
    assert.equal(await item(), "Local, qwen3-coder:30b, not running");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await sent(view, "pick-tier"), []);
    for (let presses = 0; presses < 2; presses += 1) await view.page.keyboard.press("ArrowUp");
    assert.equal(await item(), "Full, gpt-6.1-sol, about $0.0082");
    await view.page.keyboard.press("Enter");
    assert.deepEqual(await sent(view, "pick-tier"), [{ type: "pick-tier", tier: "full" }]);
    await view.page.close();
  });

  it("walks the messages with Page Up and Page Down, with one tab stop", async () => {
    const view = await open("main");
    assert.equal(await view.page.locator("article[tabindex='0']").count(), 1);
    await view.page.locator("article[tabindex='0']").focus();
    assert.equal(await focused(view), "answer shifted-up");
    await view.page.keyboard.press("PageUp");
    assert.equal(await focused(view), "user shifted-up");
    await view.page.keyboard.press("PageUp");
    await view.page.keyboard.press("PageUp");
    assert.equal(await focused(view), "user explained");
    await view.page.keyboard.press("PageUp");
    await view.page.keyboard.press("PageDown");
    assert.equal(await focused(view), "answer explained");
    assert.equal(await view.page.locator("article[tabindex='0']").count(), 1);
    await view.page.close();
  });

  it("opens and closes Why this model with Right, Left and Enter", async () => {
    const view = await open("main");
    const receipt = view.page.locator(".route").first();
    const state = async (): Promise<string | null> => {
      await settle(view.page);
      return receipt.getAttribute("aria-expanded");
    };
    await receipt.focus();
    for (const [key, expected] of [
      ["ArrowRight", "true"],
      ["ArrowRight", "true"],
      ["ArrowLeft", "false"],
      ["Enter", "true"],
    ] as const) {
      await view.page.keyboard.press(key);
      assert.equal(await state(), expected, key);
    }
    assert.equal(await receipt.getAttribute("aria-label"), "Answered by Mini, gpt-6-luna, $0.0004. Why this model");
    await view.page.getByRole("button", { name: "Edit Routing" }).click();
    assert.deepEqual(await sent(view, "act"), [{ type: "act", action: "edit-routing", turn: "explained" }]);
    await view.page.close();
  });

  it("opens Why this model where the reader looks, at the end of the conversation too", async () => {
    const view = await open("main", { height: 500 });
    const receipt = view.page.locator(".route").last();
    // At the end of what there is, and so kept there while text arrives.
    await view.page.locator(".feed").evaluate((feed) => feed.scrollTo(0, feed.scrollHeight));
    await settle(view.page);
    const top = (): Promise<number> => receipt.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const before = await top();
    await receipt.evaluate((element: HTMLElement) => element.click());
    await view.page.locator(".why").waitFor({ state: "attached" });
    await settle(view.page);
    assert.equal(await top(), before);
    await view.page.close();
  });

  it("picks a period with arrows and opens a request", async () => {
    const view = await openView(browser, "cost");
    await showState(view, COST_STATES["today"]);
    await view.page.getByRole("radio", { name: "Today" }).focus();
    await view.page.keyboard.press("ArrowRight");
    await view.page.getByRole("button", { name: "Fix, Full. Why this model" }).click();
    assert.deepEqual(await view.posted(), [
      { type: "ready" },
      { type: "period", period: "month" },
      { type: "open-request", request: "r1" },
    ]);
    await view.page.close();
  });

  it("keeps what is typed across a rebuild of the view, and takes a draft of the host once", async () => {
    const view = await open("main", { kept: { text: "half a thought", id: 3 } });
    assert.equal(await view.page.locator("#input").inputValue(), "half a thought");
    await showState(view, { ...CHAT_STATES["main"], draft: { id: 3, text: "old" } });
    assert.equal(await view.page.locator("#input").inputValue(), "half a thought");
    await view.post({ type: "draft", id: 4, text: "Explain this" });
    assert.equal(await view.page.locator("#input").inputValue(), "Explain this");
    assert.equal(await focused(view), "input");
    const kept = await view.page.evaluate(() => (window as unknown as StandIn).standIn.kept);
    assert.deepEqual(kept, { text: "Explain this", id: 4 });
    await view.page.close();
  });

  it("copies answers and code, takes chips away and puts them back", async () => {
    const view = await open("main");
    await view.page.getByRole("button", { name: "Copy Answer" }).first().click();
    await view.page.getByRole("button", { name: "Copy", exact: true }).click();
    const [whole, code] = await sent(view, "copy");
    assert.equal(whole?.["text"], explained.answer.text);
    assert.match(String(code?.["text"]), /^\/\/ A hit becomes[\s\S]*\n}\n$/);
    await view.page.getByRole("button", { name: "Remove store.ts, 1.2k tokens" }).click();
    assert.deepEqual(await sent(view, "toggle-chip"), [{ type: "toggle-chip", id: "file:store.ts" }]);
    const chips = COMPOSER.chips.map((chip, index) => ({ ...chip, removed: index === 0 }));
    await view.post({ type: "composer", composer: { ...COMPOSER, chips }, setup: "ready" });
    assert.equal(await view.page.getByRole("button", { name: "Put store.ts back" }).count(), 1);
    await view.page.close();
  });

  it("announces start, shift-up and end, at most one sentence per second", async () => {
    const view = await open("new-chat");
    await view.page.evaluate(() => {
      const spoken: { at: number; text: string }[] = [];
      Object.assign(window, { spoken: spoken });
      const region = document.querySelector("[aria-live=polite]");
      if (region)
        new MutationObserver(() => spoken.push({ at: performance.now(), text: region.textContent ?? "" })).observe(
          region,
          { childList: true },
        );
    });
    const [first, second] = shiftedUp.answer.attempts;
    const working = { ...shiftedUp.answer, state: "working", attempts: [{ ...first, state: "streaming", note: "" }] };
    await view.post({ type: "turn", turn: { ...shiftedUp, answer: working }, busy: shiftedUp.id });
    await view.post({
      type: "turn",
      turn: { ...shiftedUp, answer: { ...working, attempts: [first, { ...second, state: "streaming" }] } },
      busy: shiftedUp.id,
    });
    await view.post({ type: "turn", turn: shiftedUp });
    await view.page.waitForTimeout(2_300);
    const spoken = await view.page.evaluate(
      () => (window as unknown as { spoken: { at: number; text: string }[] }).spoken,
    );
    assert.deepEqual(
      spoken.map((each) => each.text),
      [
        "Answering with Mini.",
        "Check failed: 2 new type errors. Shifting up to Full.",
        "Answer complete. Full, $0.0145, Checked: types, tests.",
      ],
    );
    assert.ok(spoken.every((each, index) => index === 0 || each.at - (spoken[index - 1]?.at ?? 0) >= 990));
    await view.page.close();
  });

  it("shows the waiting clock after three seconds", async () => {
    const view = await open("new-chat");
    const attempt = { ...streaming.answer.attempts[0], state: "waiting", startedAt: Date.now() - 2_500 };
    await view.post({
      type: "turn",
      turn: { ...streaming, answer: { ...streaming.answer, text: "", attempts: [attempt] } },
      busy: streaming.id,
    });
    assert.equal(await view.page.getByText("Waiting for gpt-6-luna").count(), 0);
    await view.page.getByText("Waiting for gpt-6-luna, 4 s").waitFor({ timeout: 4_000 });
    await view.page.close();
  });
});
