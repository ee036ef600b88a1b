import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Frame } from "playwright-core";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { requestsOf } from "../../src/core/ledger/request.ts";
import { sumCosts } from "../../src/core/models/money.ts";
import { sharedDecimals, sumText } from "../../src/util/costText.ts";
import { english } from "../../src/util/phrase.ts";
import { picoOf, readCsv } from "../helpers/csv.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { notification, openFile, pick, runCommand, screenshot } from "../workbench/page.ts";
import { readLedger } from "./ledger.ts";
import {
  ask,
  chatDescription,
  chatOf,
  demoSettings,
  ended,
  openCost,
  pictureOfFailure,
  receiptOf,
  save,
  selectCode,
  startAsking,
  startTour,
  statusBarSays,
  textOf,
  type Tour,
  until,
} from "./tour.ts";

const WORDS = { t: english, locale: "en" };
function costOf(entries: readonly LedgerEntry[], estimate = false): string {
  return sumText(sumCosts(entries.map(({ cost }) => cost)), WORDS, { estimate });
}

function isEstimated(attempts: readonly LedgerEntry[]): boolean {
  return attempts.some(({ usage }) => usage.estimated);
}

/** In a receipt several attempts and their sum share the decimals of the finest. */
function receiptText(attempts: readonly LedgerEntry[]): string {
  const picos = attempts.flatMap(({ cost }) => ("pico" in cost ? [cost.pico] : []));
  const style = attempts.length > 1 ? { decimals: sharedDecimals(picos) } : {};
  return sumText(sumCosts(attempts.map(({ cost }) => cost)), WORDS, { estimate: isEstimated(attempts), ...style });
}

interface Setup {
  readonly name: string;
  readonly settings: (baseUrl: string) => Record<string, unknown>;
  /** Column of the export that holds this money. */
  readonly column: "cost_usd" | "simulated_usd";
}

const SETUPS: readonly Setup[] = [
  { name: "of the demo", settings: (baseUrl) => demoSettings(baseUrl), column: "simulated_usd" },
  {
    name: "at list prices",
    settings: (baseUrl) => ({
      "upshift.models.connections": { test: { preset: "custom", vendor: "openai", baseUrl } },
      "upshift.models.mini": "test/gpt-4o-mini",
      "upshift.models.full": "test/gpt-4o",
    }),
    column: "cost_usd",
  },
];

const pieceOf = (rest: object): string => `data: ${JSON.stringify({ id: "c", model: "m", ...rest })}\n\n`;

