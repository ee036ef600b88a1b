import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { sumCosts } from "../../src/core/models/money.ts";
import { sumText } from "../../src/util/costText.ts";
import { english } from "../../src/util/phrase.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser, type Server, sleep, startServer, temporaryFolder } from "../workbench/host.ts";
import {
  editorText,
  notification,
  openFile,
  openWorkbench,
  runCommand,
  screenshot,
  statusBarItem,
} from "../workbench/page.ts";
import { root } from "../workbench/toolchain.mjs";
import { vsixFile } from "../workbench/vsix.ts";
import { readLedger } from "./ledger.ts";
import { until } from "./tour.ts";

/** Longer than delay, request and painting take together. */
const QUIET_MS = 1_500;

/** A small workspace of its own, with the sample's ignore rules and settings of the folder. */
function workspace(settings: object): ReturnType<typeof temporaryFolder> {
  const folder = temporaryFolder("completions");
  cpSync(path.join(root, "test/fixtures/sample"), folder.path, { recursive: true });
  mkdirSync(path.join(folder.path, ".vscode"));
  writeFileSync(path.join(folder.path, ".vscode/settings.json"), JSON.stringify(settings));
  for (const name of ["accept", "along", "escape", "failing"]) writeFileSync(path.join(folder.path, `${name}.ts`), "");
  writeFileSync(path.join(folder.path, "notes.md"), "");
  return folder;
}

