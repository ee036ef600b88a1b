import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import type { ChatViewState, TurnView } from "../../../src/protocol/viewState.ts";
import { answer, attempt, COMPOSER, turn } from "../../fixtures/chatStates.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { root } from "../../workbench/toolchain.mjs";
import { AXE, overflow, violations } from "./checks.ts";
import { launch, openView, type PageOptions, settle, showState, type View } from "./page.ts";

const ASKED = ["Fix the crash in get().", "store.ts:40–77 · 2 problems"] as const;
const code = (line: string): string => `\`\`\`ts\n${line}\n\`\`\`\n`;

const mini: TurnView = turn(
  ...ASKED,
  answer([attempt("mini", 0.0007, { state: "rejected", note: "2 new type errors", totalMs: 1_800 })], {
    text: code("return this.map.get(key)?.value;"),
    because: "Fix, small selection",
    totalMs: 1_800,
  }),
  "one",
);
const full: TurnView = {
  ...turn(
    ...ASKED,
    answer([attempt("full", 0.0138, { checked: ["types", "tests"], totalMs: 5_900 })], {
      text: code("const hit = this.map.get(key);\nif (!hit) return undefined;\nthis.touch(hit);\nreturn hit.value;"),
      because: "Fix, you chose Full",
      totalMs: 5_900,
    }),
    "two",
  ),
  compare: {
    with: "one",
    difference: "Full: 20× the price, 4.1 s slower.",
    lines: "4 lines differ",
    best: "second",
  },
};
const running: TurnView = {
  ...full,
  answer: { ...full.answer, state: "working", attempts: [attempt("full", 0.0138, { state: "streaming" })] },
  compare: { with: "one" },
};

const state = (turns: readonly TurnView[], more: Partial<ChatViewState> = {}): ChatViewState => ({
  setup: "ready",
  turns,
  composer: COMPOSER,
  ...more,
});

describe("two answers to one question", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    mkdirSync(path.join(root, "out/shots/webview"), { recursive: true });
    browser = await launch();
  });
  after(() => browser?.close());

  async function open(turns: readonly TurnView[], options: PageOptions = {}, busy?: string): Promise<View> {
    const view = await openView(browser, "chat", { width: 480, height: 700, ...options });
    await showState(view, state(turns, busy === undefined ? {} : { busy }));
    return view;
  }

  it("stand in one article with one question, what sets them apart, and the better one first in line", async () => {
    const view = await open([mini, full]);
    const { page } = view;
    assert.equal(await page.locator("article.user").count(), 1);
    assert.equal(await page.getByRole("article", { name: "Two answers" }).count(), 1);
    assert.equal(await page.locator("article.answer").count(), 0);
    assert.equal(await page.locator(".delta").innerText(), "Full: 20× the price, 4.1 s slower.\n4 lines differ");
    assert.deepEqual(await page.locator(".card .verdict").allInnerTexts(), [
      "2 new type errors",
      "Checked: tests, types",
    ]);
    assert.deepEqual(await page.locator(".card > .btn").allInnerTexts(), ["Keep Mini", "Keep Full"]);
    assert.equal(await page.locator(".card > .primary").innerText(), "Keep Full");
    const [left, right] = await page
      .locator(".card > .btn")
      .evaluateAll((buttons) =>
        buttons.map((button) => button.getBoundingClientRect()).map(({ x, bottom }) => ({ x, bottom })),
      );
    assert.ok(left && right && right.x > left.x, "side by side");
    assert.equal(left.bottom, right.bottom, "aligned at the bottom");
    await page.setViewportSize({ width: 300, height: 900 });
    const narrow = await page
      .locator(".card")
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().x));
    assert.equal(narrow[0], narrow[1], "below each other");
    await page.close();
  });

  it("send what the user keeps", async () => {
    const view = await open([mini, full]);
    for (const name of ["Keep Mini", "Keep Full", "Keep Both", "Show Diff of Answers"])
      await view.page.getByRole("button", { name }).click();
    assert.deepEqual(
      (await view.posted()).filter(({ type }) => type === "act"),
      ["keep-first", "keep-second", "keep-both", "diff-answers"].map((action) => ({
        type: "act",
        turn: "two",
        action,
      })),
    );
    await view.page.close();
  });

  it("offer nothing to keep while one is being written, and go their own ways afterwards", async () => {
    const view = await open([mini, running], {}, "two");
    assert.equal(await view.page.locator(".card").count(), 2);
    assert.equal(await view.page.getByRole("button", { name: /^Keep/ }).count(), 0);
    await view.post({ type: "turn", turn: full });
    assert.equal(await view.page.getByRole("button", { name: /^Keep/ }).count(), 3);
    const { compare: _compare, ...alone } = full;
    await view.post({ type: "turn", turn: alone });
    assert.equal(await view.page.locator("article.answer").count(), 2);
    assert.match(await view.page.locator("article.answer .prose").first().innerText(), /\?\.value/);
    assert.deepEqual(await view.faults(), []);
    await view.page.close();
  });

  it("have no axe violation, fit, and have a picture in every theme", async () => {
    for (const theme of DEFAULT_THEMES) {
      const view = await open([mini, full], { theme });
      await view.page.evaluate(AXE);
      for (const width of [300, 480]) {
        await view.page.setViewportSize({ width, height: 900 });
        await settle(view.page);
        assert.deepEqual(await violations(view.page), [], `${theme} at ${width}`);
        assert.deepEqual(await overflow(view.page), [], `${theme} at ${width}`);
        await view.page.screenshot({ path: path.join(root, `out/shots/webview/chat-compare-${width}-${theme}.png`) });
      }
      await view.page.close();
    }
  });
});
