import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { buildClient } from "../workbench/bundles.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { editorText, openFile, runCommand, screenshot, selectLines } from "../workbench/page.ts";
import { menuEntry } from "./insist.ts";
import { answerNext, replaced } from "./script.ts";
import { ask, chatOf, demoSettings, ended, lenses, newChat, receiptOf, textsOf, until } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

const LENS = "Accept | Reject | Open Diff";
const TEST = "test_from_the_first_tier_on";

describe("debugging", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0.1 }, async (endpoint) => {
    await buildClient();
    return {
      machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
      extensions: [layOutClient()],
    };
  });
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ endpoint, page } = tour);
  });

  const onDisk = (file: string): string => readFileSync(path.join(tour.workspace, file), "utf8");

  it("fixes the failing test at the cursor, proven by that test, and shows how", async () => {
    await openFile(page, "test_pricing.py");
    const line =
      onDisk("py/test_pricing.py")
        .split("\n")
        .findIndex((text) => text.includes(TEST)) + 2;
    await selectLines(page, line, line);
    const before = onDisk("py/pricing.py");
    // The first edit is wrong: the test says so, and the answer goes back.
    answerNext(
      endpoint,
      replaced(
        "The tiers are in the wrong order.",
        "py/pricing.py",
        "        if pieces > least:",
        "        if pieces > least + 1:",
      ),
    );
    answerNext(
      endpoint,
      replaced(
        "Ten pieces are not more than ten.",
        "py/pricing.py",
        "        if pieces > least:",
        "        if pieces >= least:",
      ),
    );
    const answer = await ask(page, "Upshift: Fix Failing Test");
    const steps = await textsOf(answer.locator(".step-title"));
    assert.match(
      steps[0] ?? "",
      /^Ran python3 -m unittest .* -k "DiscountTest\.test_from_the_first_tier_on" twice: it fails$/,
    );
    assert.deepEqual(steps.slice(1), [
      "Read pricing.py:7, test_pricing.py:11",
      "Cause: The tiers are in the wrong order",
      "Ran the test with this edit: the test still fails",
      "Cause: Ten pieces are not more than ten",
      "Ran the test with this edit: it passes",
    ]);
    assert.match((await receiptOf(answer)).verdict, /^Checked: .*test/);
    await screenshot(page, "debugging-failing-test");
    assert.equal(onDisk("py/pricing.py"), before, "nothing is written before it is accepted");
    await lenses(page, LENS).first().waitFor();
    await until("the edit is shown at its place", async () => (await editorText(page)).includes("if pieces >= least:"));
  });

  it("is in the menu of a test in the Test view, and gets that test", async () => {
    await newChat(page);
    await runCommand(page, "Upshift: Reject All Changes in All Files");
    await runCommand(page, "Testing: Focus on Test Explorer View");
    const row = page.locator(".test-explorer .monaco-list-row", { hasText: TEST });
    const item = await menuEntry(row, "Fix Failing Test");
    await screenshot(page, "debugging-test-view-menu");
    answerNext(
      endpoint,
      replaced(
        "Ten pieces are not more than ten.",
        "py/pricing.py",
        "        if pieces > least:",
        "        if pieces >= least:",
      ),
    );
    await item.click();
    const answer = (await chatOf(page)).locator("article.answer").first();
    await answer.waitFor();
    await ended(answer);
    assert.deepEqual((await textsOf(answer.locator(".step-title"))).slice(1), [
      "Read pricing.py:7, test_pricing.py:11",
      "Cause: Ten pieces are not more than ten",
      "Ran the test with this edit: it passes",
    ]);
  });

  it("takes a stack trace that is pasted into the chat to an edit at the right frame", async () => {
    await newChat(page);
    const trace = [
      "Why does this happen?",
      "RangeError: Invalid array length",
      "    at split (C:\\ci\\shelf\\src\\money.ts:23:16)",
      "    at checkout (C:\\ci\\shelf\\node_modules\\till\\index.js:4:2)",
    ].join("\n");
    answerNext(
      endpoint,
      replaced(
        "One share too many is counted.",
        "src/money.ts",
        "  return Array.from({ length: parts }, (_, index) => (index <= rest ? base + 1 : base));",
        "  return Array.from({ length: parts }, (_, index) => (index < rest ? base + 1 : base));",
      ),
    );
    const chat = await chatOf(page);
    await chat.getByLabel("Ask Upshift").fill(trace);
    await chat.getByRole("button", { name: "Send" }).click();
    const answer = chat.locator("article.answer").first();
    await answer.waitFor();
    await ended(answer);
    assert.deepEqual(await textsOf(answer.locator(".step-title")), [
      "Read money.ts:23",
      "Cause: One share too many is counted",
    ]);
    await lenses(page, LENS).first().waitFor();
    await until("the edit is shown at its place", async () => (await editorText(page)).includes("index < rest ? base"));
    const sent = JSON.stringify(endpoint.calls.at(-1)?.json);
    assert.match(sent, /Why does this happen\?/);
    await screenshot(page, "debugging-pasted-trace");
  });

  it("says what keeps a flow from starting", async () => {
    const chat = await chatOf(page);
    const asked = (): number =>
      endpoint.calls.filter(({ json }) => JSON.stringify(json ?? "").includes("Task: debug")).length;
    const before = asked();
    await chat.getByLabel("Ask Upshift").fill("/exception");
    await chat.getByRole("button", { name: "Send" }).click();
    await page.locator(".notification-toast", { hasText: "No program is stopped in the debugger." }).waitFor();
    await screenshot(page, "debugging-not-stopped");
    assert.equal(asked(), before);
  });
});
