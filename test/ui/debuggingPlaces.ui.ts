import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { buildClient } from "../workbench/bundles.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { runCommand, screenshot } from "../workbench/page.ts";
import { answerNext, replaced } from "./script.ts";
import { useTour } from "./useTour.ts";
import { chatOf, demoSettings, ended, lenses, newChat, textsOf, until } from "./tour.ts";

// Where a developer meets a bug: each place of VS Code that has an entry of ours, used by the mouse.

const LAUNCH = {
  version: "0.2.0",
  configurations: [
    {
      ...{ type: "client-debugger", request: "launch", name: "Shelf" },
      ...{ file: "${workspaceFolder}/src/money.ts", line: 23 },
    },
  ],
};
const MONEY = replaced(
  "One share too many is counted.",
  "src/money.ts",
  "  return Array.from({ length: parts }, (_, index) => (index <= rest ? base + 1 : base));",
  "  return Array.from({ length: parts }, (_, index) => (index < rest ? base + 1 : base));",
);

describe("the places where debugging starts", function () {
  this.timeout(180_000);
  const opened = useTour({ pace: 0 }, async (endpoint) => {
    await buildClient();
    return {
      machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
      extensions: [layOutClient()],
      prepare: (workspace) => {
        mkdirSync(path.join(workspace, ".vscode"), { recursive: true });
        writeFileSync(path.join(workspace, ".vscode/launch.json"), JSON.stringify(LAUNCH));
      },
    };
  });
  let endpoint: Endpoint;
  let page: Page;

  before(() => ({ endpoint, page } = opened()));
  beforeEach(async () => {
    await runCommand(page, "Upshift: Focus Chat Input");
    await newChat(page);
  });

  /** Uses an entry; the steps of the answer that it leads to, whose edit is there and is taken away again. */
  async function stepsAfter(entry: Locator): Promise<readonly string[]> {
    answerNext(endpoint, MONEY);
    await entry.click();
    const given = (await chatOf(page)).locator("article.answer").first();
    await given.waitFor({ timeout: 60_000 });
    await ended(given);
    await lenses(page, "Accept | Reject | Open Diff").first().waitFor();
    await runCommand(page, "Upshift: Reject All Changes in All Files");
    return await textsOf(given.locator(".step-title"));
  }

  /** The entry of a menu that the right button opens; asked for again while the menu is the one of a moment before. */
  async function menuEntry(place: Locator, label: string): Promise<Locator> {
    const entry = page.locator(".monaco-menu .action-item", { hasText: label });
    await until(`the menu has ${label}`, async () => {
      await place.click({ button: "right" });
      const isThere = await entry.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
      if (!isThere) await page.keyboard.press("Escape");
      return isThere;
    });
    return entry;
  }

  const AT_SPLIT = ["Read money.ts:23", "Cause: One share too many is counted"];

  describe("with a program stopped in the debugger", () => {
    before(async () => {
      await runCommand(page, "Debug: Start Debugging");
      await page.locator(".debug-toolbar").waitFor({ timeout: 60_000 });
    });
    after(() => runCommand(page, "Debug: Stop"));

    it("are its toolbar", async () => {
      const button = page.locator('.debug-toolbar .action-label[aria-label="Explain Stopped Exception"]');
      await button.waitFor();
      await screenshot(page, "debugging-toolbar");
      assert.deepEqual(await stepsAfter(button), AT_SPLIT);
      assert.match(JSON.stringify(endpoint.calls.at(-1)?.json), /parts: number = -1/);
    });

    it("are the call stack", async () => {
      await runCommand(page, "View: Show Run and Debug");
      const frame = page.locator(".debug-call-stack .monaco-list-row", { hasText: "split" });
      const entry = await menuEntry(frame, "Explain Stopped Exception");
      await screenshot(page, "debugging-call-stack-menu");
      assert.deepEqual(await stepsAfter(entry), AT_SPLIT);
    });
  });
});
