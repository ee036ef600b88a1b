import assert from "node:assert/strict";
import { statSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { openFile, pick, runCommand, screenshot, selectLines, webviewFrame } from "../workbench/page.ts";
import { PICTURES, type PictureName } from "../workbench/pictures.ts";
import { ask, demoSettings, lenses, newChat, openCost, openWhy, selectCode, type Tour, until } from "./tour.ts";
import { useTour } from "./useTour.ts";

// The pictures of the README, on every run into out/shots. `npm run screenshots` keeps them under media/screenshots.

const MOST_BYTES = 300_000;
const CHAT_WIDTH = 470;

/** A calm window: what the pictures are not about is out of sight. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.fontFamily": "'DejaVu Sans Mono', Menlo, Consolas, monospace",
  "editor.fontSize": 13,
  "editor.lightbulb.enabled": "off",
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.renderWhitespace": "none",
  "editor.scrollbar.horizontal": "hidden",
  "editor.scrollbar.vertical": "hidden",
  "editor.selectionHighlight": false,
  "editor.stickyScroll.enabled": false,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
};

const THEMES = [
  ["Dark 2026", "vs-dark", ""],
  ["Light 2026", "vs", "-light"],
] as const;

describe("pictures for the README", function () {
  this.timeout(120_000);
  const opened = useTour({}, (endpoint) => {
    const viewport = { width: 1280, height: 800 };
    return {
      viewport,
      settings: { ...SETTINGS, "workbench.colorTheme": THEMES[0][0] },
      machineSettings: demoSettings(endpoint.baseUrl),
    };
  });
  let tour: Tour;
  let page: Page;

  before(async () => {
    tour = opened();
    ({ page } = tour);
    await selectCode(tour, "store.ts", "get(key");
    await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
    await runCommand(page, "Upshift: Focus Chat Input");
    await widenSideBar(page);
  });

  it("Explain, answered by Mini, with Why this model", async () => {
    await selectCode(tour, "store.ts", "private evict(");
    const answer = await ask(page, "Upshift: Explain");
    await openWhy(answer);
    await shoot("explain", answer.locator("xpath=preceding-sibling::article[1]"));
  });

  it("Fix, shifted up to Full, with the pending edit", async () => {
    await newChat(page);
    await selectCode(tour, "store.ts", "get(key");
    const answer = await ask(page, "Upshift: Fix");
    await lenses(page, "Accept | Reject | Open Diff | Full").waitFor();
    // Without a selection the pending lines show in their own colour.
    await selectLines(page, 37, 36);
    await shoot("shift-up", answer);
    await runCommand(page, "Upshift: Accept All Changes in File");
  });

  it("the cost view", async () => {
    await newChat(page);
    for (const [file, code, command] of [
      ["cart.ts", "export function total(", "Upshift: Refactor"],
      ["cart.ts", "export function subtotal(", "Upshift: Explain"],
      ["money.ts", "export function split(", "Upshift: Fix"],
      ["retry.ts", "export async function retry", "Upshift: Explain"],
      ["report.ts", "export function level(", "Upshift: Explain"],
    ] as const) {
      await selectCode(tour, file, code);
      await ask(page, command);
    }
    const cost = await openCost(page);
    // The cost view alone: the chat folds to its header.
    await page.locator('.pane-header[aria-label^="Chat"]').click();
    await openFile(page, "store.ts");
    await lenses(page, "Accept | Reject").waitFor({ state: "detached" });
    await shoot("cost", cost.locator("main"));
  });

  /** Takes the picture in both themes, with `top` at the top of its view. */
  async function shoot(name: PictureName, top: Locator): Promise<void> {
    for (const [theme, className, suffix] of THEMES) {
      await setTheme(theme, className);
      await top.evaluate((element) => element.scrollIntoView({ block: "start" }));
      await page.mouse.move(1000, 48);
      const file = await screenshot(page, PICTURES[name] + suffix);
      assert.ok(statSync(file).size < MOST_BYTES, `${file} is too large`);
    }
    await setTheme(THEMES[0][0], THEMES[0][1]);
  }

  async function setTheme(theme: string, className: string): Promise<void> {
    await runCommand(page, "Preferences: Color Theme");
    await pick(page, theme, theme);
    await page.locator(`.monaco-workbench.${className}`).waitFor();
    // The views follow a little later.
    await webviewFrame(page, `body.${className === "vs" ? "vscode-light" : "vscode-dark"} main`);
  }
});

/** Drags the sash between side bar and editor. */
async function widenSideBar(page: Page): Promise<void> {
  const bar = await page.locator(".part.sidebar").boundingBox();
  if (!bar) throw new Error("There is no side bar.");
  const [x, y] = [bar.x + bar.width, bar.y + bar.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(bar.x + CHAT_WIDTH, y, { steps: 8 });
  await page.mouse.up();
  await until("the side bar is wide", async () => {
    const wide = await page.locator(".part.sidebar").boundingBox();
    return wide !== null && Math.abs(wide.width - CHAT_WIDTH) < 12;
  });
}
