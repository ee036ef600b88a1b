import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { buildClient } from "../workbench/bundles.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { appears, runCommand, screenshot } from "../workbench/page.ts";
import { openUntil } from "./insist.ts";
import { readLedger } from "./ledger.ts";
import { answerNext } from "./script.ts";
import { demoSettings, until } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

/** Another extension's participant in VS Code's own chat, which answers with the model that the user picked there. */
describe("Upshift as a model in VS Code's chat", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 }, async (endpoint) => {
    await buildClient();
    return {
      machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
      extensions: [layOutClient()],
      viewport: { width: 1700, height: 900 },
    };
  });
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ endpoint, page } = tour);
  });

  /** Asks the other extension's participant, once VS Code knows it: before, its name is a word like any other. */
  async function askClient(question: string): Promise<void> {
    const row = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "client" }).first();
    await until("the participant is known", async () => {
      await page.locator(".interactive-input-part .monaco-editor").first().click();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("@cli", { delay: 50 });
      return await appears(row);
    });
    await page.keyboard.press("Tab");
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
  }

  it("answers a participant of another extension, and books what that cost", async () => {
    await runCommand(page, "Chat: Open Chat");
    // VS Code asks extensions for their models with the first question, and knows none before.
    await askClient("Hello");
    const picker = page.locator(".interactive-input-part .action-label", { hasText: /Echo|Upshift/ });
    const models = page.locator(".action-widget");
    await openUntil(() => picker.click(), models.getByText("routed step by step"));
    await screenshot(page, "lm-models");
    await models.getByText("Upshift Auto").click();
    answerNext(endpoint, "Four.");
    await askClient("What is two and two?");
    await page.locator(".interactive-response").getByText("Upshift Auto says: Four.").waitFor();
    await screenshot(page, "lm-answered");
    await until("it is booked", () => readLedger(tour.server).some(({ task }) => task === "agent-step"));
    assert.match(endpoint.calls.at(-1)?.body ?? "", /What is two and two\?/);
  });
});
