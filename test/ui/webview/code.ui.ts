import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import {
  CHAT_STATES,
  COMPOSER,
  applicable,
  edited,
  explained,
  priceUnknown,
  restored,
  stopped,
} from "../../fixtures/chatStates.ts";
import { launch, openView, settle, showState, type View } from "./page.ts";

const CHAT = CHAT_STATES["main"];

describe("what an answer offers", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  async function open(more: object): Promise<View> {
    const view = await openView(browser, "chat");
    await showState(view, { ...CHAT, ...more });
    return view;
  }

  const newest = async (view: View, count: number) => (await view.posted()).slice(-count);

  /** Names of the buttons in the headers of code, as a reader finds them. */
  const offered = (view: View): Promise<readonly string[]> =>
    view.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>(".code header button")]
        .filter((button) => button.checkVisibility())
        .map((button) => button.getAttribute("aria-label") ?? button.textContent ?? ""),
    );

  it("inserts, copies and applies code", async () => {
    const view = await open({ turns: [applicable] });
    const code = await view.page.locator(".code pre").textContent();
    assert.deepEqual(await offered(view), ["Insert at Cursor", "Copy", "Apply"]);
    for (const name of await offered(view)) await view.page.getByRole("button", { name, exact: true }).click();
    assert.deepEqual(await newest(view, 3), [
      { type: "insert", turn: applicable.id, text: code },
      { type: "copy", text: code },
      { type: "apply", turn: applicable.id, text: code },
    ]);
    await view.page.close();
  });

  it("draws edits as lines that go and come; copies what they leave, applies them as they were written", async () => {
    const view = await open({ turns: [edited] });
    const blocks = view.page.locator(".code");
    assert.deepEqual(await blocks.locator("header .cut").allInnerTexts(), ["src/store.ts", "ts", "src/cart.ts"]);
    const shown = await blocks.first().locator("pre").innerText();
    assert.equal(shown.split("\n")[1], "-   return this.map.get(key).value");
    assert.doesNotMatch((await blocks.allInnerTexts()).join("\n"), /SEARCH|REPLACE|={5}|Patch/);
    for (const name of ["Copy", "Apply"]) await blocks.first().getByRole("button", { name }).click();
    const [copied, applied] = await newest(view, 2);
    assert.match(String(copied?.["text"]), /^get\(key: string\) \{\n {2}const hit[\s\S]*\n\}\n$/);
    assert.match(String(applied?.["text"]), /^src\/store\.ts\n<{7} SEARCH\n[\s\S]*>{7} REPLACE$/);
    await view.page.close();
  });

  it("offers the diff in place of Apply while an edit waits for review", async () => {
    const view = await open({ turns: [applicable] });
    await view.page.locator(".code pre").focus();
    await view.post({ type: "turn", turn: { ...applicable, pending: true } });
    assert.deepEqual(await offered(view), ["Open Diff", "Insert at Cursor", "Copy"]);
    assert.match(await view.page.locator(".review").innerText(), /In review in the editor\s*·\s*Open Diff/);
    for (const part of [".code", ".review"])
      await view.page.locator(part).getByRole("button", { name: "Open Diff" }).click();
    const act = { type: "act", action: "open-diff", turn: applicable.id };
    assert.deepEqual(await newest(view, 2), [act, act]);
    await view.post({ type: "turn", turn: applicable });
    assert.deepEqual(await offered(view), ["Insert at Cursor", "Copy", "Apply"]);
    await view.page.close();
  });

  it("offers no Apply while an answer is written or checked, without a place, for cut code and for a rejected try", async () => {
    const none = ["Insert at Cursor", "Copy"];
    for (const name of ["checking", "restored"]) {
      const view = await open(CHAT_STATES[name] ?? {});
      assert.deepEqual(await offered(view), none, name);
      await view.page.close();
    }
    const [rejected] = (CHAT?.turns ?? []).flatMap(({ answer }) =>
      answer.attempts.filter((each) => each.discardedText),
    );
    const attempts = [...(rejected ? [rejected] : []), ...applicable.answer.attempts];
    const view = await open({ turns: [{ ...applicable, answer: { ...applicable.answer, attempts } }] });
    await view.page.getByRole("button", { name: "Show Answer" }).click();
    await settle(view.page);
    assert.deepEqual(await offered(view), [...none, ...none, "Apply"]);
    await view.page.close();
  });

  it("regenerates on another tier, and says why one cannot answer", async () => {
    const view = await open({ turns: [explained] });
    const button = view.page.getByRole("button", { name: "Regenerate with Another Tier" });
    await button.focus();
    await view.page.keyboard.press("Enter");
    await settle(view.page);
    const item = () => view.page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assert.equal(await item(), "Mini, gpt-6-luna");
    assert.equal(await view.page.getByRole("menuitemradio", { checked: true }).count(), 1);
    await view.page.keyboard.press("End");
    assert.equal(await item(), "Local, qwen3-coder:30b, not running");
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.press("Escape");
    await settle(view.page);
    assert.equal(await item(), "Regenerate with Another Tier");
    assert.deepEqual(await newest(view, 1), [{ type: "ready" }]);
    await view.page.keyboard.press("Enter");
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("Enter");
    await settle(view.page);
    assert.deepEqual(await newest(view, 1), [{ type: "act", action: "retry-full", turn: explained.id }]);
    assert.equal(await view.page.getByRole("menu").count(), 0);
    assert.equal(await view.page.evaluate(() => document.activeElement?.id), "input");
    await view.page.close();
  });

  it("does not regenerate while another answer is written, nor without a model", async () => {
    const names = { name: "Regenerate with Another Tier" };
    const view = await open(CHAT_STATES["waiting"] ?? {});
    assert.equal(await view.page.getByRole("button", names).count(), 0);
    await showState(view, { ...CHAT, turns: [explained], composer: { ...COMPOSER, options: [] } });
    assert.equal(await view.page.getByRole("button", names).count(), 0);
    await showState(view, { ...CHAT, turns: [explained] });
    assert.equal(await view.page.getByRole("button", names).count(), 1);
    await view.page.close();
  });

  it("shows why a restored answer is cut, and lets no spinner outlive its answer", async () => {
    const view = await open({ turns: [restored] });
    assert.match(await view.page.getByRole("alert").innerText(), /The window closed/);
    await view.page.getByRole("button", { name: "Continue" }).click();
    assert.deepEqual(await newest(view, 1), [{ type: "act", action: "continue", turn: restored.id }]);
    assert.equal(await view.page.locator(".route .cost").innerText(), "≈ $0.0004");
    const { busy: _gone, ...still } = CHAT_STATES["states"] ?? assert.fail("states");
    await showState(view, still);
    assert.equal(await view.page.locator(".codicon-loading, [aria-busy=true]").count(), 0);
    assert.equal(await view.page.getByText("Stopped", { exact: true }).count(), 2);
    await view.page.close();
  });

  it("goes on with an answer that was stopped, and asks for a price that is not known", async () => {
    const view = await open({ turns: [stopped, priceUnknown] });
    await view.page.getByRole("button", { name: "Continue" }).first().click();
    await view.page.getByRole("button", { name: "Set Price" }).click();
    assert.deepEqual(await newest(view, 2), [
      { type: "act", action: "continue", turn: stopped.id },
      { type: "act", action: "set-price", turn: priceUnknown.id },
    ]);
    await view.page.close();
  });

  it("opens Why this model of one answer and puts the focus on its receipt", async () => {
    const turns = Array.from({ length: 30 }, (_, index) => ({ ...explained, id: `turn ${index}` }));
    const view = await open({ turns });
    for (const id of ["turn 3", "turn 29", "turn 0", "turn 17"]) {
      await view.post({ type: "show-turn", turn: id });
      await view.page.waitForTimeout(150);
      const seen = await view.page.evaluate(() => {
        const { bottom = 0 } = document.querySelector(".feed")?.getBoundingClientRect() ?? {};
        const box = document.activeElement?.getBoundingClientRect();
        return {
          turn: document.activeElement?.closest<HTMLElement>("[data-turn]")?.dataset["turn"],
          open: document.activeElement?.getAttribute("aria-expanded"),
          inSight: box !== undefined && box.top >= 0 && box.bottom <= bottom,
        };
      });
      assert.deepEqual(seen, { turn: id, open: "true", inSight: true });
    }
    await view.page.close();
  });

  it("does what was asked of it before its first state", async () => {
    const view = await openView(browser, "chat");
    await view.post({ type: "show-turn", turn: explained.id });
    await showState(view, CHAT);
    assert.equal(await view.page.locator(".route").first().getAttribute("aria-expanded"), "true");
    await view.page.close();
  });

  it("edits the last message with Up in the empty input", async () => {
    const view = await open({});
    await view.page.locator("#input").focus();
    await view.page.keyboard.press("ArrowUp");
    const last = CHAT?.turns.at(-1)?.id;
    assert.deepEqual(await newest(view, 1), [{ type: "act", action: "edit-message", turn: last }]);
    await view.post({ type: "draft", id: 7, text: "again" });
    await view.page.keyboard.press("ArrowUp");
    assert.equal((await view.posted()).filter(({ type }) => type === "act").length, 1);
    await view.page.close();
  });
});
