import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Frame, Locator, Page } from "playwright-core";
import { sleep, startServer, temporaryFolder, type Server, type ServerOptions } from "../workbench/host.ts";
import {
  appears,
  openFile,
  openWorkbench,
  runCommand,
  screenshot,
  selectLines,
  statusBarItem,
  webviewFrame,
  type WindowOptions,
} from "../workbench/page.ts";
import { root } from "../workbench/toolchain.mjs";
import { vsixFile } from "../workbench/vsix.ts";

// What the tours share: a window on a copy of the sample, and what a person reads in chat, cost view and status bar.

/** How long anything may take on a machine that is busy with other things. */
const LIMIT_MS = 60_000;

/** A window with the packaged extension on a copy of the sample. */
export interface Tour {
  readonly server: Server;
  readonly workspace: string;
  readonly page: Page;
  stop(): Promise<void>;
}

export interface TourOptions
  extends WindowOptions, Pick<ServerOptions, "settings" | "machineSettings" | "env" | "trust" | "extensions"> {
  /** Files to copy into the workspace: its path there, and where it comes from. */
  readonly files?: Readonly<Record<string, string>>;
  /** What else is to be done to the workspace before its window opens. */
  readonly prepare?: (workspace: string) => void;
}

export async function startTour(browser: Browser, options: TourOptions = {}): Promise<Tour> {
  const { viewport, proposedApi, files = {}, prepare, ...serverOptions } = options;
  const folder = temporaryFolder("tour");
  const workspace = path.join(folder.path, "sample");
  cpSync(path.join(root, "test/fixtures/sample"), workspace, { recursive: true });
  for (const [name, from] of Object.entries(files)) cpSync(path.join(root, from), path.join(workspace, name));
  prepare?.(workspace);
  const settings = { "workbench.reduceMotion": "on", ...options.settings };
  const server = await startServer({ vsix: vsixFile, ...serverOptions, settings });
  const stop = async (): Promise<void> => {
    await server.stop();
    folder.remove();
  };
  try {
    return {
      server,
      workspace,
      page: await openWorkbench(browser, server, workspace, { viewport, proposedApi }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Machine settings that name an endpoint of OpenAI's dialect as `test` with the demo's models. */
export function demoSettings(baseUrl: string, connection: object = { preset: "demo" }): Record<string, unknown> {
  return {
    "upshift.models.connections": { test: { ...connection, baseUrl } },
    "upshift.models.mini": "test/demo-mini",
    "upshift.models.full": "test/demo-full",
    "upshift.models.deep": "test/demo-deep",
  };
}

/** Opens a file of the workspace and selects a method or function: from the line with this text to its closing brace. */
export async function selectCode(
  { page, workspace }: Pick<Tour, "page" | "workspace">,
  file: string,
  first: string,
): Promise<void> {
  await openFile(page, file);
  const lines = readFileSync(path.join(workspace, "src", file), "utf8").split(/\r?\n/);
  const start = lines.findIndex((line) => line.includes(first));
  const indent = /^\s*/.exec(lines[start] ?? "")?.[0] ?? "";
  const end = lines.findIndex((line, index) => index > start && line === `${indent}}`);
  if (start === -1 || end === -1) throw new Error(`${file} has no ${first}`);
  await selectLines(page, start + 1, end + 1);
}

/** The chat's document. It is another one after a reload and after the view was hidden. */
export function chatOf(page: Page): Promise<Frame> {
  return webviewFrame(page, "main.chat");
}

/** Sends a message in the chat; gives the answer, which may still be on its way. */
export async function sendMessage(page: Page, text: string): Promise<Locator> {
  const chat = await chatOf(page);
  const answers = chat.locator("article.answer");
  const before = await answers.count();
  await chat.getByLabel("Ask Upshift").fill(text);
  await chat.getByRole("button", { name: "Send" }).click();
  await answers.nth(before).waitFor();
  return answers.nth(before);
}

/** Starts a new chat and waits until it is there. */
export async function newChat(page: Page): Promise<void> {
  await runCommand(page, "Upshift: New Chat");
  await (await chatOf(page)).locator("article").first().waitFor({ state: "detached" });
}

/** Runs a command that asks a model; the answer when it has ended. */
export async function ask(page: Page, title: string): Promise<Locator> {
  const answer = await startAsking(page, title);
  await ended(answer);
  return answer;
}

/** Runs a command that asks a model; the answer as soon as it stands in the chat. */
export async function startAsking(page: Page, title: string): Promise<Locator> {
  const before = await answersIn(page);
  await runCommand(page, title);
  const answer = (await chatOf(page)).locator("article.answer").nth(before);
  await answer.waitFor();
  return answer;
}

export async function ended(answer: Locator): Promise<void> {
  await until("the answer has ended", async () => (await answer.getAttribute("aria-busy")) === "false");
}

async function answersIn(page: Page): Promise<number> {
  for (const frame of page.frames()) {
    const isChat = await frame
      .locator("main.chat")
      .count()
      .catch(() => 0);
    if (isChat > 0) return await frame.locator("article.answer").count();
  }
  return 0;
}

/** The text of an element. What is out of sight in the chat is not laid out, and so has no `innerText`. */
export async function textOf(element: Locator): Promise<string> {
  return plain(await element.textContent());
}

export async function textsOf(elements: Locator): Promise<readonly string[]> {
  return (await elements.allTextContents()).map(plain);
}

function plain(text: string | null): string {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

export interface Receipt {
  readonly tier: string;
  readonly model: string;
  readonly cost: string;
  readonly because: string;
  readonly verdict: string;
}

/** What the receipt and the footer of an answer say. */
export async function receiptOf(answer: Locator): Promise<Receipt> {
  const text = (selector: string): Promise<string> => textOf(answer.locator(selector).first());
  return {
    tier: await text(".route .name"),
    model: await text(".route .muted"),
    cost: await text(".route .cost"),
    because: await text(".facts span"),
    verdict: await text(".foot .verdict"),
  };
}

/** Opens *Why this model* of an answer; its rows by name. */
export async function openWhy(answer: Locator): Promise<ReadonlyMap<string, string>> {
  const route = answer.locator("button.route");
  if ((await route.getAttribute("aria-expanded")) !== "true") await route.click();
  await answer.locator(".why dt").first().waitFor();
  const values = await textsOf(answer.locator(".why dd"));
  return new Map((await textsOf(answer.locator(".why dt"))).map((name, index) => [name, values[index] ?? ""]));
}

/** The line of code lenses that holds this text, as in `Accept | Reject`. */
export function lenses(page: Page, text: string): Locator {
  return page.locator(".codelens-decoration", { hasText: text });
}

/** The meter beside the name of the chat view. */
export async function chatDescription(page: Page): Promise<string> {
  return await page.locator('.pane-header[aria-label^="Chat"] .description').innerText();
}

/** Opens the cost view. */
export async function openCost(page: Page): Promise<Frame> {
  await runCommand(page, "Upshift: Show Cost");
  const frame = await webviewFrame(page, "main.meter");
  await frame.locator("main.meter .seg").waitFor();
  return frame;
}

/** The figures that stand for the session: in the status bar for screen readers, and in its tooltip. */
export async function statusBarSays(page: Page): Promise<{ readonly label: string; readonly tooltip: string }> {
  const item = page.locator("#upshift\\.upshift\\.upshift\\.cost");
  const label = (await item.getAttribute("aria-label")) ?? "";
  const hover = page.locator(".monaco-hover:visible", { hasText: "Show Cost" });
  await hoverUntil(item, hover);
  const tooltip = await hover.innerText();
  await page.mouse.move(640, 300);
  await hover.waitFor({ state: "hidden" });
  return { label, tooltip };
}

/** Saves the active file until the disk has this text: what a command does to it may come a little later. */
export async function assertSaved(page: Page, file: string, text: string): Promise<void> {
  const onDisk = (): string => readFileSync(file, "utf8");
  await soon(async () => {
    await page.keyboard.press("Control+S");
    await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    return onDisk() === text;
  }, LIMIT_MS);
  assert.equal(onDisk(), text);
}

/** Gives VS Code's own save dialog a path. */
export async function save(page: Page, file: string): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible");
  const box = widget.locator('input[type="text"]');
  const isOpen = async (): Promise<boolean> => (await box.count()) > 0;
  await until("the save dialog is open", async () => (await isOpen()) && /upshift-costs/.test(await box.inputValue()));
  await box.fill(file);
  // While the dialog still reads the folder of a path, it takes a press for nothing and stays open.
  const button = widget.locator(".quick-input-action a", { hasText: /^(Export|OK)$/ });
  await until("the save dialog has taken the path", async () => {
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    return await soon(async () => !(await isOpen()));
  });
}

/** The first amount of money in a text; NaN where there is none. */
export function amountIn(text: string): number {
  return Number((/\$([\d,]+(?:\.\d+)?)/.exec(text)?.[1] ?? "NaN").replaceAll(",", ""));
}

/** Points at an element until what that shows is there: it goes away when the element is drawn anew. */
export async function hoverUntil(element: Locator, shown: Locator): Promise<void> {
  await until("the hover is there", async () => {
    await element.page().mouse.move(5, 5);
    await element.hover();
    return await appears(shown);
  });
}

/** Waits for something to become true; says what it waited for when it does not. */
export async function until(what: string, holds: () => unknown, ms = LIMIT_MS): Promise<void> {
  if (!(await soon(holds, ms))) throw new Error(`Waited in vain: ${what}`);
}

/** Whether something becomes true within this time. */
export async function soon(holds: () => unknown, ms = 2_000): Promise<boolean> {
  for (const end = Date.now() + ms; !(await holds()); await sleep(50)) if (Date.now() > end) return false;
  return true;
}

/** Waits until the status bar says this. */
export async function statusBarShows(page: Page, text: string | RegExp): Promise<void> {
  await statusBarItem(page, text).waitFor();
}

/** Leaves a picture of what a failed test saw. */
export async function pictureOfFailure(test: Mocha.Test | undefined, page: Page | undefined): Promise<void> {
  if (test?.state !== "failed" || !page) return;
  await screenshot(page, `failed-${test.fullTitle().replace(/\W+/g, "-").slice(0, 80)}`);
}
