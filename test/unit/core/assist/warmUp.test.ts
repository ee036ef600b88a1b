import assert from "node:assert/strict";
import { assist } from "../../../../src/core/assist/assist.ts";
import type { AssistDeps, Seat } from "../../../../src/core/assist/deps.ts";
import { preview } from "../../../../src/core/assist/preview.ts";
import { layered } from "../../../../src/core/deep/layeredFlow.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { answer, FakeModel } from "../../../helpers/fakeModel.ts";
import { FakeLog, modelInfo, request } from "../../../helpers/make.ts";
import { MemoryLedger } from "../../../helpers/memoryLedger.ts";

/** Of another object each time it is asked for, like those of the settings. */
class WarmModel extends FakeModel {
  readonly #steps: string[];
  #isWarm = false;

  constructor(name: string, steps: string[]) {
    super(modelInfo({ model: name }), answer("Done."));
    this.#steps = steps;
  }

  warmUp(): void {
    if (!this.#isWarm) this.#steps.push(`warm ${this.info.model}`);
    this.#isWarm = true;
  }
}

function stage(): { readonly deps: AssistDeps; readonly steps: readonly string[] } {
  const steps: string[] = [];
  const seatOf = (tier: "mini" | "full"): Seat => {
    const model = new WarmModel(tier, steps);
    return { tier, info: model.info, model };
  };
  const deps: AssistDeps = {
    context: {
      collect: () => {
        steps.push("collect");
        return Promise.resolve({ items: [], gate: createPathGate([]) });
      },
    },
    seats: () => [seatOf("mini"), seatOf("full")],
    verifiers: [],
    ledger: new MemoryLedger(),
    clock: new FakeClock(),
    newId: () => "attempt",
    session: "session",
    workspace: () => undefined,
    maxTokens: () => 16_000,
    log: new FakeLog(),
  };
  return { deps, steps };
}

describe("models", () => {
  it("warm up while the context of a request is collected", async () => {
    const { deps, steps } = stage();
    for await (const event of assist(request({ task: "explain" }), deps, new AbortController().signal)) void event;
    assert.deepEqual(steps, ["warm mini", "warm full", "collect"]);
  });

  it("that warmed up are the ones that are asked, also where a second layer is weighed first", async () => {
    const { deps, steps } = stage();
    for await (const event of layered(request({ task: "explain" }), deps, new AbortController().signal)) void event;
    assert.deepEqual(steps, ["warm mini", "warm full", "collect"]);
  });

  it("stay cold for a preview", async () => {
    const { deps, steps } = stage();
    await preview(request({ task: "explain" }), deps, new AbortController().signal);
    assert.deepEqual(steps, ["collect"]);
  });
});
