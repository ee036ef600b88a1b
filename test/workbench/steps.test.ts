import assert from "node:assert/strict";
import { NOTHING, runSteps, summary, type Step, type Tally } from "./steps.ts";

describe("the steps of a run", () => {
  const step = (name: string, tally: Partial<Tally>, ...needs: string[]): Step => ({
    name,
    needs,
    run: () => Promise.resolve({ ...NOTHING, ...tally }),
  });
  const run = (...steps: readonly Step[]): Promise<Tally> => runSteps(steps, () => undefined);

  const lastLine = (total: Tally): string | undefined => summary(total).split("\n").at(-1);

  it("are summed up", async () => {
    const total = await run(step("a", { passed: 2 }), step("b", { passed: 3, skipped: 1 }));
    assert.equal(lastLine(total), "5 passed, 0 failed, 1 skipped");
    assert.equal(lastLine({ ...NOTHING, passed: 1, failed: 2 }), "1 passed, 2 failed");
  });

  it("go on after a failure, but for those that need the failed one", async () => {
    const total = await run(
      step("build", { failed: 1 }),
      step("host", { passed: 9 }, "build"),
      step("lint", { passed: 1 }),
    );
    assert.equal(lastLine(total), "1 passed, 1 failed, 1 skipped");
  });

  it("block those that need a blocked one", async () => {
    const total = await run(step("a", { failed: 1 }), step("b", {}, "a"), step("c", {}, "b"));
    assert.equal(lastLine(total), "0 passed, 1 failed, 2 skipped");
  });

  it("count as failed when they die", async () => {
    const total = await run({ name: "a", run: () => Promise.reject(new Error("died")) }, step("b", { passed: 1 }));
    assert.equal(lastLine(total), "1 passed, 1 failed");
  });

  it("name at the end what failed and what passed only when run again, in few words", async () => {
    const why = `AssertionError: 1 == 2\n\n  + ${"x".repeat(2_000)}${"\n    at a.ts:1".repeat(20)}`;
    const total = await run(
      step("ui", { failed: 1, failures: [{ title: "the panel shows it", why }] }),
      step("host", { passed: 1, again: [{ title: "a diff opens", why: "Error: late" }] }),
      step("floor", { again: [{ title: "the panel shows it", why: "both times" }] }),
      step("types", { failed: 1 }),
    );
    assert.equal(
      summary(total),
      [
        ...["", "Passed only when run again:", "  a diff opens", "      Error: late"],
        ...["", "Failed:", "  the panel shows it", "      AssertionError: 1 == 2", `      + ${"x".repeat(298)}`],
        ...Array.from({ length: 10 }, () => "      at a.ts:1"),
        ...["  types", "      It is told above, where the step ran."],
        ...["", "1 passed, 2 failed"],
      ].join("\n"),
    );
  });
});
