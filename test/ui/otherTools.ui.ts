import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { NOTE_KEY, NOTE_TOOL } from "../workbench/clientTool.ts";
import { buildClient } from "../workbench/bundles.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { layOutClient } from "../workbench/hostRecord.ts";
import { openFile, runCommand, screenshot } from "../workbench/page.ts";
import { answerNext, callNext } from "./script.ts";
import { demoSettings, ended, sendMessage, textOf } from "./tour.ts";
import { useTour } from "./useTour.ts";

describe("a tool of another extension", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 }, async (endpoint) => {
    await buildClient();
    return {
      machineSettings: demoSettings(endpoint.baseUrl, { preset: "custom" }),
      extensions: [layOutClient()],
    };
  });
  let endpoint: Endpoint;
  let page: Page;

  before(async () => {
    ({ endpoint, page } = opened());
    await openFile(page, "store.ts");
    await runCommand(page, "Upshift: Focus Chat Input");
  });

  const question = (): Locator => page.locator(".monaco-dialog-box", { hasText: `A model wants to call ${NOTE_TOOL}` });

  /** Asks; the model calls the tool and then answers. */
  async function ask(): Promise<Locator> {
    callNext(endpoint, NOTE_TOOL, { about: "stores" });
    answerNext(endpoint, "That is all.");
    return await sendMessage(page, "What does the note say?");
  }

  async function decide(answer: Locator, button: string): Promise<void> {
    await question().getByRole("button", { name: button }).click();
    await ended(answer);
  }

  const step = async (answer: Locator): Promise<string> => {
    const mark = await answer.locator(".steps li:has(.step-title) [role=img]").getAttribute("aria-label");
    return `${await textOf(answer.locator(".steps .step-title"))}: ${mark ?? ""}`;
  };
  const lastBody = (): string => endpoint.calls.at(-1)?.body ?? "";

  it("is told of to no model before the user chooses it", async () => {
    answerNext(endpoint, "Nothing.");
    await ended(await sendMessage(page, "What is there?"));
    assert.match(lastBody(), /"read_file"/);
    assert.doesNotMatch(lastBody(), new RegExp(NOTE_TOOL));
    await runCommand(page, "Upshift: Choose Tools for Chat");
    const picks = page.locator(".quick-input-widget:visible");
    await picks.locator('input[type="text"]').fill(NOTE_TOOL);
    await picks.locator(".monaco-list-row", { hasText: NOTE_TOOL }).click();
    await screenshot(page, "tools-chosen");
    await picks.getByRole("button", { name: "OK" }).click();
    await picks.waitFor({ state: "hidden" });
  });

  it("is asked about with what it would be given, and does not run after a no", async () => {
    const answer = await ask();
    await question().waitFor();
    assert.match(await question().innerText(), /"about": "stores"/);
    await screenshot(page, "tools-question");
    await decide(answer, "Do Not Run");
    assert.equal(await step(answer), `Call ${NOTE_TOOL}: Refused`);
    assert.match(lastBody(), /The user does not want this tool to run\./);
    assert.doesNotMatch(lastBody(), /A note about stores/);
    await screenshot(page, "tools-refused");
  });

  it("runs once after a yes; what it gives is shown, and leaves with its secrets taken out", async () => {
    const answer = await ask();
    await decide(answer, "Allow Once");
    assert.equal(await step(answer), `Call ${NOTE_TOOL}: Done`);
    assert.match(lastBody(), /A note about stores\. KEY=\[\[upshift-secret-\d+:openai-key\]\]/);
    await answer.getByRole("button", { name: "Show Details" }).click();
    const detail = await textOf(answer.locator(".step-detail"));
    assert.ok(detail.includes("A note about stores.") && !detail.includes(NOTE_KEY), detail);
  });

  it("is asked about again, until it is allowed in this workspace", async () => {
    await decide(await ask(), "Allow in This Workspace");
    const answer = await ask();
    await ended(answer);
    assert.equal(await step(answer), `Call ${NOTE_TOOL}: Done`);
    assert.equal(await question().count(), 0);
  });
});
