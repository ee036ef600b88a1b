import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { editorText, enterText, notification, runCommand } from "../workbench/page.ts";
import { ask, openCost, receiptOf, selectCode, type Tour, until } from "./tour.ts";
import { useTour } from "./useTour.ts";

describe("prices of the user's own", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 }, (endpoint) => {
    const connections = { test: { preset: "custom", baseUrl: endpoint.baseUrl } };
    const machineSettings = { "upshift.models.connections": connections, "upshift.models.mini": "test/demo-mini" };
    return { machineSettings };
  });
  let tour: Tour;

  before(() => {
    tour = opened();
  });

  async function explain(): Promise<readonly string[]> {
    await selectCode(tour, "store.ts", "get(key");
    const { model, cost } = await receiptOf(await ask(tour.page, "Upshift: Explain"));
    return [model, cost];
  }

  function prices(): unknown {
    const file = path.join(tour.server.dir, "data/Machine/settings.json");
    return (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>)["upshift.models.prices"];
  }

  it("make an unknown price known, typed with a comma", async () => {
    const { page } = tour;
    assert.deepEqual(await explain(), ["demo-mini", "Price unknown"]);
    const cost = await openCost(page);
    await cost.getByRole("button", { name: "Set Price", exact: true }).click();
    await page.locator(".quick-input-title", { hasText: "Set the price of which model?" }).waitFor();
    await page.keyboard.press("Escape");
    await cost.getByRole("button", { name: "Set Price of demo-mini" }).click();
    await enterText(page, "Price of input for test/demo-mini", "150,5");
    await enterText(page, "Price of output for test/demo-mini", "600");
    await enterText(page, "Price of cached input for test/demo-mini", "15.05");
    await notification(page, "test/demo-mini has your price from now on").waitFor();
    await until("the price is written", () => prices() !== undefined);
    assert.deepEqual(prices(), { "test/demo-mini": { input: 150.5, output: 600, cacheRead: 15.05 } });
    assert.match((await explain()).join(" "), /^demo-mini \$\d/);
  });

  it("stand beside the day of the list in the cost view", async () => {
    const cost = await openCost(tour.page);
    await cost.locator("footer.prices", { hasText: "Prices as of" }).waitFor();
  });

  it("are corrected by what the provider charged", async () => {
    const { page } = tour;
    await runCommand(page, "Upshift: Reconcile Costs with the Provider");
    await enterText(page, "Reconcile which days (UTC)?", "Today");
    await enterText(page, "What does test say it charged?", "123,45");
    await notification(page, "the provider says $123.45").waitFor();
    await until("the document is shown", async () => /lower bound/.test(await editorText(page)));
    const text = await editorText(page);
    assert.match(text, /demo-mini/);
    assert.match(text, /Total\s+\$\d+\.\d{4}\s+\$123\.4500/);
  });
});
