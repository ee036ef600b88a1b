import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Seat } from "../../src/core/assist/deps.ts";
import { refactorFlow } from "../../src/core/deep/refactorFlow.ts";
import { createDemoModel } from "../../src/providers/demo/demoModel.ts";
import { KNOWN_REFACTORINGS } from "../../src/providers/demo/sample/refactorings.ts";
import { playFlow, type PlayedFlow } from "../helpers/flow.ts";
import { modelInfo } from "../helpers/make.ts";
import { memoryWorkspace } from "../helpers/refactorPorts.ts";
import { compilerErrors, FAILING, failingTests, PLANTED, SAMPLE } from "../helpers/sampleProject.ts";

const NAMES = ["src/store.ts", "src/money.ts", "src/cart.ts", "src/report.ts", "src/index.ts", "tests/store.test.mjs"];

function demoSeat(tier: "mini" | "full"): Seat {
  const info = modelInfo({ id: `demo/${tier}`, model: `demo-${tier}`, demo: true });
  return { tier, info, model: createDemoModel(info, { sleep: () => Promise.resolve(), paceScale: 0 }) };
}

async function playOnSample(goal: string, files = sources()): Promise<PlayedFlow & { changed: Map<string, string> }> {
  const workspace = memoryWorkspace({ files });
  const played = await playFlow({
    flow: (request, deps, signal) =>
      refactorFlow({ request, deps, signal }, workspace.ports, ({ plan }) => Promise.resolve(plan)),
    models: {},
    deps: { seats: () => [demoSeat("mini"), demoSeat("full")] },
    request: { task: "refactor", instruction: goal },
  });
  return { ...played, changed: new Map(workspace.delivered.map(({ path, after = "" }) => [path, after])) };
}

function sources(): Record<string, string> {
  return Object.fromEntries(NAMES.map((name) => [name, readFileSync(join(SAMPLE, name), "utf8")]));
}

describe("the demo's refactorings of the sample project", function () {
  this.timeout(60_000);

  for (const { goal, steps } of KNOWN_REFACTORINGS) {
    it(`${goal}: breaks nothing`, async () => {
      const { changed, events } = await playOnSample(goal);
      const named = steps.flatMap((step) => (step.do === "edit" ? step.files : [step.file]));
      assert.deepEqual([...changed.keys()].toSorted(), [...new Set(named)].toSorted(), JSON.stringify(events.at(-1)));
      const folder = mkdtempSync(join(tmpdir(), "upshift-sample-"));
      try {
        cpSync(SAMPLE, folder, { recursive: true });
        for (const [name, text] of changed) writeFileSync(join(folder, name), text);
        assert.deepEqual(compilerErrors(folder), PLANTED);
        assert.deepEqual(failingTests(folder), FAILING);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it("are known in the sample only: of anything else the demo says that it cannot, and nothing changes", async () => {
    for (const goal of ["make report() a class", "let `other` take the currency sign"]) {
      const { changed, events } = await playOnSample(goal);
      assert.equal(changed.size, 0);
      assert.equal(events.at(-1)?.type, "assist-error");
      const said = events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
      assert.match(said, /cannot plan this refactoring/);
    }
  });
});
