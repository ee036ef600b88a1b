import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { startEndpoint, type Endpoint, type RecordedCall } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { editorText, openFile, runCommand, screenshot, selectLines } from "../workbench/page.ts";
import { pressUntil } from "./insist.ts";
import { readLedger } from "./ledger.ts";
import { answerAlways, fenced } from "./script.ts";
import {
  ask,
  assertSaved,
  chatOf,
  demoSettings,
  lenses,
  pictureOfFailure,
  receiptOf,
  startTour,
  textOf,
  textsOf,
} from "./tour.ts";
import { type Tour, until } from "./tour.ts";

const LENS = "Accept | Reject | Open Diff";
const LINES = [
  "export interface Shelf { readonly count: number; readonly price: number }",
  "",
  "export function total(shelf: Shelf): number {",
  "  return shelf.count;",
  "}",
  "",
  "export function label(shelf: Shelf): string {",
  "  return `${shelf.price}`;",
  "}",
];
/** With a byte order mark, Windows line ends, and no line end at the end. */
const BYTES = `\uFEFF${LINES.join("\r\n")}`;
const withTotal = (total: string): string => LINES.join("\n").replace("return shelf.count;", `return ${total};`);
const WRONG = withTotal("shelf.count * shelf.prize");
const RIGHT = withTotal("shelf.count * shelf.price").replace(
  "return `${shelf.price}`;",
  "return `price ${shelf.price}`;",
);

describe("a wrong answer of Mini", function () {
  this.timeout(180_000);
  let browser: Browser;
  let endpoint: Endpoint;
  let tour: Tour;
  let page: Page;

  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
    browser = await launchBrowser();
    const machineSettings = { ...demoSettings(endpoint.baseUrl), "upshift.routing.tiers": { fix: "mini" } };
    const prepare = (workspace: string): void => writeFileSync(path.join(workspace, "src/shelf.ts"), BYTES);
    tour = await startTour(browser, { machineSettings, prepare });
    page = tour.page;
    const byModel = (model: string) => (call: RecordedCall) => (call.json as { model?: string })?.model === model;
    answerAlways(endpoint, fenced(WRONG), byModel("demo-mini"));
    answerAlways(endpoint, fenced(RIGHT), byModel("demo-full"));
    await openFile(page, "shelf.ts");
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await endpoint?.close();
  });

  const file = (): string => path.join(tour.workspace, "src/shelf.ts");
  const onDisk = (): string => readFileSync(file(), "utf8");

  async function fix(): Promise<Locator> {
    await openFile(page, "shelf.ts");
    await selectLines(page, 1, LINES.length);
    return await ask(page, "Upshift: Fix");
  }

  /** The lens of the upper one of the hunks, or of the only one. */
  async function upperLens(): Promise<Locator> {
    const lines = await lenses(page, LENS).all();
    const tops = await Promise.all(lines.map(async (line) => (await line.boundingBox())?.y ?? Infinity));
    return lenses(page, LENS).nth(tops.indexOf(Math.min(...tops)));
  }

  async function rejectAll(): Promise<void> {
    await openFile(page, "shelf.ts");
    await runCommand(page, "Upshift: Reject All Changes in File");
    await lenses(page, LENS).first().waitFor({ state: "detached" });
    assert.equal(onDisk(), BYTES);
  }

  it("is never offered as final; Full's is, hunk by hunk, and undo gives back every byte", async () => {
    const answer = await fix();
    const { tier, because } = await receiptOf(answer);
    assert.deepEqual([tier, because], ["Full", "Fix, shifted up from Mini"]);
    assert.match((await textsOf(answer.locator("ol.steps > li")))[0] ?? "", /Mini.*Check failed: .*prize/);
    assert.doesNotMatch(await textOf(answer.locator(".prose").first()), /prize/);
    const booked = readLedger(tour.server).map(({ tier: each, outcome }) => `${each} ${outcome}`);
    assert.deepEqual([...new Set(booked)], ["mini rejected", "full accepted"]);

    await until("both hunks can be judged", async () => (await lenses(page, LENS).count()) === 2);
    assert.doesNotMatch(await editorText(page), /prize/);
    assert.equal(onDisk(), BYTES);
    await screenshot(page, "cascade-offered");

    await (await upperLens()).getByText("Accept", { exact: true }).click();
    await until("one hunk is left", async () => (await lenses(page, LENS).count()) === 1);
    await (await upperLens()).getByText("Reject", { exact: true }).click();
    await until("no hunk is left", async () => (await lenses(page, LENS).count()) === 0);
    await openFile(page, "shelf.ts");
    await assertSaved(page, file(), BYTES.replace("return shelf.count;", "return shelf.count * shelf.price;"));

    await pressUntil(page, "Control+Z", "everything is undone", async () =>
      /return shelf\.count;/.test(await editorText(page)),
    );
    await assertSaved(page, file(), BYTES);
  });

  it("is kept where the user knows better", async () => {
    const answer = await fix();
    await until("Full's edit waits", async () => (await lenses(page, `${LENS} | Full`).count()) === 2);
    await answer.getByRole("button", { name: "Keep This Answer" }).first().click();
    await lenses(page, `${LENS} | Mini`).first().waitFor();
    assert.match(await editorText(page), /prize/);
    await screenshot(page, "cascade-kept");
    await rejectAll();
  });

  it("goes no further up than the user lets Auto go", async () => {
    const chat = await chatOf(page);
    await chat.getByRole("button", { name: "Tier: Auto" }).click();
    await screenshot(page, "cascade-depth");
    await chat.getByRole("menuitemradio", { name: "Up to Mini" }).click();
    await chat.getByRole("button", { name: "Tier: Auto, up to Mini" }).waitFor();
    const answer = await fix();
    assert.equal((await receiptOf(answer)).tier, "Mini");
    await answer
      .getByText(/^Check failed: .*prize/)
      .first()
      .waitFor();
    assert.doesNotMatch(await editorText(page), /prize/);
    await screenshot(page, "cascade-refused");
    await answer.locator(".notice").getByRole("button", { name: "Keep This Answer" }).click();
    await lenses(page, `${LENS} | Mini`).first().waitFor();
    await rejectAll();
  });
});
