import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Frame, Locator, Page } from "playwright-core";
import { sleep, workbenchUrl, type Server } from "./host.ts";
import { escapeRegExp } from "./escapeRegExp.ts";
import { root } from "./toolchain.mjs";

// What a user does in the workbench, for tests in test/ui.

/** How long anything may take on a machine that is busy with other things. */
const LIMIT_MS = 60_000;
/** After this time a key or click is taken for one that was not heeded. */
const HEEDED_MS = 2_000;

export interface WindowOptions {
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  readonly proposedApi?: boolean | undefined;
}

/** Opens the workbench with the folder in a browser window of its own, and waits until VS Code has restored itself. */
export async function openWorkbench(
  browser: Browser,
  server: Pick<Server, "port" | "token">,
  folder?: string,
  { viewport = { width: 1400, height: 900 }, proposedApi = false }: WindowOptions = {},
): Promise<Page> {
  return await openWindow(await browser.newContext({ viewport }), server, folder, { proposedApi });
}

/** Opens one more window of the same user, who keeps settings and state in the browser. */
export async function openWindow(
  context: BrowserContext,
  server: Pick<Server, "port" | "token">,
  folder?: string,
  { proposedApi = false }: Pick<WindowOptions, "proposedApi"> = {},
): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  await page.goto(workbenchUrl(server, folder, { proposedApi }));
  await page.locator(".monaco-workbench .statusbar-item").first().waitFor();
  await page.locator(".monaco-workbench .activitybar .action-label").first().waitFor();
  return page;
}

/** Runs a command by its full title, as in `Upshift: Explain`, out of the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await quickPick(page, "F1", `>${title}`, title);
}

/** Opens a file of the workspace in the editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  const label = path.posix.basename(name);
  await quickPick(page, "Control+P", name, label);
  await page.locator(".tab.active", { hasText: label }).waitFor();
  await page.locator(".editor-instance .view-lines").first().waitFor();
}

/**
 * Opens a quick input by its key and takes a row. Opened anew until the row is there: rows of late extensions are not
 * added. Each time it may take longer, so that a slow machine comes to its end, too.
 */
async function quickPick(page: Page, key: string, text: string, label: string): Promise<void> {
  for (let limit = HEEDED_MS; ; limit *= 2) {
    await page.keyboard.press(key);
    try {
      await pick(page, text, label, limit);
      return;
    } catch (error) {
      if (limit > LIMIT_MS) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Fills the quick input that is open, or is about to open, and takes the row with exactly this label. */
export async function pick(page: Page, text: string, label: string, timeout = LIMIT_MS): Promise<void> {
  const box = page.locator('.quick-input-widget:visible input[type="text"]');
  await box.fill(text, { timeout });
  const name = page.locator(".label-name", { hasText: new RegExp(`^${escapeRegExp(label)}$`) });
  const rows = page.locator(".quick-input-list .monaco-list-row").filter({ has: name });
  await rows.first().waitFor({ timeout });
  // Rows move while the list still follows the text, so that a click may meet another one. The key takes what has focus.
  const isFirst = await appears(rows.and(page.locator(".focused")));
  await (isFirst ? box.press("Enter", { timeout }) : rows.first().click({ timeout }));
}

/** Types into the quick input with this title and presses Enter; where it has a list, once a row with this text has focus. */
export async function enterText(page: Page, title: string, text: string): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible").filter({ hasText: title });
  const box = widget.locator(".quick-input-box input");
  await box.fill(text);
  const row = widget.locator(".monaco-list-row.focused");
  if ((await widget.locator(".quick-input-list:visible").count()) > 0) await row.filter({ hasText: text }).waitFor();
  await box.press("Enter");
  await widget.waitFor({ state: "hidden" });
}

/** Whether it comes into sight within the time that something heeded takes. */
export async function appears(element: Locator): Promise<boolean> {
  return await element.waitFor({ timeout: HEEDED_MS }).then(
    () => true,
    () => false,
  );
}

/** Selects whole lines, the first and the last included, in the active editor. */
export async function selectLines(page: Page, first: number, last: number): Promise<void> {
  await goTo(page, String(first));
  // "Expand line selection" counts lines of the file; the arrow keys would count lines of the screen.
  for (let line = first; line <= last; line++) await page.keyboard.press("Control+L");
}

/** Puts the cursor of the active editor at a place such as `30` or `30:14`. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.keyboard.press("Control+G");
  const box = page.locator('.quick-input-widget:visible input[type="text"]');
  await box.fill(`:${place}`);
  await box.press("Enter");
  await box.waitFor({ state: "hidden" });
}

/** The text of the active editor's visible lines. */
export async function editorText(page: Page): Promise<string> {
  const lines = page.locator(".editor-group-container.active .editor-instance .view-lines").first();
  // VS Code reuses the elements of lines: their order in the page is not that of the text.
  const texts = await lines.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>(".view-line")]
      .toSorted((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
      .map(({ textContent }) => textContent ?? ""),
  );
  return texts.join("\n").replaceAll("\u00A0", " ");
}

/** Opens a view container of the activity bar by its title. */
export async function openView(page: Page, title: string): Promise<void> {
  const icon = activityIcon(page, title);
  await icon.waitFor();
  const isOpen = await icon.evaluate(
    (element) => element.closest(".action-item")?.classList.contains("checked") === true,
  );
  if (!isOpen) await icon.click();
}

export function activityIcon(page: Page, title: string): Locator {
  return page.locator(`.activitybar a.action-label[aria-label^="${title}"]`);
}

/**
 * The document of the webview in which the selector matches something. VS Code puts every webview into an iframe in an
 * iframe, and nothing on the outer one tells the views apart.
 */
export async function webviewFrame(page: Page, selector: string): Promise<Frame> {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; await sleep(100)) {
    for (const frame of page.frames()) {
      // A frame may go away while it is asked.
      if (await shows(frame, selector).catch(() => false)) return frame;
    }
  }
  throw new Error(`No webview shows ${selector}`);
}

/** VS Code loads a document into a pending frame and makes it the active one when it is complete. */
async function shows(frame: Frame, selector: string): Promise<boolean> {
  if (frame.parentFrame() === null || (await frame.locator(selector).count()) === 0) return false;
  const element = await frame.frameElement();
  return (await element.getAttribute("id")) === "active-frame";
}

/** An item of the status bar by its text. */
export function statusBarItem(page: Page, text: string | RegExp): Locator {
  return page.locator(".statusbar-item", { hasText: text });
}

/** A notification by its text. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator(".notification-toast", { hasText: text });
}

/** Saves a picture as out/shots/NAME.png and returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const file = path.join(root, "out/shots", `${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  return file;
}
