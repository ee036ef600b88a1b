import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { historyItems } from "../../fixtures/chatHistory.ts";
import { CHAT_STATES } from "../../fixtures/chatStates.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { NEXT } from "../../fixtures/payload.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { AXE, overflow, violations } from "./checks.ts";
import { launch, openView, settle, showState, type View, type ViewName } from "./page.ts";

type Scene = (view: View) => Promise<void>;

/** Every state with everything opened, then what stands over or beside the conversation. */
const SCENES: Readonly<Record<ViewName, readonly (readonly [string, Scene])[]>> = {
  chat: [
    ...opened(CHAT_STATES),
    ["history", showHistory],
    ["no chat found", searchInVain],
    ["regenerate", showRegenerate],
    ["what will be sent", showPayload],
  ],
  cost: opened(COST_STATES),
};

function opened(states: Readonly<Record<string, unknown>>): readonly (readonly [string, Scene])[] {
  return Object.entries(states).map(([name, state]) => [name, (view) => showOpened(view, state)] as const);
}

async function showOpened(view: View, state: unknown): Promise<void> {
  await showState(view, state);
  await unfold(view);
}

async function showHistory(view: View): Promise<void> {
  await showState(view, CHAT_STATES["main"]);
  await view.post({ type: "history", items: historyItems() });
}

async function searchInVain(view: View): Promise<void> {
  await showHistory(view);
  await view.page.getByRole("searchbox").fill("a-rather-long-search-that-finds-nothing-in-any-of-the-chats");
  await settle(view.page);
}

async function showPayload(view: View): Promise<void> {
  await showState(view, CHAT_STATES["main"]);
  await view.post({ type: "payload", payload: NEXT });
  await view.page.getByRole("button", { name: "Request Body, to the Character" }).click();
  await settle(view.page);
}

async function showRegenerate(view: View): Promise<void> {
  await showState(view, CHAT_STATES["main"]);
  await view.page.getByRole("button", { name: "Regenerate with Another Tier" }).first().click();
  await settle(view.page);
}

/** Opens everything that opens, so that it is looked at too. */
async function unfold(view: View): Promise<void> {
  for (const closed of [
    ".route[aria-expanded=false], .steps .link[aria-expanded=false]",
    ".pick[aria-expanded=false]",
  ]) {
    await view.page.evaluate((selector) => {
      for (const button of document.querySelectorAll<HTMLElement>(selector)) button.click();
    }, closed);
    await settle(view.page);
  }
}

async function unnamed(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button")]
      .filter((button) => (button.getAttribute("aria-label") ?? button.textContent ?? "").trim() === "")
      .map((button) => button.outerHTML),
  );
}

async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button")].flatMap((button) => {
      if (!button.checkVisibility()) return [];
      const { width, height } = button.getBoundingClientRect();
      return width >= 24 && height >= 24 ? [] : [`${width} x ${height}: ${button.outerHTML}`];
    }),
  );
}

describe("access to the views", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const name of ["chat", "cost"] as const) {
    for (const theme of DEFAULT_THEMES) {
      it(`has no axe violation in any state: ${name}, ${theme}`, async () => {
        const view = await openView(browser, name, { theme, height: 2_400 });
        await view.page.evaluate(AXE);
        for (const [scene, show] of SCENES[name]) {
          await show(view);
          for (const width of [300, 480]) {
            await view.page.setViewportSize({ width, height: 2_400 });
            assert.deepEqual(await violations(view.page), [], `${scene} at ${width}`);
          }
        }
        assert.deepEqual(await view.faults(), []);
        await view.page.close();
      });
    }

    it(`never overflows sideways, names every button, and makes each large enough: ${name}`, async () => {
      const view = await openView(browser, name, { height: 2_400 });
      for (const [scene, show] of SCENES[name]) {
        await show(view);
        for (const width of [250, 300, 480, 600]) {
          await view.page.setViewportSize({ width, height: 2_400 });
          await settle(view.page);
          assert.deepEqual(await overflow(view.page), [], `${scene} at ${width}`);
        }
        assert.deepEqual(await unnamed(view.page), [], scene);
        assert.deepEqual(await smallTargets(view.page), [], scene);
      }
      await view.page.close();
    });
  }

  it("stops the spinner under both signals for reduced motion", async () => {
    for (const bodyClass of ["", "vscode-reduce-motion"]) {
      const view = await openView(browser, "chat", { bodyClass });
      await view.page.emulateMedia({ reducedMotion: bodyClass === "" ? "reduce" : "no-preference" });
      await showState(view, CHAT_STATES["states"]);
      const name = await view.page.evaluate(() => {
        const spinner = document.querySelector(".spin");
        return spinner === null ? "none there" : getComputedStyle(spinner).animationName;
      });
      assert.equal(name, "none");
      await view.page.close();
    }
  });
});
