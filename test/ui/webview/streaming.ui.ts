import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { CHAT_STATES, EDITS_TEXT, answer, attempt, turn } from "../../fixtures/chatStates.ts";
import { launch, openView, settle, showState, streamText, type View } from "./page.ts";

const CODE = Array.from(
  { length: 60 },
  (_, line) => `  const value${line} = compute("${line}", ${line}); // step ${line}`,
).join("\n");
const ANSWER = `Two steps are needed.

1. Read the *map*.
2. Move the entry, see [the docs](https://example.com/lru).

\`\`\`ts
export function move() {
${CODE}
}
\`\`\`

| part | cost |
|---|---|
| get | O(1) |

- loose

- list with \`code\`

  \`\`\`py
  def f():
      return 1
  \`\`\`

> A quote
that goes on.
`;

function view(text: string, done: boolean) {
  const state = done ? "done" : "working";
  return turn(
    "Explain.",
    "store.ts",
    answer([attempt("mini", 0.0004, done ? {} : { state: "streaming" })], { text, state }),
    "one",
  );
}

const CHAT = { ...CHAT_STATES["main"], turns: [] };

async function prose(shown: View): Promise<string> {
  await shown.page.waitForFunction(() => document.querySelector("[data-later]") === null);
  await shown.page.waitForTimeout(200);
  return shown.page.locator(".prose").last().innerHTML();
}

async function oneShot(browser: Browser, text: string): Promise<string> {
  const shown = await openView(browser, "chat");
  await showState(shown, { ...CHAT, turns: [view(text, true)] });
  const html = await prose(shown);
  await shown.page.close();
  return html;
}

/** Posts messages to a page that draws nothing until all of them were received. */
async function holdFrames({ page }: View, messages: readonly unknown[]): Promise<void> {
  await page.evaluate(async (all) => {
    const own = window.requestAnimationFrame.bind(window);
    const held = new Map<number, FrameRequestCallback>();
    let ids = 1_000_000;
    window.requestAnimationFrame = (draw) => (held.set((ids += 1), draw), ids);
    const cancel = window.cancelAnimationFrame.bind(window);
    window.cancelAnimationFrame = (id) => (held.delete(id) ? undefined : cancel(id));
    for (const message of all) {
      window.postMessage(message, "*");
      await new Promise((resolve) => window.addEventListener("message", resolve, { once: true }));
    }
    window.requestAnimationFrame = own;
    for (const draw of held.values()) own(draw);
  }, messages);
  await settle(page);
}

