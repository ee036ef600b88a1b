import assert from "node:assert/strict";
import { answer, fails, finish, hang, reasoning, text, usage } from "../../../helpers/fakeModel.ts";
import { price } from "../../../helpers/make.ts";
import { assertInvariants, play, type Scene } from "../../../helpers/road.ts";
import type { Verifier } from "../../../../src/core/ports.ts";

const good = answer("Mended.\n```ts\nlet a = 2;\n```\n");
const fix = { task: "fix" } as const;

/** Roads with every kind of event on them. */
const ROADS: Readonly<Record<string, Scene>> = {
  "a shift up": { models: { mini: { scripts: [answer("Prose only.")] }, full: { scripts: [good] } }, request: fix },
  "a failover": {
    models: { mini: { scripts: [[reasoning("Hm."), fails("overloaded")]] }, full: { scripts: [good] } },
    request: fix,
  },
  "a failure": { models: { mini: { scripts: [[text("Half"), text(" an answer"), fails("transport")]] } } },
  "two rejections": {
    models: { mini: { scripts: [answer("Prose.")] }, full: { scripts: [answer("Prose again.")] } },
    request: fix,
  },
};

describe("a listener that walks away", () => {
  for (const [name, scene] of Object.entries(ROADS)) {
    it(`leaves a true account at every event of ${name}`, async () => {
      const whole = await play(scene);
      for (const index of whole.events.keys()) {
        const played = await play({ ...scene, leaveAt: (_, at) => at === index });
        assertInvariants(played);
        assert.equal(played.events.length, index + 1);
      }
    });
  }

  it("is a cancellation, with an estimate of what was used", async () => {
    const { entries } = await play({
      models: { mini: { scripts: [good] } },
      leaveAt: ({ type }) => type === "text-delta",
    });
    assert.equal(entries[0]?.outcome, "cancelled");
    assert.equal(entries[0]?.usage.estimated, true);
    assert.ok((entries[0]?.usage.output ?? 0) > 0);
    assert.equal(entries[0]?.cost.kind === "priced" && entries[0].cost.provenance, "estimated");
  });

  it("costs nothing before the model was asked", async () => {
    const unpriced = { scripts: [good], info: { price: { kind: "unknown" } } } as const;
    const scenes = [{ mini: { scripts: [good] } }, { mini: unpriced }];
    for (const models of scenes) {
      const { entries } = await play({ models, leaveAt: ({ type }) => type === "attempt-start" });
      assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 0, provenance: "computed" });
    }
  });
});

describe("a user who stops", () => {
  for (const [name, scene] of Object.entries(ROADS)) {
    it(`gets one ending at every event of ${name}`, async () => {
      const whole = await play(scene);
      for (const index of whole.events.keys()) {
        const played = await play({ ...scene, stopAt: (_, at) => at === index });
        assertInvariants(played);
        for (const model of Object.values(played.models)) {
          const asked = played.entries.filter((entry) => entry.model === model.info.model && entry.usage.input > 0);
          assert.ok(asked.length <= model.requests.length, "what was never sent is not charged");
        }
      }
    });
  }

  it("while the model thinks", async () => {
    const played = await play({
      models: { mini: { scripts: [[reasoning("Hm."), hang, text("never")]] }, full: { scripts: [good] } },
      stopAt: ({ type }) => type === "reasoning-delta",
    });
    assertInvariants(played);
    assert.deepEqual(played.transcript, ["routed mini", "cancelled", "cancelled"]);
    assert.equal(played.entries[0]?.usage.estimated, true);
  });

  it("while text streams: what arrived stays", async () => {
    const played = await play({
      models: { mini: { scripts: [[text("One."), text(" Two."), text(" Three."), finish()]] } },
      stopAt: (event) => event.type === "text-delta" && event.text === " Two.",
    });
    assertInvariants(played);
    assert.deepEqual(played.transcript, ["routed mini", "text", "cancelled", "cancelled"]);
    const last = played.events.at(-1);
    assert.equal(last?.type === "assist-end" && last.text, "One. Two.");
  });

  it("while a check runs: usage is what the model reported", async () => {
    const waits: Verifier = {
      name: "tests",
      check: (_draft, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    };
    const played = await play({
      models: { mini: { scripts: [answer("It adds.", usage(70, 7))] } },
      deps: { verifiers: [waits] },
      stopAt: ({ type }) => type === "check-start",
    });
    // The check listens only once it runs, so an abort before it is found by the runner itself.
    assertInvariants(played);
    assert.deepEqual(played.transcript, ["routed mini", "text", "cancelled", "cancelled"]);
    assert.deepEqual(played.entries[0]?.usage, usage(70, 7));
  });

  it("while the context is collected: nothing was started", async () => {
    const stop = new AbortController();
    const played = await play({
      models: { mini: { scripts: [good] } },
      deps: {
        context: {
          collect: (_request, signal) => {
            queueMicrotask(() => stop.abort());
            return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
          },
        },
      },
      stop,
    });
    assert.deepEqual(played.transcript, ["cancelled"]);
    assert.deepEqual(played.entries, []);
  });

  it("between two tries: the next one is not begun", async () => {
    const played = await play({
      models: { mini: { scripts: [answer("Prose.")] }, full: { scripts: [good], info: { price: price(10, 40) } } },
      request: fix,
      stopAt: ({ type }) => type === "attempt-end",
    });
    assertInvariants(played);
    assert.equal(played.entries.length, 1);
    assert.equal(played.transcript.at(-1), "cancelled");
    assert.equal(played.models.full?.requests.length, 0);
  });
});
