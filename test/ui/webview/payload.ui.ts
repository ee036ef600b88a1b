import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { CHAT_STATES } from "../../fixtures/chatStates.ts";
import { GONE, NEXT, SENT } from "../../fixtures/payload.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { root } from "../../workbench/toolchain.mjs";
import { launch, openView, settle, showState, type View } from "./page.ts";

describe("what will be sent and what was", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  async function open(payload: unknown): Promise<View> {
    const view = await openView(browser, "chat");
    await showState(view, CHAT_STATES["main"]);
    await view.page.locator(".route").first().focus();
    await view.post({ type: "payload", payload });
    await view.page.locator("#payload-title").waitFor();
    return view;
  }

  const focus = (view: View): Promise<string> =>
    view.page.evaluate(() => document.activeElement?.id || (document.activeElement?.className ?? ""));
  const posted = async (view: View, type: string) => (await view.posted()).filter((each) => each["type"] === type);

  it("says who gets it, what each part weighs, and frames what stands where a secret was", async () => {
    const view = await open(NEXT);
    await view.page.getByText("To api.openai.com, for Mini, gpt-6-luna.").waitFor();
    await view.page.getByText("keeps requests up to 30 days").waitFor();
    assert.deepEqual(await view.page.locator(".weight tr td:last-child").allInnerTexts(), [
      "412",
      "1.2k of 9.1k",
      "510",
      "18",
      "2.1k",
    ]);
    await view.page.getByText("Expected ≈ $0.0004, at most $0.0082 with every try.").waitFor();
    const secret = view.page.locator(".payload .redacted");
    assert.deepEqual(await secret.allInnerTexts(), ["[[upshift-secret-1:github-token]]"]);
    assert.equal(await secret.evaluate((element) => getComputedStyle(element).borderTopStyle), "dashed");
    assert.equal(await view.page.locator(".feed").isVisible(), false);
    assert.deepEqual(await view.faults(), []);
    await view.page.close();
  });

  it("takes the focus to its heading and gives it back, by button and by Escape", async () => {
    const view = await open(NEXT);
    assert.equal(await focus(view), "payload-title");
    await view.page.getByRole("button", { name: "Close", exact: true }).click();
    assert.match(await focus(view), /route/);
    await view.page.getByRole("button", { name: "Show What Will Be Sent" }).click();
    assert.deepEqual(await posted(view, "show-payload"), [{ type: "show-payload", refresh: false }]);
    await view.post({ type: "payload", payload: NEXT });
    assert.equal(await focus(view), "payload-title");
    await view.page.keyboard.press("Escape");
    assert.match(await focus(view), /icon/);
    assert.equal(await view.page.locator("#payload-title").count(), 0);
    assert.equal((await posted(view, "focus-editor")).length, 0);
    await view.page.close();
  });

  it("shows and copies the body to the character", async () => {
    const view = await open(NEXT);
    await view.page.getByRole("button", { name: "Request Body, to the Character" }).click();
    assert.equal(await view.page.locator("[data-body]").textContent(), NEXT.content?.body);
    await view.page.getByRole("button", { name: "Copy Payload" }).click();
    assert.deepEqual(await posted(view, "copy"), [{ type: "copy", text: NEXT.content?.body }]);
    await view.page.close();
  });

  it("sends the box, takes the context out, and is asked for again when the box changes", async () => {
    const view = await open(NEXT);
    await view.page.locator("#input").fill("Why?");
    await view.page.waitForFunction(() =>
      (window as unknown as { standIn: { posted: readonly { type: string }[] } }).standIn.posted.some(
        ({ type }) => type === "show-payload",
      ),
    );
    assert.deepEqual(await posted(view, "show-payload"), [{ type: "show-payload", refresh: true }]);
    await view.page.locator("#input").focus();
    await view.post({ type: "payload", payload: NEXT });
    assert.equal(await focus(view), "input");
    await view.page.getByRole("button", { name: "Remove Context" }).click();
    assert.equal((await posted(view, "remove-context")).length, 1);
    await view.page.locator(".screen > .do").getByRole("button", { name: "Send", exact: true }).click();
    assert.deepEqual(await posted(view, "send"), [{ type: "send", text: "Why?", asShown: true }]);
    await view.page.close();
  });

  it("offers no sending afterwards, and says when nothing is kept any more", async () => {
    const view = await open(SENT);
    assert.deepEqual(await view.page.locator(".screen > .do button").allInnerTexts(), ["Copy Payload"]);
    await view.post({ type: "payload", payload: GONE });
    await view.page.getByText("It is kept until the window closes, and not after.").waitFor();
    assert.equal(await view.page.locator(".screen > .do").count(), 0);
    await view.page.close();
  });

  it("has a picture in every theme", async () => {
    const folder = path.join(root, "out/shots/webview");
    mkdirSync(folder, { recursive: true });
    for (const theme of DEFAULT_THEMES) {
      const view = await openView(browser, "chat", { theme, height: 900, width: theme === "light" ? 480 : 300 });
      await showState(view, CHAT_STATES["main"]);
      await view.post({ type: "payload", payload: NEXT });
      await settle(view.page);
      await view.page.screenshot({ path: path.join(folder, `chat-payload-${theme}.png`) });
      await view.page.close();
    }
  });
});
