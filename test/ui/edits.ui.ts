import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { editorText, goTo, openFile, runCommand, screenshot, selectLines } from "../workbench/page.ts";
import { pressUntil } from "./insist.ts";
import { readLedger } from "./ledger.ts";
import { answerNext, fenced } from "./script.ts";
import { ask, assertSaved, chatOf, lenses, receiptOf, selectCode, until, textOf, textsOf } from "./tour.ts";
import { type OpenTour, useTour } from "./useTour.ts";

const LENS = "Accept | Reject | Open Diff";
/** Windows line ends, a byte order mark, tabs, and no line end at the end. */
const BYTES = "\uFEFF" + ["export const rates = [", "\t1,", "\t2,", "\t3,", "\t4,", "\t5,", "];"].join("\r\n");

describe("edits under review", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0.1 });
  let endpoint: Endpoint;
  let tour: OpenTour;
  let page: Page;
  let original: string;

  before(async () => {
    tour = opened();
    ({ endpoint, page } = tour);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });

  const fileOf = (name: string): string => path.join(tour.workspace, "src", name);
  const onDisk = (name: string): string => readFileSync(fileOf(name), "utf8");

  /** The code lens line of the hunk that is this far down. */
  async function lensAt(index: number): Promise<ReturnType<typeof lenses>> {
    const lines = lenses(page, LENS);
    const tops = await Promise.all((await lines.all()).map(async (line) => (await line.boundingBox())?.y ?? 0));
    const nth = tops.map((top, at) => ({ top, at })).toSorted((a, b) => a.top - b.top)[index]?.at ?? 0;
    return lines.nth(nth);
  }

  it("shift up when Mini's fix brings a new error, and show both tries", async () => {
    original = onDisk("store.ts");
    await selectCode(tour, "store.ts", "get(key");
    await page.locator(".squiggly-error").first().waitFor();
    const answer = await ask(page, "Upshift: Fix");
    const { tier, because, verdict } = await receiptOf(answer);
    assert.deepEqual([tier, because, verdict], ["Full", "Fix, shifted up from Mini", "Types checked"]);

    const steps = answer.locator("ol.steps > li");
    const [first, second] = await textsOf(steps);
    assert.match(first ?? "", /Mini[\s\S]*simulated \$0\.00\d\d · [\d.]+ s[\s\S]*1 new error, .*promote/);
    assert.match(second ?? "", /Full[\s\S]*simulated \$0\.0\d+ · [\d.]+ s/);
    assert.equal(await steps.nth(0).getByRole("img").getAttribute("aria-label"), "Rejected");
    await answer.getByRole("button", { name: "Show Answer" }).click();
    assert.match(await textOf(answer.getByRole("group", { name: "Rejected answer of Mini" })), /this\.promote\(hit\)/);

    await lenses(page, `${LENS} | Full, simulated`).waitFor();
    const shown = await editorText(page);
    assert.match(shown, /this\.touch\(hit\);/);
    assert.doesNotMatch(shown, /promote/);
    assert.equal(onDisk("store.ts"), original);
    const booked = readLedger(tour.server).map(({ tier: each, outcome }) => `${each} ${outcome}`);
    assert.deepEqual(booked, ["mini rejected", "full accepted"]);
    await screenshot(page, "edits-shift-up");
  });

  it("are shown in VS Code's diff editor", async () => {
    await lenses(page, LENS).getByText("Open Diff").click();
    await page.locator(".tab.active", { hasText: "store.ts: edit under review" }).waitFor();
    await page.locator(".monaco-diff-editor .modified-in-monaco-diff-editor").waitFor();
    await page.locator(".monaco-diff-editor", { hasText: "this.touch(hit)" }).waitFor();
    await screenshot(page, "edits-diff");
    await runCommand(page, "View: Close Editor");
    await openFile(page, "store.ts");
    await runCommand(page, "Upshift: Reject All Changes in File");
    await lenses(page, LENS).waitFor({ state: "detached" });
    await assertSaved(page, fileOf("store.ts"), original);
  });

  it("are accepted by lens and rejected by key, and undone to the last byte", async () => {
    writeFileSync(fileOf("rates.ts"), BYTES);
    await openFile(page, "rates.ts");
    await selectLines(page, 1, 7);
    answerNext(endpoint, fenced(["export const rates = [", "\t10,", "\t2,", "\t3,", "\t4,", "\t50,", "];"].join("\n")));
    await ask(page, "Upshift: Refactor");
    await until("both hunks can be judged", async () => (await lenses(page, LENS).count()) === 2);
    await lenses(page, "Accept All 2 | Reject All").waitFor();
    await screenshot(page, "edits-hunks");
    assert.equal(onDisk("rates.ts"), BYTES);

    await (await lensAt(0)).getByText("Accept", { exact: true }).click();
    await until("one hunk is left", async () => (await lenses(page, LENS).count()) === 1);
    await openFile(page, "rates.ts");
    await goTo(page, "6");
    await pressUntil(page, "Alt+X", "no hunk is left", async () => (await lenses(page, LENS).count()) === 0);
    await assertSaved(page, fileOf("rates.ts"), BYTES.replace("\t1,", "\t10,"));

    await pressUntil(page, "Control+Z", "everything is undone", async () =>
      /\b1,[\s\S]*\b5,/.test(await editorText(page)),
    );
    await assertSaved(page, fileOf("rates.ts"), BYTES);
  });

  it("come from any code block by Apply; Insert and Copy take it elsewhere", async () => {
    await openFile(page, "rates.ts");
    await selectLines(page, 2, 2);
    answerNext(endpoint, fenced("\t100,"));
    const answer = await ask(page, "Upshift: Explain");
    const block = answer.locator(".code").first();
    await block.getByRole("button", { name: "Apply" }).click();
    await lenses(page, `${LENS} | Mini, simulated`).waitFor();
    assert.match(await editorText(page), /100,/);
    await answer.getByText("In review in the editor").waitFor();
    await runCommand(page, "Upshift: Reject All Changes in File");
    await lenses(page, LENS).waitFor({ state: "detached" });

    await block.getByRole("button", { name: "Apply" }).click();
    await lenses(page, LENS).waitFor();
    await runCommand(page, "Upshift: Accept All Changes in File");
    await answer.getByText("Accepted").waitFor();
    await answer.getByRole("button", { name: "Undo" }).click();
    await answer.getByText("Accepted").waitFor({ state: "detached" });
    assert.doesNotMatch(await editorText(page), /100,/);

    await openFile(page, "rates.ts");
    await selectLines(page, 6, 6);
    await block.getByRole("button", { name: "Insert at Cursor" }).click();
    await until("the code is inserted", async () => /4,\s+100,\s*\];/.test(await editorText(page)));
    await pressUntil(
      page,
      "Control+Z",
      "the insertion is undone",
      async () => !(await editorText(page)).includes("100"),
    );

    await block.getByRole("button", { name: "Copy" }).click();
    await until("the code is on the clipboard", async () =>
      /\t100,/.test(await page.evaluate(() => navigator.clipboard.readText())),
    );
    assert.equal((await (await chatOf(page)).locator("article.answer").count()) > 2, true);
  });
});
