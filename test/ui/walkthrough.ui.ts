import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, sleep } from "../workbench/host.ts";
import { runCommand, screenshot, statusBarItem } from "../workbench/page.ts";
import { chatOf, pictureOfFailure, startTour, type Tour, until } from "./tour.ts";

/** More steps of the Tab key than the page has stops. */
const MOST_STOPS = 60;
/** Within this time VS Code draws the page anew, where it does. */
const REDRAW_MS = 1_000;

describe("the walkthrough, by keyboard alone", function () {
  this.timeout(180_000);
  let browser: Browser;
  let tour: Tour;

  before(async () => {
    browser = await launchBrowser();
    tour = await startTour(browser);
    await statusBarItem(tour.page, "Upshift: Connect").waitFor();
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour?.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
  });

  /** Opens the step and presses its button, with Tab and Enter only. */
  async function takeStep(title: string, button: string): Promise<void> {
    const { page } = tour;
    await runCommand(page, "Upshift: Open Walkthrough");
    await page.locator(".getting-started-step", { hasText: title }).waitFor();
    const expanded = page.locator(".getting-started-step.expanded", { hasText: title });
    // VS Code draws the page anew when it was just opened or a step completed: then its first open step is unfolded.
    await until(`"${title}" stays unfolded`, async () => {
      if ((await expanded.count()) > 0) return true;
      await tabTo(page, ".getting-started-step", title);
      await page.keyboard.press("Enter");
      await expanded.waitFor();
      await sleep(REDRAW_MS);
      return (await expanded.count()) > 0;
    });
    await tabTo(page, ".getting-started-step button, .getting-started-step a.monaco-button", button);
    await screenshot(page, `walkthrough-${title.toLowerCase().replace(/\W+/g, "-")}`);
    await page.keyboard.press("Enter");
  }

  it("has five steps, each with one action", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: Open Walkthrough");
    const steps = page.locator(".getting-started-step");
    await steps.first().waitFor();
    assert.equal(await steps.count(), 5);
  });

  it("connects a model", async () => {
    await takeStep("Connect a model", "Connect a Model");
    await tour.page.locator(".quick-input-widget:visible", { hasText: "Connect a Model" }).waitFor();
    await tour.page.keyboard.press("Escape");
  });

  it("tries the demo without a key, and marks the step as done", async () => {
    await takeStep("Try it without a key", "Start the Demo");
    await statusBarItem(tour.page, "Demo, no AI").waitFor();
    await runCommand(tour.page, "Upshift: Open Walkthrough");
    const step = tour.page.locator(".getting-started-step", { hasText: "Try it without a key" });
    await step.locator(".codicon-getting-started-step-checked").first().waitFor();
  });

  it("shows why a model was chosen", async () => {
    await takeStep("See why a model was chosen", "Open an Example");
    const chat = await chatOf(tour.page);
    await chat.locator("article.answer .route[aria-expanded=true]").waitFor();
  });

  it("sets a budget", async () => {
    await takeStep("Set a budget", "Set Budget");
    await tour.page.locator(".settings-editor .setting-item-title", { hasText: "Day" }).first().waitFor();
    await screenshot(tour.page, "walkthrough-set-a-budget-settings");
  });

  it("shows what would leave", async () => {
    await takeStep("Choose what may leave this computer", "Show What Will Be Sent");
    const chat = await chatOf(tour.page);
    await chat.getByRole("heading", { name: "What Will Be Sent" }).waitFor();
  });
});

/** Presses Tab until something that matches has the focus and begins with this text. */
async function tabTo(page: Page, selector: string, text: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    const focused = await page.evaluate((wanted) => {
      const element = document.activeElement;
      return element?.matches(wanted) === true ? (element.textContent ?? "").trim() : undefined;
    }, selector);
    if (focused?.startsWith(text)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not come to "${text}"`);
}
