import assert from "node:assert/strict";
import type { Finding } from "./report.ts";
import { withSecondRun } from "./secondRun.ts";
import { NOTHING, type Tally } from "./steps.ts";

describe("a second run", () => {
  const finding = (suite: string, test: string): Finding => ({ title: `${suite} ${test}`, why: "late", suite });
  const first: Tally = {
    ...NOTHING,
    passed: 7,
    failed: 2,
    failures: [finding("costs (of a day)", "are shown"), finding("a diff", "opens")],
  };

  const again = (tally: Tally, run: (grep: string) => Promise<Tally>): Promise<Tally> =>
    withSecondRun(tally, run, () => undefined);

  it("is of the suites that failed, whole, and of no others", async () => {
    let meant = /nothing/;
    await again(first, (grep) => {
      meant = new RegExp(grep);
      return Promise.resolve(NOTHING);
    });
    assert.ok(meant.test("costs (of a day) are shown") && meant.test("a diff closes"));
    assert.ok(!meant.test("a different suite") && !meant.test("of a diff opens"));
  });

  it("counts what passes as passed and names it, and what fails again as failed", async () => {
    const second = { ...NOTHING, passed: 4, failed: 1, failures: [finding("a diff", "closes")] };
    const total = await again(first, () => Promise.resolve(second));
    assert.deepEqual([total.passed, total.failed], [8, 1]);
    assert.deepEqual(total.failures, second.failures);
    assert.deepEqual(total.again, first.failures);
  });

  it("changes nothing when it dies or runs nothing", async () => {
    for (const second of [NOTHING, { ...NOTHING, passed: 3, failed: 1 }])
      assert.equal(await again(first, () => Promise.resolve(second)), first);
  });

  const crowd = ["a", "b", "c", "d"].map((suite) => finding(suite, "works"));
  const unfit: readonly (readonly [string, Tally])[] = [
    ["nothing failed", { ...NOTHING, passed: 1 }],
    ["more failed than one window explains", { ...NOTHING, failed: 4, failures: crowd }],
    ["something else than a test failed", { ...NOTHING, failed: 1, failures: [{ title: "the host", why: "died" }] }],
  ];
  for (const [why, tally] of unfit)
    it(`is not made where ${why}`, async () => {
      assert.equal(await again(tally, () => Promise.reject(new Error("was run"))), tally);
    });
});