/** What stands at the cursor, at a price. */
const COMPLETED = {
  headers: { "content-type": "text/event-stream" },
  frames: [
    pieceOf({ choices: [{ index: 0, delta: { content: "items.length;" }, finish_reason: null }] }),
    pieceOf({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
    pieceOf({ choices: [], usage: { prompt_tokens: 900, completion_tokens: 6, total_tokens: 906 } }),
    "data: [DONE]\n\n",
  ],
} as const;

/** The beginning of an answer that never ends. */
const ENDLESS = {
  headers: { "content-type": "text/event-stream" },
  frames: [
    `data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta: { content: "Reads a value" }, finish_reason: null }] })}\n\n`,
  ],
  end: "hang",
} as const;

for (const { name, settings, column } of SETUPS) {
  describe(`the cost of a session ${name}`, function () {
    this.timeout(180_000);
    let endpoint: Endpoint;
    let browser: Browser;
    let tour: Tour;
    const receipts: string[] = [];

    before(async () => {
      endpoint = await startEndpoint({ pace: 0.2 });
      browser = await launchBrowser();
      tour = await startTour(browser, {
        machineSettings: { ...settings(endpoint.baseUrl), "upshift.completions.mode": "manual" },
      });
    });
    afterEach(function () {
      return pictureOfFailure(this.currentTest, tour?.page);
    });
    after(async () => {
      await browser?.close();
      await tour?.stop();
      await endpoint?.close();
    });

    const booked = (): readonly LedgerEntry[] => readLedger(tour.server);

    /** Attempts by request, in the order of the first ones. */
    function requests(): readonly (readonly LedgerEntry[])[] {
      return requestsOf(booked()).map(({ attempts }) => attempts);
    }

    async function costRows(cost: Frame): Promise<readonly string[]> {
      return cost.locator(".recent tbody tr .n div:first-child").allInnerTexts();
    }

    it("shows a question, a fix that shifts up and a stopped question as they were booked", async () => {
      const { page } = tour;
      await selectCode(tour, "store.ts", "get(key");
      // The language server has to know the project before it can find what an edit breaks.
      await page.locator(".squiggly-error").first().waitFor();
      receipts.push((await receiptOf(await ask(page, "Upshift: Explain"))).cost);

      await selectCode(tour, "store.ts", "get(key");
      const fixed = await ask(page, "Upshift: Fix");
      const receipt = await receiptOf(fixed);
      assert.equal(receipt.tier, "Full");
      assert.equal(await fixed.locator(".steps li").count(), 2);
      receipts.push(receipt.cost);
      await runCommand(page, "Upshift: Reject All Changes in File");

      endpoint.misbehave({ times: 1, response: ENDLESS });
      await selectCode(tour, "store.ts", "set(key");
      const stopped = await startAsking(page, "Upshift: Explain");
      await stopped.getByText("Reads a value").waitFor();
      await runCommand(page, "Upshift: Stop Answering");
      await ended(stopped);
      receipts.push((await receiptOf(stopped)).cost);

      assert.deepEqual(
        requests().map((attempts) => attempts.map(({ outcome, tier }) => `${tier} ${outcome}`)),
        [["mini accepted"], ["mini rejected", "full accepted"], ["mini cancelled"]],
      );
      assert.deepEqual(receipts, requests().map(receiptText));
    });

    it("shows a completion and a failed question as they were booked", async () => {
      const { page } = tour;
      const before = booked().length;
      endpoint.misbehave({ times: 1, match: ({ body }) => body.includes("wanted = "), response: COMPLETED });
      await openFile(page, "store.ts");
      await page.keyboard.press("Control+Home");
      await page.keyboard.type("const wanted = ");
      await runCommand(page, "Upshift: Complete at Cursor");
      await until("the completion is booked", () => booked().at(-1)?.task === "complete");
      await runCommand(page, "File: Revert File");

      endpoint.misbehave({ response: { status: 401, body: "{}" } });
      await selectCode(tour, "store.ts", "get(key");
      const failed = await ask(page, "Upshift: Explain");
      await endpoint.behave();
      assert.equal(await textOf(failed.locator(".route .cost")), receiptText(requests().at(-1) ?? []));
      assert.equal(requests().at(-1)?.at(-1)?.outcome, "failed");

      assert.ok(booked().length > before + 1);
    });

    it("says the same in cost view, chat and status bar, to the last digit", async () => {
      const { page } = tour;
      const all = costOf(booked());
      const cost = await openCost(page);
      const shown = async (): Promise<string> => (await cost.locator(".totals .big").first().innerText()).trim();
      const word = column === "simulated_usd" ? "simulated " : "";
      await until("the cost view shows the sum", async () => `${word}${await shown()}` === all);
      assert.deepEqual(
        await costRows(cost),
        requests()
          .map((attempts) => costOf(attempts, isEstimated(attempts)))
          .toReversed(),
      );
      const headings = await cost.locator("h2").allInnerTexts();
      const always = headings.filter((heading) => heading !== "Completions");
      assert.deepEqual(always, ["By day", "By model", "By task", "Shift-ups", "Speed", "Recent"]);
      assert.equal(await cost.locator(".sec", { hasText: "Shift-ups" }).locator(".num").innerText(), "1 of 1 edit");
      for (const period of ["Today", "Month", "Session"]) {
        await cost.getByRole("radio", { name: period }).click();
        await cost.locator(`[role=radio][aria-checked=true]`, { hasText: period }).waitFor();
        assert.equal(`${word}${await shown()}`, all, period);
      }
      assert.ok((await chatDescription(page)).startsWith(all));
      const { label, tooltip } = await statusBarSays(page);
      assert.ok(label.includes(all), label);
      const table = tooltip.replaceAll(/\s+/g, " ");
      assert.ok(table.includes(`Period Spent Session ${all} Today ${all} Month ${all}`), table);
      const header = page.locator('.pane-header[aria-label^="Cost"]');
      assert.equal(await header.locator(".description").innerText(), `today ${all}`);
      await header.hover();
      assert.equal(await header.getByRole("button", { name: "Export Costs" }).count(), 1);
      await screenshot(page, `cost-${column}`);
    });

    for (const format of ["CSV", "JSON"] as const) {
      it(`exports every attempt as ${format}, with the same sum`, async () => {
        const { page } = tour;
        const file = path.join(tour.workspace, `costs.${format.toLowerCase()}`);
        await runCommand(page, "Upshift: Export Costs");
        await pick(page, format, format);
        await pick(page, "Month", "Month");
        await save(page, file);
        await notification(page, `Exported ${booked().length} attempts, ${costOf(booked())}.`).waitFor();
        const text = readFileSync(file, "utf8");
        const rows = (format === "CSV" ? readCsv(text) : JSON.parse(text).attempts) as readonly Record<
          string,
          string
        >[];
        assert.deepEqual(
          rows.map((row) => row["attempt"]),
          booked().map(({ id }) => id),
        );
        const sum = rows.reduce((total, row) => total + picoOf(row[column] ?? ""), 0n);
        const exact = sumCosts(booked().map((entry) => entry.cost));
        assert.equal(sum, exact.pico + exact.simulatedPico);
        await page.keyboard.press("Escape");
      });
    }

    it("opens the decision of a recent request in the chat, and all requests as a text", async () => {
      const { page } = tour;
      const cost = await openCost(page);
      await cost.getByRole("button", { name: /^Fix, Full/ }).click();
      await (await chatOf(page)).locator("article.answer:has(.steps) .why").waitFor();
      await (await openCost(page)).getByRole("button", { name: "Show All" }).click();
      const lines = page.locator(".editor-group-container.active .view-lines").first();
      await until("all requests are listed", async () =>
        (await lines.innerText()).replaceAll("\u00A0", " ").includes(`${requests().length} requests`),
      );
      await screenshot(page, `cost-all-${column}`);
    });

    it("shows what was booked of a request whose answer is gone from the chat", async () => {
      const { page } = tour;
      await runCommand(page, "Upshift: New Chat");
      await (await openCost(page)).getByRole("button", { name: /^Fix, Full/ }).click();
      const lines = page.locator(".editor-group-container.active .view-lines").first();
      await until("both attempts are told", async () =>
        /Attempt 2 of 2: Full/.test((await lines.innerText()).replaceAll("\u00A0", " ")),
      );
      await screenshot(page, `cost-request-${column}`);
    });
  });
}