describe("an answer that streams", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  it("never shows the marks of an edit while it is written, and ends as if it had come at once", async () => {
    const shown = await openView(browser, "chat");
    await showState(shown, { ...CHAT, turns: [view("", false)], busy: "one" });
    const seen: string[] = [];
    for (let at = 0; at < EDITS_TEXT.length; at += 11) {
      await streamText(shown, "one", EDITS_TEXT.slice(at, at + 11), 11);
      seen.push(await shown.page.locator(".prose").last().innerText());
    }
    assert.deepEqual(
      seen.filter((text) => /<{5}|={5}|>{5}|SEARCH|REPLACE|\*\*\* /.test(text)),
      [],
    );
    assert.ok(seen.some((text) => /^\+ {3}this\.touch/m.test(text)));
    await shown.post({ type: "turn", turn: view(EDITS_TEXT, true) });
    assert.equal(await prose(shown), await oneShot(browser, EDITS_TEXT));
    await shown.page.close();
  });

  it("stands there once, though its end is another text than what waits for a slow page's next frame", async () => {
    const shown = await openView(browser, "chat");
    await showState(shown, { ...CHAT, turns: [view("", false)], busy: "one" });
    await holdFrames(shown, [
      { type: "append", turn: "one", text: "A drft." },
      { type: "turn", turn: view("A draft.", true) },
    ]);
    assert.equal(await shown.page.locator(".prose").last().textContent(), "A draft.\n");
    await shown.page.close();
  });

  it("ends as one render of the whole text, element by element", async () => {
    const whole = await oneShot(browser, ANSWER);
    for (const size of [13, 32, 211]) {
      const shown = await openView(browser, "chat");
      await showState(shown, { ...CHAT, turns: [view("", false)], busy: "one" });
      await streamText(shown, "one", ANSWER, size);
      await shown.post({ type: "turn", turn: view(ANSWER, true) });
      assert.equal(await prose(shown), whole, `in steps of ${size}`);
      assert.deepEqual(await shown.faults(), []);
      await shown.page.close();
    }
  });

  it("keeps finished blocks and grows an open fence in blocks of 16 lines", async () => {
    const shown = await openView(browser, "chat");
    await showState(shown, { ...CHAT, turns: [view("First.\n\nSecond.\n\n", false)], busy: "one" });
    await shown.page.evaluate(() => document.querySelector(".prose p")?.setAttribute("data-kept", "yes"));
    await shown.post({ type: "append", turn: "one", text: "```ts\n" });
    await streamText(shown, "one", `${CODE}\n`, 50);
    const counts = await shown.page.evaluate(() => ({
      kept: document.querySelectorAll(".prose p[data-kept]").length,
      blocks: [...document.querySelectorAll(".lines")].map((block) => (block.textContent ?? "").split("\n").length - 1),
      nodes: document.querySelectorAll(".prose .code").length,
    }));
    assert.deepEqual(counts, { kept: 1, blocks: [16, 16, 16, 12], nodes: 1 });
    await shown.page.close();
  });

  it("stays at the end for a reader who is there, and offers New Text to one who is not", async () => {
    const shown = await openView(browser, "chat", { height: 500 });
    const long = "A paragraph that takes a line or two of the view.\n\n".repeat(30);
    await showState(shown, { ...CHAT, turns: [view(long, false)], busy: "one" });
    const away = () =>
      shown.page.evaluate(() => {
        const feed = document.querySelector(".feed");
        return feed === null ? -1 : Math.round(feed.scrollHeight - feed.scrollTop - feed.clientHeight);
      });
    await shown.post({ type: "append", turn: "one", text: long });
    await settle(shown.page);
    assert.ok((await away()) <= 1);
    await shown.page.evaluate(() => document.querySelector(".feed")?.scrollBy(0, -400));
    await settle(shown.page);
    await shown.post({ type: "append", turn: "one", text: long });
    await settle(shown.page);
    assert.ok((await away()) > 300);
    await shown.page.getByRole("button", { name: "New Text" }).click();
    await settle(shown.page);
    assert.ok((await away()) <= 1);
    assert.equal(await shown.page.getByRole("button", { name: "New Text" }).count(), 0);
    await shown.page.close();
  });

  it("opens a long conversation at its end", async () => {
    const shown = await openView(browser, "chat", { height: 600 });
    const turns = Array.from({ length: 60 }, (_, index) => ({ ...view(ANSWER, true), id: `turn ${index}` }));
    await showState(shown, { ...CHAT, turns });
    await shown.page.waitForTimeout(200);
    const left = await shown.page.evaluate(() => {
      const feed = document.querySelector(".feed");
      return feed === null ? -1 : feed.scrollHeight - feed.scrollTop - feed.clientHeight;
    });
    assert.ok(Math.abs(left) <= 1, `${left} px above the end`);
    await shown.page.close();
  });

  it("draws every block of a 200 KB answer a bounded number of times", async () => {
    const shown = await openView(browser, "chat", { height: 700 });
    const long = ANSWER.repeat(Math.ceil(200_000 / ANSWER.length));
    await showState(shown, { ...CHAT, turns: [view("", false)], busy: "one" });
    await shown.page.evaluate(() => {
      const count = { added: 0 };
      Object.assign(window, { count });
      const root = document.querySelector(".prose");
      const observer = new MutationObserver((records) => {
        for (const { addedNodes } of records) count.added += addedNodes.length;
      });
      if (root) observer.observe(root, { childList: true, subtree: true });
    });
    await streamText(shown, "one", long, 1_600);
    const { added, blocks } = await shown.page.evaluate(() => ({
      added: (window as unknown as { count: { added: number } }).count.added,
      blocks: document.querySelector(".prose")?.childNodes.length ?? 0,
    }));
    assert.ok(blocks > 500 && added < blocks * 10, `${added} nodes added for ${blocks}`);
    await shown.page.close();
  });
});
