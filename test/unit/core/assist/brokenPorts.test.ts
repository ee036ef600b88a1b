import assert from "node:assert/strict";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import type { CollectedContext, Verifier } from "../../../../src/core/ports.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { item } from "../../../helpers/make.ts";
import { MemoryLedger } from "../../../helpers/memoryLedger.ts";
import { assertInvariants, play } from "../../../helpers/road.ts";

const good = answer("Mended.\n```ts\nlet a = 2;\n```\n");
const prose = answer("I would change line 3.");
const fix = { task: "fix" } as const;

describe("assist with broken ports", () => {
  const throwing: Verifier = { name: "types", check: () => Promise.reject(new Error("bug in a check")) };

  it("survives a ledger that throws: the answer stands, the log has a line", async () => {
    const ledger = new MemoryLedger();
    ledger.breaks = true;
    const played = await play({
      models: { mini: { scripts: [prose] }, full: { scripts: [good] } },
      request: fix,
      ledger,
    });
    assert.equal(played.transcript.at(-1), "answered");
    assert.equal(played.log.lines.filter((line) => line.includes("was not booked")).length, 2);
  });

  it("survives a ledger that throws when the listener has left", async () => {
    const ledger = new MemoryLedger();
    ledger.breaks = true;
    const played = await play({
      models: { mini: { scripts: [good] } },
      ledger,
      leaveAt: ({ type }) => type === "text-delta",
    });
    assert.ok(played.log.lines.some((line) => line.includes("was not booked")));
  });

  it("keeps the text when a check throws", async () => {
    const played = await play({ models: { mini: { scripts: [good] } }, request: fix, deps: { verifiers: [throwing] } });
    assertInvariants(played);
    assert.deepEqual(played.transcript, ["routed mini", "text", "failed internal", "error internal"]);
    assert.ok(played.log.lines.some((line) => line.includes("bug in a check")));
  });

  const unreadable = (): never => {
    throw new Error("rules cannot be read");
  };
  const rules: Readonly<Record<string, () => Promise<CollectedContext>>> = {
    "the context cannot be collected": () => Promise.reject(new Error("rules cannot be read")),
    "a path cannot be judged": () => Promise.resolve({ items: [item({})], gate: { check: unreadable } }),
    "what stays here cannot be told": () =>
      Promise.resolve({ items: [item({})], gate: { check: () => undefined, localOnly: unreadable } }),
    "an item is no text": () =>
      Promise.resolve({ items: [item({ text: undefined as unknown as string })], gate: createPathGate([]) }),
  };
  for (const [fault, collect] of Object.entries(rules)) {
    it(`sends nothing and says why where ${fault}`, async () => {
      const played = await play({ models: { mini: { scripts: [good] } }, deps: { context: { collect } } });
      assert.deepEqual(played.transcript, ["error gate-failed"]);
      assert.deepEqual(played.entries, []);
      const last = played.events.at(-1);
      assert.ok(last?.type === "assist-error" && String(last.failure.facts.reason).length > 5);
    });
  }

  const faults = {
    seats: () => {
      throw new Error("no seats today");
    },
    newId: () => {
      throw new Error("no ids today");
    },
    maxTokens: () => {
      throw new Error("no limit today");
    },
  } as const;
  for (const [port, broken] of Object.entries(faults)) {
    it(`ends in an event when ${port} throws`, async () => {
      const played = await play({ models: { mini: { scripts: [good] } }, deps: { [port]: broken } });
      assert.equal(played.transcript.at(-1), "error internal");
    });
  }
});