describe("completions in the workbench", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  let server: Server;
  let browser: Browser;
  const automatic = workspace({});
  const manual = workspace({ "upshift.completions.mode": "manual" });

  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
    server = await startServer({
      vsix: vsixFile,
      settings: { "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" } },
      machineSettings: {
        "upshift.models.connections": { test: { preset: "custom", baseUrl: endpoint.baseUrl, vendor: "openai" } },
        "upshift.models.mini": "test/gpt-4o-mini",
        "upshift.models.full": "test/gpt-4o",
      },
    });
    browser = await launchBrowser();
  });
  afterEach(() => endpoint.behave());
  after(async () => {
    await browser.close();
    await server.stop();
    await endpoint.close();
    automatic.remove();
    manual.remove();
  });

  const sent = (): number => endpoint.calls.filter(({ url }) => url.endsWith("/chat/completions")).length;

  /** Requests from behind `typed` are answered with this text, all others by the demo, which knows nothing here. */
  function say(typed: string, text: string): void {
    const chunk = (rest: object): string =>
      `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "gpt-4o-mini", ...rest })}\n\n`;
    const frames = [
      chunk({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
      chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
      chunk({ choices: [], usage: { prompt_tokens: 1_000, completion_tokens: 20, total_tokens: 1_020 } }),
      "data: [DONE]\n\n",
    ];
    endpoint.misbehave({
      match: ({ body }) => body.includes(`${typed}\\n`),
      response: { headers: { "content-type": "text/event-stream" }, frames },
    });
  }

  const ghost = (page: Page): Locator => page.locator('.monaco-editor [class*="ghost-text"]');

  /** Ghost text is drawn in one piece per colour. */
  async function shows(page: Page, text: string): Promise<void> {
    const pieces = '.monaco-editor [class*="ghost-text"]';
    await page.waitForFunction(
      ([selector, wanted]) =>
        Array.from(document.querySelectorAll(selector), (piece) => piece.textContent)
          .join("")
          .replaceAll("\u00A0", " ")
          .includes(wanted),
      [pieces, text] as const,
    );
  }

  const ledger = (): ReturnType<typeof readLedger> => readLedger(server);

  async function open(folder: string, file: string): Promise<Page> {
    const page = await openWorkbench(browser, server, folder);
    await statusBarItem(page, "$0.00").waitFor();
    await openFile(page, file);
    await page.locator(".editor-instance .view-lines").first().click();
    return page;
  }

  it("shows ghost text, takes it with Tab, follows typing without asking again, hides on Escape", async () => {
    const page = await open(automatic.path, "accept.ts");
    say("const n = ", "items.length;");
    await page.keyboard.type("const n = ");
    await shows(page, "items.length;");
    await screenshot(page, "completion");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.querySelector(".view-line")?.textContent?.includes("items.length;"));
    assert.match(await editorText(page), /const n = items\.length;/);

    await openFile(page, "along.ts");
    say("const m = ", "first.second(third);");
    await page.keyboard.type("const m = ");
    await shows(page, "first.second(third);");
    const before = sent();
    await page.keyboard.type("first.sec", { delay: 60 });
    await shows(page, "ond(third);");
    await sleep(QUIET_MS);
    assert.equal(sent(), before);

    await openFile(page, "escape.ts");
    say("const o = ", "hidden();");
    await page.keyboard.type("const o = ");
    await ghost(page).first().waitFor();
    await page.keyboard.press("Escape");
    await ghost(page).first().waitFor({ state: "detached" });
    await sleep(QUIET_MS);
    assert.equal(await ghost(page).count(), 0);

    // Cost: what the file says is what the status bar shows; nothing of it is in the chat.
    await until("all is booked", () => ledger().length === sent());
    const booked = ledger();
    assert.deepEqual(new Set(booked.map(({ task, tier }) => `${task} ${tier}`)), new Set(["complete mini"]));
    const spent = sumText(sumCosts(booked.map(({ cost }) => cost)), { t: english, locale: "en" });
    await statusBarItem(page, spent).waitFor();
    assert.notEqual(spent, "$0.00");
    assert.equal(await page.locator(".statusbar-item .codicon-loading").count(), 0);
    await page.context().close();
  });

  it("says nothing when the endpoint fails, and asks it no second time for a while", async () => {
    const page = await open(automatic.path, "failing.ts");
    endpoint.misbehave({ response: { status: 500, body: "{}" } });
    const before = sent();
    await page.keyboard.type("const n = ");
    await until("the endpoint has failed", () => ledger().some(({ outcome }) => outcome === "failed"));
    await page.keyboard.type("items");
    await sleep(QUIET_MS);
    assert.equal(sent() - before, 1);
    assert.equal(await ghost(page).count(), 0);
    assert.equal(await notification(page, /.*/).count(), 0);
    await page.context().close();
  });

  it("leaves languages alone that are switched off", async () => {
    const page = await open(automatic.path, "notes.md");
    const before = sent();
    await page.keyboard.type("Some words ");
    await sleep(QUIET_MS);
    assert.equal(sent(), before);
    await page.context().close();
  });

  it("sends nothing in manual mode while 500 characters are typed, and one request when asked", async () => {
    const page = await open(manual.path, "accept.ts");
    const before = sent();
    for (let line = 0; line < 10; line += 1) {
      await page.keyboard.type(`const value${line} = compute + other * ${line} + rest;\n`.padStart(50, " "), {
        delay: 5,
      });
      await sleep(300);
    }
    await page.keyboard.type("const n = ");
    await sleep(QUIET_MS);
    assert.equal(sent(), before);
    say("const n = ", "1;");
    await page.keyboard.press("Alt+\\");
    await shows(page, "1;");
    assert.equal(sent() - before, 1);
    await page.context().close();
  });

  it("rests when it is paused, and says so in the status bar", async () => {
    const page = await open(automatic.path, "along.ts");
    await runCommand(page, "Upshift: Pause Completions for 10 Minutes");
    await page.locator(".statusbar-item .codicon-debug-pause").waitFor();
    const before = sent();
    await page.locator(".editor-instance .view-lines").first().click();
    await page.keyboard.type("let paused = ");
    await sleep(QUIET_MS);
    assert.equal(sent(), before);
    await runCommand(page, "Upshift: Resume Completions");
    await page.locator(".statusbar-item .codicon-debug-pause").waitFor({ state: "detached" });
    await page.context().close();
  });
});
