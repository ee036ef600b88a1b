import assert from "node:assert/strict";
import type { Verifier } from "../../../../src/core/ports.ts";
import { answer } from "../../../helpers/fakeModel.ts";
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
