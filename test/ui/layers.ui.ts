import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { startEndpoint, type Endpoint, type RecordedCall } from "../workbench/endpoint.ts";
import { launchBrowser } from "../workbench/host.ts";
import { openFile, screenshot, selectLines } from "../workbench/page.ts";
import { readLedger } from "./ledger.ts";
import { answerAlways, fenced } from "./script.ts";
import { ask, demoSettings, openWhy, pictureOfFailure, startTour, textsOf, type Tour } from "./tour.ts";

const LINES = 110;
const CODE = Array.from({ length: LINES }, (_, index) => `export const name${index} = ${index};`).join("\n");

describe("an edit of much code", function () {
  this.timeout(180_000);
  let browser: Browser;
  let endpoint: Endpoint;
  let tour: Tour;

  before(async () => {
    endpoint = await startEndpoint({ pace: 0 });
    browser = await launchBrowser();
    const prepare = (workspace: string): void => writeFileSync(path.join(workspace, "src/names.ts"), `${CODE}\n`);
    tour = await startTour(browser, { machineSettings: demoSettings(endpoint.baseUrl), prepare });
    const byModel = (model: string) => (call: RecordedCall) => (call.json as { model?: string })?.model === model;
    answerAlways(endpoint, fenced(CODE.replace("name0", "zero")), byModel("demo-mini"));
    answerAlways(endpoint, "Call the first one `zero`; nothing else uses it.", byModel("demo-full"));
  });
  afterEach(function () {
    return pictureOfFailure(this.currentTest, tour.page);
  });
  after(async () => {
    await browser?.close();
    await tour?.stop();
    await endpoint?.close();
  });

  it("shows who planned and who wrote, each with its cost, and why", async () => {
    const { page } = tour;
    await openFile(page, "names.ts");
    await selectLines(page, 1, LINES);
    const answer = await ask(page, "Upshift: Refactor");
    const said = (await textsOf(answer.locator("li"))).join("\n");
    assert.match(said, /Full planned the edit/);
    const why = await openWhy(answer);
    assert.match(
      why.get("Layers") ?? "",
      /Mini writes out what was planned: about simulated \$[\d.]+ in all instead of/,
    );
    await screenshot(page, "layers");
    assert.deepEqual(
      readLedger(tour.server).map(({ tier, outcome }) => `${tier} ${outcome}`),
      ["full accepted", "mini accepted"],
    );
  });
});
