import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { historyItems } from "../../fixtures/chatHistory.ts";
import { CHAT_STATES } from "../../fixtures/chatStates.ts";
import { FLOW_STATES } from "../../fixtures/flowStates.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { root } from "../../workbench/toolchain.mjs";
import { launch, openView, settle, showState, type View } from "./page.ts";

const FOLDER = path.join(root, "out/shots/webview");

describe("pictures of the views", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await launch();
  });
  after(() => browser?.close());

  async function shoot(view: View, name: string): Promise<void> {
    const bytes = await view.page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
    assert.ok(bytes.length > 1_000, name);
  }

  for (const [name, states] of [
    ["chat", { ...CHAT_STATES, ...FLOW_STATES }],
    ["cost", COST_STATES],
  ] as const) {
    for (const theme of DEFAULT_THEMES) {
      it(`${name}, ${theme}`, async () => {
        const view = await openView(browser, name, { theme, height: 1_000 });
        for (const [scene, state] of Object.entries(states)) {
          await showState(view, state);
          await shoot(view, `${name}-${scene}-${theme}`);
        }
        assert.deepEqual(await view.faults(), []);
        await view.page.close();
      });
    }
  }

  it("chat, opened receipt, rejected try and tier menu", async () => {
    for (const theme of DEFAULT_THEMES) {
      const view = await openView(browser, "chat", { theme, height: 1_500 });
      await showState(view, CHAT_STATES["main"]);
      for (const selector of [".route", ".steps .link", ".pick"]) await view.page.locator(selector).first().click();
      await settle(view.page);
      await shoot(view, `chat-open-${theme}`);
      await view.page.close();
    }
  });

  it("chat, history with a deleted row, regenerate menu", async () => {
    for (const theme of DEFAULT_THEMES) {
      const view = await openView(browser, "chat", { theme, height: 700 });
      await showState(view, CHAT_STATES["main"]);
      await view.page.getByRole("button", { name: "Regenerate with Another Tier" }).first().click();
      await shoot(view, `chat-regenerate-${theme}`);
      await view.post({ type: "history", items: historyItems() });
      await view.page.locator("[data-chat=build]").hover();
      await shoot(view, `chat-history-${theme}`);
      await view.page.close();
    }
  });

  for (const width of [250, 480, 600]) {
    it(`both views at ${width} px`, async () => {
      for (const [name, state] of [
        ["chat", CHAT_STATES["main"]],
        ["cost", COST_STATES["today"]],
      ] as const) {
        const view = await openView(browser, name, { theme: "light", width, height: 1_000 });
        await showState(view, state);
        await shoot(view, `${name}-${width}`);
        await view.page.close();
      }
    });
  }
});
