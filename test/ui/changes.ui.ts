import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { editorText, goTo, openFile, runCommand, screenshot } from "../workbench/page.ts";
import { openUntil } from "./insist.ts";
import { readLedger } from "./ledger.ts";
import { answerNext, fenced } from "./script.ts";
import { demoSettings, lenses, selectCode, until, hoverUntil } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

const TESTS = 'import { it } from "node:test";\n\nit("adds prices up", () => {});';
const MESSAGE = "Count what was never looked up";

function git(folder: string, ...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { cwd: folder });
}

/** A repository with one commit and one staged change. */
function makeRepository(workspace: string): void {
  git(workspace, "init", "-q");
  git(workspace, "add", ".");
  git(workspace, "commit", "-q", "-m", "Add the shop");
  const file = path.join(workspace, "src/store.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("return this.map.size;", "return this.map.size + 1;"));
  git(workspace, "add", "src/store.ts");
}

describe("problems, tests, reviews and commits in the editor", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 }, (endpoint) => ({
    machineSettings: { ...demoSettings(endpoint.baseUrl), "upshift.completions.mode": "off" },
    settings: { "git.enabled": true },
    prepare: makeRepository,
  }));
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;

  before(() => {
    tour = opened();
    ({ endpoint, page } = tour);
  });
  afterEach(() => endpoint.behave());

  const booked = (task: string): number => readLedger(tour.server).filter((entry) => entry.task === task).length;

  /** Puts the cursor on the error that the sample has on purpose, and opens its light bulb. */
  async function openLightBulb(): Promise<Locator> {
    await openFile(page, "store.ts");
    await page.locator(".editor-instance .squiggly-error").first().waitFor();
    await goTo(page, "30:14");
    const actions = page.locator(".action-widget");
    await openUntil(() => page.keyboard.press("Control+."), actions.getByText("Fix with Upshift"));
    return actions;
  }

  it("explain a problem out of its light bulb, where they come last", async () => {
    const actions = await openLightBulb();
    const rows = await actions.locator(".monaco-list-row.action").allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.trim()).filter((row) => /Upshift|Explain Problem/.test(row)),
      ["Fix with Upshift", "Explain Problem"],
    );
    await screenshot(page, "light-bulb");
    answerNext(endpoint, "`get` may find nothing, and nothing has no value.");
    await actions.getByText("Explain Problem").click();
    const thread = page.locator(".review-widget");
    await thread.getByText("may find nothing, and nothing has no value").waitFor();
    await screenshot(page, "light-bulb-explained");
    assert.match(endpoint.calls.at(-1)?.body ?? "", /possibly 'undefined'/);
    await thread.getByRole("button", { name: "Close" }).first().click();
    await thread.waitFor({ state: "detached" });
  });

  it("fix a problem out of its light bulb, for review", async () => {
    const actions = await openLightBulb();
    answerNext(endpoint, fenced("  get(key: string): V | undefined {\n    return this.map.get(key)?.value;\n  }"));
    await actions.getByText("Fix with Upshift").click();
    await lenses(page, "Accept | Reject | Open Diff").first().waitFor();
    await screenshot(page, "light-bulb-fixed");
    await until("the fix is booked", () => booked("fix") > 0);
    await runCommand(page, "Upshift: Reject All Changes in File");
    await lenses(page, "Accept | Reject | Open Diff").first().waitFor({ state: "detached" });
  });

  it("offer an explanation with its price at a name, and send nothing for it", async () => {
    await openFile(page, "money.ts");
    const asked = endpoint.calls.length;
    const name = page.locator(".editor-instance .view-line span", { hasText: /^\w+$/ }).getByText("split").first();
    const offer = page.locator(".monaco-hover:visible a", { hasText: /^Explain, simulated ≈ \$[\d.]+$/ });
    await hoverUntil(name, offer.first());
    await screenshot(page, "explain-hover");
    assert.equal(endpoint.calls.length, asked);
  });

  it("write tests into the file where the project has them, unsaved", async () => {
    await selectCode(tour, "cart.ts", "export function total");
    answerNext(endpoint, fenced(TESTS, "js"));
    await runCommand(page, "Upshift: Write Tests");
    await page.locator(".tab.active", { hasText: "cart.test.mjs" }).waitFor();
    await until("the tests stand in the file", async () => (await editorText(page)).includes("adds prices up"));
    await screenshot(page, "write-tests");
    assert.match(endpoint.calls.at(-1)?.body ?? "", /node:test/);
    assert.ok(!existsSync(path.join(tour.workspace, "tests/cart.test.mjs")), "nothing is written unasked");
    await until("the tests are booked", () => booked("test") > 0);
  });

  it("review what is selected in threads at its lines, which can be dismissed", async () => {
    await selectCode(tour, "cart.ts", "export function total");
    answerNext(endpoint, "line 18: warning: an empty cart costs nothing\nline 17: error: prices are not checked");
    await runCommand(page, "Upshift: Review");
    const threads = page.locator(".review-widget");
    await threads.getByText("prices are not checked").waitFor();
    await threads.getByText("an empty cart costs nothing").waitFor();
    await screenshot(page, "review-threads");
    await threads.first().getByRole("button", { name: "Dismiss" }).first().click();
    await until("one is left", async () => (await threads.count()) === 1);
    await until("the review is booked", () => booked("review") > 0);
    await runCommand(page, "Upshift: Clear Review Findings");
  });

  it("write a commit message into the box of the source control view", async () => {
    await runCommand(page, "Source Control: Focus on Changes View");
    const box = page.locator(".scm-editor .view-lines").first();
    await box.waitFor();
    answerNext(endpoint, MESSAGE);
    await runCommand(page, "Upshift: Generate Commit Message");
    await until("the message is in the box", async () =>
      (await box.innerText()).replaceAll("\u00A0", " ").includes(MESSAGE),
    );
    await screenshot(page, "commit-message");
    assert.match(endpoint.calls.at(-1)?.body ?? "", /map\.size \+ 1/);
    await until("the message is booked", () => booked("commit") > 0);
  });
});
