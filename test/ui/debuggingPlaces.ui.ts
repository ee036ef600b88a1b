import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { buildClient } from "../workbench/bundles.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { openFile, runCommand, screenshot } from "../workbench/page.ts";
import { menuEntry } from "./insist.ts";
import { answerNext, replaced } from "./script.ts";
import { useTour } from "./useTour.ts";
import { chatOf, demoSettings, ended, lenses, newChat, textsOf } from "./tour.ts";

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

const TIERS = replaced(
  "Ten pieces are not more than ten.",
  "py/pricing.py",
  "        if pieces > least:",
  "        if pieces >= least:",
);

describe("the places where debugging starts", function () {
  this.timeout(180_000);
  const opened = useTour({ pace: 0 }, async (endpoint) => {
    await buildClient();
    return {
      machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
      settings: {
        // A stop would put its view in the place of the chat.
        "debug.openDebug": "neverOpen",
      },
      extensions: [layOutClient()],
      prepare: (workspace) => {
        mkdirSync(path.join(workspace, ".vscode"), { recursive: true });
        writeFileSync(path.join(workspace, ".vscode/launch.json"), JSON.stringify(LAUNCH));
      },
    };
  });
  let endpoint: Endpoint;
  let page: Page;

  before(async () => {
    ({ endpoint, page } = opened());
    // Before the debugger stops: a stop takes the focus, also from the list that a command is about to be picked from.
    await runCommand(page, "Upshift: Focus Chat Input");
    await chatOf(page);
  });
  beforeEach(async () => {
    await runCommand(page, "Upshift: Focus Chat Input");
    await newChat(page);
  });

  /** Uses an entry; the steps of the answer that it leads to, whose edit is there and is taken away again. */
  async function stepsAfter(entry: Locator, answer: string): Promise<readonly string[]> {
    answerNext(endpoint, answer);
    await entry.click();
    const given = (await chatOf(page)).locator("article.answer").first();
    await given.waitFor();
    await ended(given);
    await lenses(page, "Accept | Reject | Open Diff").first().waitFor();
    await runCommand(page, "Upshift: Reject All Changes in All Files");
    return await textsOf(given.locator(".step-title"));
  }

  const AT_SPLIT = ["Read money.ts:23", "Cause: One share too many is counted"];

  describe("with a program stopped in the debugger", () => {
    before(async () => {
      await runCommand(page, "Debug: Start Debugging");
      await page.locator(".debug-toolbar").waitFor();
      await page.locator(".tab.active", { hasText: "money.ts" }).waitFor();
    });
    after(() => runCommand(page, "Debug: Stop"));

    it("are its toolbar", async () => {
      const button = page.locator('.debug-toolbar .action-label[aria-label="Explain Stopped Exception"]');
      await button.waitFor();
      await screenshot(page, "debugging-toolbar");
      assert.deepEqual(await stepsAfter(button, MONEY), AT_SPLIT);
      assert.match(JSON.stringify(endpoint.calls.at(-1)?.json), /parts: number = -1/);
    });

    it("are the call stack", async () => {
      await runCommand(page, "View: Show Run and Debug");
      const frame = page.locator(".debug-call-stack .monaco-list-row", { hasText: "split" });
      const entry = await menuEntry(frame, "Explain Stopped Exception");
      await screenshot(page, "debugging-call-stack-menu");
      assert.deepEqual(await stepsAfter(entry, MONEY), AT_SPLIT);
    });
  });

  describe("with a test that failed", () => {
    const AT_TIERS = [
      "Read pricing.py:7, test_pricing.py:11",
      "Cause: Ten pieces are not more than ten",
      "Ran the test with this edit: it passes",
    ];

    before(async () => {
      await openFile(page, "test_pricing.py");
      await runCommand(page, "Test: Run All Tests");
    });

    it("are its mark in the gutter", async () => {
      const mark = page.locator(
        ".editor-instance .glyph-margin-widgets .testing-run-glyph.codicon-testing-failed-icon",
      );
      const entry = await menuEntry(mark.first(), "Fix Failing Test");
      await screenshot(page, "debugging-gutter-menu");
      assert.deepEqual((await stepsAfter(entry, TIERS)).slice(1), AT_TIERS);
    });

    it("are its message in the test results", async () => {
      await runCommand(page, "Test Results: Focus on Test Results View");
      const row = page.locator(".test-output-peek-tree .monaco-list-row", { hasText: "Ten pieces" });
      const entry = await menuEntry(row.first(), "Fix Failing Test");
      await screenshot(page, "debugging-test-results-menu");
      assert.deepEqual((await stepsAfter(entry, TIERS)).slice(1), AT_TIERS);
    });
  });
});
