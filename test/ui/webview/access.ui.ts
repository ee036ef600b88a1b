import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { CHAT_STATES } from "../../fixtures/chatStates.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { launch, openView, settle, showState, type View } from "./page.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[];
}

const SCENES = [
  ...Object.entries(CHAT_STATES).map(([name, state]) => ({ view: "chat" as const, name, state })),
  ...Object.entries(COST_STATES).map(([name, state]) => ({ view: "cost" as const, name, state })),
];

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (tags) => (window as unknown as { axe: { run(options: unknown): Promise<AxeResult> } }).axe.run({ runOnly: tags }),
    TAGS,
  );
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}

/** Opens everything that opens, so that it is looked at too. */
async function unfold(view: View): Promise<void> {
  await view.page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>(".route, .steps .link")) button.click();
  });
  await settle(view.page);
  await view.page.evaluate(() => document.querySelector<HTMLElement>(".pick")?.click());
  await settle(view.page);
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

  for (const { view: name, name: scene, state } of SCENES) {
    it(`has no axe violation: ${name} ${scene}`, async () => {
      for (const theme of DEFAULT_THEMES) {
        for (const width of [300, 480]) {
          const view = await openView(browser, name, { theme, width, height: 2_400 });
          await showState(view, state);
          await unfold(view);
          assert.deepEqual(await violations(view.page), [], `${theme} at ${width}`);
          assert.deepEqual(await view.faults(), []);
          await view.page.close();
        }
      }
    });

    it(`never overflows sideways and names every button: ${name} ${scene}`, async () => {
      const view = await openView(browser, name, { height: 2_400 });
      await showState(view, state);
      await unfold(view);
      for (const width of [250, 300, 480, 600]) {
        await view.page.setViewportSize({ width, height: 2_400 });
        await settle(view.page);
        const overflow = await view.page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll(".feed")].map((each) => each.scrollWidth - each.clientWidth),
        );
        assert.ok(overflow.every((pixels) => pixels <= 0), `${overflow.join(", ")} px at ${width}`);
      }
      assert.deepEqual(await unnamed(view.page), []);
      assert.deepEqual(await smallTargets(view.page), []);
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
