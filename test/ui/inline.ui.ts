import assert from "node:assert/strict";
import { runCommand, screenshot } from "../workbench/page.ts";
import { demoSettings, selectCode } from "./tour.ts";
import { readLedger } from "./ledger.ts";
import { type OpenTour, useTour } from "./useTour.ts";

describe("explanations and reviews in the editor", function () {
  this.timeout(180_000);
  const opened = useTour({ pace: 0 }, (endpoint) => ({
    machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
  }));
  let tour: OpenTour;

  before(() => {
    tour = opened();
  });
  afterEach(() => tour.endpoint.behave());

  it("stand in a thread below the code, answer a follow-up there, and are booked", async () => {
    const { page } = tour;
    await selectCode(tour, "store.ts", "get(key");
    await runCommand(page, "Upshift: Explain Here");
    const thread = page.locator(".review-widget");
    await thread.locator(".comment-body p").first().waitFor({ timeout: 40_000 });
    await thread.getByText("demo, no AI").first().waitFor();
    // The box is folded below a button once an answer stands there, unless it has the focus.
    const reply = thread.locator(".review-thread-reply-button, .comment-form .monaco-editor");
    await reply.filter({ visible: true }).first().click();
    await page.keyboard.type("Why is that so?");
    await thread.getByRole("button", { name: "Ask" }).click();
    // The box still holds the question at first: only what stands in the thread counts.
    const said = thread.locator(".comment-body");
    await said.getByText("Why is that so?").waitFor({ timeout: 40_000 });
    await said.nth(2).locator("p").first().waitFor({ timeout: 40_000 });
    await said.nth(2).getByText("Waiting for").waitFor({ state: "detached", timeout: 40_000 });
    await screenshot(page, "explain-thread");
    assert.ok(readLedger(tour.server).some(({ task }) => task === "explain"));
  });
});
