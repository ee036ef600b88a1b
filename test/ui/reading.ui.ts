import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { openFile, runCommand, screenshot } from "../workbench/page.ts";
import { readLedger } from "./ledger.ts";
import { answerNext, callNext } from "./script.ts";
import { chatOf, demoSettings, ended, newChat, sendMessage, textOf, textsOf } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

function writeInstructions(workspace: string): void {
  writeFileSync(path.join(workspace, "AGENTS.md"), "Say cents, not pennies.\n");
  mkdirSync(path.join(workspace, ".github/prompts"), { recursive: true });
  const prompt = "---\ndescription: Counts what adds up\n---\nCount the sums.\n";
  writeFileSync(path.join(workspace, ".github/prompts/count-sums.prompt.md"), prompt);
}

describe("chat that reads on its own", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 }, (endpoint) => {
    const machineSettings = {
      ...demoSettings(endpoint.baseUrl, { preset: "custom" }),
      "upshift.models.prices": { "test/*": { input: 1, output: 4 } },
      "upshift.chat.reading": { steps: 2 },
    };
    return { machineSettings, prepare: writeInstructions };
  });
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(async () => {
    tour = opened();
    ({ endpoint, page } = tour);
    await openFile(page, "store.ts");
    await runCommand(page, "Upshift: Focus Chat Input");
  });

  /** Asks; the model looks three things up, one after the other, and then answers. */
  async function askWithThreeSteps(): Promise<Locator> {
    callNext(endpoint, "search_text", { query: "toDollars" });
    callNext(endpoint, "read_file", { path: "src/money.ts", start: 1, end: 12 });
    callNext(endpoint, "list_problems", {});
    answerNext(endpoint, "Amounts are kept in cents.");
    return await sendMessage(page, "How are amounts kept?");
  }

  async function sendAndEnd(text: string): Promise<void> {
    await ended(await sendMessage(page, text));
  }

  const steps = (answer: Locator): Promise<readonly string[]> => textsOf(answer.locator(".steps .step-title"));
  const marks = async (answer: Locator): Promise<readonly (string | null)[]> => {
    const images = await answer.locator(".steps li:has(.step-title) [role=img]").all();
    return await Promise.all(images.map((image) => image.getAttribute("aria-label")));
  };
  const TITLES = ["Search for “toDollars”", "Read src/money.ts, lines 1 to 12", "List the problems"];

  it("shows each step, asks before the limit is passed, and answers with what it has after a no", async () => {
    const answer = await askWithThreeSteps();
    const dialog = page.locator(".monaco-dialog-box", { hasText: "This answer has read 2 times, and 2 is the limit." });
    await dialog.waitFor();
    await screenshot(page, "reading-limit");
    await dialog.getByRole("button", { name: "Answer Now" }).click();
    await ended(answer);
    assert.deepEqual(await steps(answer), TITLES);
    assert.deepEqual(await marks(answer), ["Done", "Done", "Refused"]);
    assert.match(await textOf(answer.locator(".prose")), /Amounts are kept in cents\./);
    const last = endpoint.calls.at(-1)?.json as { readonly tools?: unknown; readonly messages: { content: string }[] };
    assert.equal(last.tools, undefined);
    assert.match(last.messages.at(-1)?.content ?? "", /Answer now with what there is/);
    const booked = readLedger(tour.server).slice(-4);
    assert.deepEqual(
      booked.map(({ why, outcome }) => `${why} ${outcome}`),
      ["routed accepted", "read-on accepted", "read-on accepted", "read-on accepted"],
    );
    await answer.getByRole("button", { name: "Show Details" }).nth(1).click();
    assert.match(await textOf(answer.locator(".step-detail")), /Found: "src\/money\.ts", lines 1-12/);
    await screenshot(page, "reading-refused");
  });

  it("reads on after a yes", async () => {
    await newChat(page);
    const answer = await askWithThreeSteps();
    const dialog = page.locator(".monaco-dialog-box", { hasText: "Read on?" });
    await dialog.getByRole("button", { name: "Go On" }).click();
    await ended(answer);
    assert.deepEqual(await marks(answer), ["Done", "Done", "Done"]);
    await screenshot(page, "reading-on");
  });

  it("has a chip for the project's instructions, and asks without them once it is taken out", async () => {
    await newChat(page);
    const chat = await chatOf(page);
    const chip = chat.locator(".chips [role=listitem]", { hasText: "AGENTS.md" });
    await chip.waitFor();
    await screenshot(page, "reading-instructions");
    answerNext(endpoint, "In cents.");
    await sendAndEnd("How are amounts kept?");
    assert.match(
      endpoint.calls.at(-1)?.body ?? "",
      /Project instructions: .{0,4}AGENTS\.md[\s\S]*Say cents, not pennies\./,
    );
    await chip.getByRole("button").click();
    answerNext(endpoint, "In cents.");
    await sendAndEnd("And sums?");
    assert.doesNotMatch(endpoint.calls.at(-1)?.body ?? "", /Say cents/);
  });

  it("runs a prompt file of the workspace that the user chooses", async () => {
    answerNext(endpoint, "Two sums.");
    const chat = await chatOf(page);
    const before = await chat.locator("article.answer").count();
    await runCommand(page, "Upshift: Run Own Prompt");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "/count-sums" }).click();
    const answer = chat.locator("article.answer").nth(before);
    await answer.waitFor();
    await ended(answer);
    assert.match(endpoint.calls.at(-1)?.body ?? "", /### Request\\nCount the sums\./);
    await screenshot(page, "reading-own-prompt");
  });

  it("shows the prompt of an answer", async () => {
    await runCommand(page, "Upshift: Show Prompt");
    await page.locator(".tab", { hasText: "Prompt" }).waitFor();
    await page.locator(".view-line", { hasText: "tools@1" }).first().waitFor();
    await screenshot(page, "reading-prompt");
  });
});
