import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { DEFAULT_THEMES } from "../../fixtures/themes.ts";
import { root } from "../../workbench/toolchain.mjs";
import { AXE, overflow, violations } from "./checks.ts";
import { launch, openView, type PageOptions, settle, showState, type View } from "./page.ts";

const SHOTS = path.join(root, "out/shots/webview");

describe("the cost view", function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    browser = await launch();
  });
  after(() => browser?.close());

  async function open(scene: string, options: PageOptions = {}): Promise<View> {
    const view = await openView(browser, "cost", { height: 1_800, ...options });
    await showState(view, COST_STATES[scene]);
    return view;
  }

  const button = (view: View, name: string) => view.page.getByRole("button", { name });
  const headings = (view: View) => view.page.locator("h2").allInnerTexts();

  for (const theme of DEFAULT_THEMES) {
    it(`has no axe violation with everything unfolded: ${theme}`, async () => {
      for (const scene of ["today", "demo"]) {
        const view = await open(scene, { theme });
        await view.page.evaluate(AXE);
        await button(view, "Show as Table").click();
        await button(view, "How this is counted").click();
        for (const width of [300, 480]) {
          await view.page.setViewportSize({ width, height: 1_800 });
          await settle(view.page);
          assert.deepEqual(await violations(view.page), [], `${scene} at ${width}`);
          await view.page.screenshot({ path: path.join(SHOTS, `cost-${scene}-table-${width}-${theme}.png`) });
        }
        assert.deepEqual(await view.faults(), []);
        await view.page.close();
      }
    });
  }

  it("never overflows sideways, with the table of days too, nor with large amounts", async () => {
    const view = await open("today");
    await button(view, "Show as Table").click();
    await button(view, "How this is counted").click();
    const large = {
      ...COST_STATES["today"]?.view,
      alwaysFullPico: "98765432100000000",
      savedPico: "87654321000000000",
    };
    const cost = { ...COST_STATES["today"]?.view.cost, pico: "11111111100000000" };
    for (const state of [
      COST_STATES["today"],
      { ...COST_STATES["today"], view: { ...large, cost } },
      COST_STATES["demo"],
    ]) {
      await showState(view, state);
      for (const width of [250, 300, 600]) {
        await view.page.setViewportSize({ width, height: 1_800 });
        await settle(view.page);
        assert.deepEqual(await overflow(view.page), [], `at ${width}`);
      }
    }
    await view.page.close();
  });

  it("keeps the order of its sections and leaves out what has no data", async () => {
    const view = await open("today");
    const sections = ["Budgets", "By day", "By model", "By task", "Shift-ups", "Completions", "Speed", "Recent"];
    assert.deepEqual(await headings(view), sections);
    await showState(view, COST_STATES["empty"]);
    assert.deepEqual(await headings(view), ["No requests yet"]);
    assert.equal(await view.page.getByRole("radiogroup").count(), 0);
    await showState(view, COST_STATES["nothing yet"]);
    assert.deepEqual(await headings(view), ["No requests yet", "By day", "Speed"]);
    assert.equal(await view.page.getByRole("radiogroup").count(), 1);
    await view.page.close();
  });

  it("is one tab stop for the periods, moved through by arrows, Home and End", async () => {
    const view = await open("today");
    const focused = () => view.page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    await view.page.keyboard.press("Tab");
    const seen = [await focused()];
    for (const key of ["ArrowRight", "ArrowRight", "End", "Home", "ArrowLeft"]) {
      await view.page.keyboard.press(key);
      seen.push(await focused());
    }
    assert.deepEqual(seen, ["Today", "Month", "Session", "Month", "Session", "Month"]);
    const picked = (await view.posted()).flatMap((message) =>
      message["type"] === "period" ? [message["period"]] : [],
    );
    assert.deepEqual(picked, ["month", "session", "month", "session", "month"]);
    await showState(view, { ...COST_STATES["today"], period: "month" });
    assert.equal(await focused(), "Month");
    await view.page.keyboard.press("Tab");
    assert.equal(await focused(), "How this is counted");
    await view.page.close();
  });

  it("shows the days as a table of the same figures by key, and keeps the focus and the choice", async () => {
    const view = await open("today");
    const chart = view.page.getByRole("img", { name: /^Cost by day and tier, last 14 days\./ });
    assert.equal(await chart.count(), 1);
    await button(view, "Show as Table").focus();
    await view.page.keyboard.press("Enter");
    const rows = view.page.locator(".days tbody tr");
    assert.equal(await rows.count(), 12);
    const today = (await rows.last().innerText()).replaceAll(/\s+/g, " ");
    assert.equal(today, "Nov 21 Mini $0.177 · Full $0.740 · Deep $0.310 · rejected tries $0.013 ≥ $1.240");
    assert.equal(await chart.count(), 0);
    await showState(view, COST_STATES["today"]);
    assert.equal(await rows.count(), 12);
    await view.page.keyboard.press("Space");
    assert.equal(await chart.count(), 1);
    await view.page.close();
  });

  it("stacks a day's tiers below its rejected tries, as high as they cost", async () => {
    const view = await open("today");
    const column = await view.page
      .locator(".column")
      .nth(6)
      .evaluate((group) =>
        [...group.querySelectorAll("rect")].map(
          (rect) => [rect.getAttribute("class"), rect.getBoundingClientRect().top] as const,
        ),
      );
    assert.deepEqual(
      column.map(([part]) => part),
      ["mini", "full", "deep", "rejected"],
    );
    const tops = column.map(([, top]) => top);
    assert.deepEqual(
      tops,
      tops.toSorted((a, b) => b - a),
    );
    await view.page.close();
  });

  it("says how always Full is counted, on demand", async () => {
    const view = await open("today");
    const how = button(view, "How this is counted");
    assert.equal(await how.getAttribute("aria-expanded"), "false");
    await how.press("Enter");
    assert.match(await view.page.locator(".method").innerText(), /^Always Full is what the full model alone/);
    assert.equal(await how.getAttribute("aria-expanded"), "true");
    await showState(view, COST_STATES["loss"]);
    const caption = await view.page.locator(".caption").first().innerText();
    assert.match(caption, /^Always Full would have cost about \$1\.10 for 210 of 217 requests\./);
    await view.page.close();
  });

  it("offers to set a missing price, in general and of the model that lacks it", async () => {
    const view = await open("today");
    await view.page.getByRole("button", { name: "Set Price", exact: true }).click();
    await button(view, "Set Price of gateway/coder-xl").click();
    assert.deepEqual((await view.posted()).slice(1), [
      { type: "act", action: "set-price" },
      { type: "set-price", model: "gateway/coder-xl" },
    ]);
    await view.page.close();
  });

  it("draws first tokens on one scale, from nothing to the median and on to p95", async () => {
    const view = await open("today");
    const shares = await view.page.locator(".speed .range").evaluateAll((bars) =>
      bars.map((bar) => {
        const whole = bar.parentElement?.getBoundingClientRect().width ?? 1;
        const filled = bar.querySelector("b")?.getBoundingClientRect().width ?? 0;
        const width = bar.getBoundingClientRect().width;
        return [width / whole, filled / width] as const;
      }),
    );
    const near = ([p95, median]: readonly [number, number], wanted: readonly [number, number]): boolean =>
      Math.abs(p95 - wanted[0]) < 0.06 && Math.abs(median - wanted[1]) < 0.15;
    const wanted = [
      [900 / 14_100, 400 / 900],
      [2_800 / 14_100, 1_100 / 2_800],
      [1, 900 / 14_100],
    ] as const;
    assert.equal(shares.length, wanted.length, "one without enough answers has none");
    for (const [index, each] of shares.entries())
      assert.ok(near(each, wanted[index] ?? [0, 0]), JSON.stringify(shares));
    assert.match(await view.page.locator(".speed").innerText(), /whole answer 5\.9 s, p95 14 s/);
    await view.page.close();
  });

  it("tells what an accepted suggestion cost", async () => {
    const view = await open("today");
    await view.page
      .getByText("12 of 41 suggestions accepted, $0.061: $0.005 per accepted suggestion.")
      .waitFor({ timeout: 2_000 });
    await view.page.close();
  });

  it("asks the host for what its buttons open", async () => {
    const view = await open("today");
    await button(view, "Show All").click();
    await button(view, "12 completions, Mini. Why this model").click();
    await showState(view, COST_STATES["empty"]);
    await button(view, "Ask a Question").click();
    assert.deepEqual((await view.posted()).slice(1), [
      { type: "act", action: "show-all" },
      { type: "open-request", request: "r7" },
      { type: "act", action: "ask" },
    ]);
    await view.page.close();
  });
});
