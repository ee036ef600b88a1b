import assert from "node:assert/strict";
import { NOTHING, runSteps, summary, type Step, type Tally } from "./steps.ts";

describe("the steps of a run", () => {
  const step = (name: string, tally: Partial<Tally>, ...needs: string[]): Step => ({
    name,
    needs,
    run: () => Promise.resolve({ ...NOTHING, ...tally }),
  });
  const run = (...steps: readonly Step[]): Promise<Tally> => runSteps(steps, () => undefined);

  it("are summed up", async () => {
    const total = await run(step("a", { passed: 2 }), step("b", { passed: 3, skipped: 1 }));
    assert.equal(summary(total), "5 passed, 0 failed, 1 skipped");
    assert.equal(summary({ passed: 1, failed: 2, skipped: 0 }), "1 passed, 2 failed");
  });

  it("go on after a failure, but for those that need the failed one", async () => {
    const total = await run(
      step("build", { failed: 1 }),
      step("host", { passed: 9 }, "build"),
      step("lint", { passed: 1 }),
    );
    assert.equal(summary(total), "1 passed, 1 failed, 1 skipped");
  });

  it("block those that need a blocked one", async () => {
    const total = await run(step("a", { failed: 1 }), step("b", {}, "a"), step("c", {}, "b"));
    assert.equal(summary(total), "0 passed, 1 failed, 2 skipped");
  });

  it("count as failed when they die", async () => {
    const total = await run({ name: "a", run: () => Promise.reject(new Error("died")) }, step("b", { passed: 1 }));
    assert.equal(summary(total), "1 passed, 1 failed");
  });
});
