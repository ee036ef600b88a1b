import assert from "node:assert/strict";
import type { FlowCheck } from "../../../../src/core/deep/refactorPorts.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { block, edit, FILES, plan, play, SIGN, TWO_STEPS, USES } from "../../../helpers/refactoring.ts";

describe("what a refactoring is checked by", () => {
  const wrongCount = { source: "ts", code: "2554", message: "Expected 2 arguments", severity: "error" } as const;
  const unknownName = { source: "ts", code: "2304", message: "Cannot find name", severity: "error" } as const;
  /** Callers that do not pass the sign, once the function wants it; and any use of `oops`. */
  const types: FlowCheck = {
    name: "types",
    each: true,
    run: (files) => {
      const wants = files.some(({ path, after }) => path === "src/money.ts" && after?.includes("sign"));
      const after = Object.keys(FILES).flatMap((file) => {
        const text = files.find(({ path }) => path === file)?.after ?? FILES[file as keyof typeof FILES];
        const counts = wants && /format\(\d\)/.test(text) ? [{ ...wrongCount, file }] : [];
        return [...counts, ...(text.includes("oops") ? [{ ...unknownName, file }] : [])];
      });
      return Promise.resolve({ type: "problems", before: [], after });
    },
  };

  it("lets a step stand whose callers are still to be changed, and checks all together", async () => {
    const run = await play({ checks: [types], models: { mini: [answer(SIGN), answer(USES)], full: [TWO_STEPS] } });
    assert.equal(run.delivered.length, 3);
    assert.equal(run.steps.at(-1), "check done: Checked 3 files and those that depend on them: types");
  });

  it("refuses at once what no later step can mend", async () => {
    const oops = answer(SIGN.replace("`${sign}${cents}`", "oops + cents"));
    const run = await play({
      checks: [types],
      models: { mini: [oops, oops, answer(USES)], full: [TWO_STEPS, answer(SIGN)] },
    });
    assert.deepEqual(
      run.entries.map(({ tier, outcome }) => `${tier} ${outcome}`),
      ["full accepted", "mini rejected", "mini rejected", "full accepted", "mini accepted"],
    );
  });

  it("mends once what does not fit together, with a stronger model", async () => {
    const run = await play({
      checks: [types],
      models: { mini: [answer(SIGN)], full: [plan(edit(["src/money.ts"], "format takes a sign.")), answer(USES)] },
    });
    assert.deepEqual(
      run.steps.slice(-3).map((line) => line.replace(/:.*/, "")),
      ["check failed", "edit done", "check done"],
    );
    assert.deepEqual(run.delivered.map(({ path }) => path).toSorted(), Object.keys(FILES).toSorted());
    assert.equal(run.entries.at(-1)?.tier, "full");
  });

  it("changes nothing when it stays wrong, and says what was learned", async () => {
    const run = await play({
      checks: [types],
      models: {
        mini: [answer(SIGN)],
        full: [plan(edit(["src/money.ts"])), answer(block("src/cart.ts", "format(1)", "format(7)"))],
      },
    });
    assert.equal(run.last?.type, "assist-error");
    assert.match(
      run.last?.type === "assist-error" ? (run.last.failure.facts.reason ?? "") : "",
      /Expected 2 arguments/,
    );
    assert.deepEqual(run.delivered, []);
  });

  it("runs no check that was taken out of the plan", async () => {
    const run = await play({
      checks: [types],
      models: { mini: [answer(SIGN)], full: [plan(edit(["src/money.ts"]))] },
      approve: (whole) => {
        assert.deepEqual(whole.checks, ["types"]);
        return { ...whole, checks: [] };
      },
    });
    assert.equal(run.delivered.length, 1);
    assert.equal(run.steps.at(-1), "check refused: Nothing could check these changes");
  });
});
