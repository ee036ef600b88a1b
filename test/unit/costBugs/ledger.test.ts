import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import { condenseFlow } from "../../../src/core/deep/condenseFlow.ts";
import { Ledger } from "../../../src/core/ledger/ledger.ts";
import { reportOf, reportOn } from "../../../src/core/ledger/report.ts";
import { startOfDay } from "../../../src/core/ledger/time.ts";
import { NO_USAGE } from "../../../src/core/models/usage.ts";
import { sumText } from "../../../src/util/costText.ts";
import { english } from "../../../src/util/phrase.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { answer } from "../../helpers/fakeModel.ts";
import { playFlow } from "../../helpers/flow.ts";
import { entry, item } from "../../helpers/make.ts";
import { MemoryStore } from "../../helpers/memoryLedger.ts";
import { play } from "../../helpers/road.ts";

const WORDS = { t: english, locale: "en" };
const finish = (input: number, output: number) =>
  ({ type: "finish", reason: "stop", usage: { ...NO_USAGE, input, output } }) as const;

describe("cost bug classes: ledger, totals and display", () => {
  it("1. an unknown price is never shown as $0.00, and makes a total a lower bound", () => {
    const unknown = entry({ id: "u", request: "u", cost: { kind: "unknown" } });
    assert.equal(sumText(reportOf([unknown]).cost, WORDS), "Price unknown");
    assert.equal(sumText(reportOf([unknown, entry()]).cost, WORDS, { room: true }), "≥ $0.0001 + 1 unpriced");
  });

  it("4. reasoning is told as a part of the output, and adds nothing", () => {
    const usage = { ...NO_USAGE, input: 10, output: 100, reasoning: 80 };
    const { tokens } = reportOf([entry({ usage })]);
    assert.deepEqual([tokens.output, tokens.reasoning], [100, 80]);
  });

  it("10. cancelled and failed requests keep their cost, marked as estimated", async () => {
    const text = { type: "text-delta", text: "half an answer" } as const;
    const cancelled = await play({
      models: { mini: { scripts: [[text, finish(10, 10)]] } },
      stopAt: ({ type }) => type === "text-delta",
    });
    const failed = await play({ models: { mini: { scripts: [[text]] } } });
    for (const { entries } of [cancelled, failed]) {
      const [only] = entries;
      assert.ok(only?.cost.kind === "priced" && only.cost.pico > 0 && only.cost.provenance === "estimated");
    }
  });

  it("11. requests that nobody sees are booked like those that somebody asked", async () => {
    const lines = Array.from({ length: 6_000 }, (_, index) => `export const name${index} = ${index};`);
    const long = item({ kind: "selection", path: "src/long.ts", text: lines.join("\n") });
    const collect = () => Promise.resolve({ items: [long], gate: createPathGate([]) });
    const { models, ledger } = await playFlow({
      flow: (request, deps, signal) => condenseFlow({ request, deps, signal }),
      models: { mini: [answer("name5999 = 5999")] },
      request: { instruction: "Which name is the last?" },
      deps: { context: { collect } },
    });
    const calls = models.mini?.requests.length ?? 0;
    assert.ok(calls > 3, "pieces are condensed behind the answer");
    assert.equal(ledger.entries.length, calls);
    assert.ok(ledger.entries.every(({ cost }) => cost.kind === "priced" && cost.pico > 0));
  });

  it("12. what a plan includes is counted, and never in dollars", () => {
    const { cost } = reportOf([entry({ cost: { kind: "included" } })]);
    assert.deepEqual([cost.included, cost.pico, sumText(cost, WORDS)], [1, 0n, "Included"]);
  });

  it("16. totals follow each request at once, in every window", async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock(entry().at)];
    const [one, other] = [new Ledger(store, clock), new Ledger(store, clock)];
    const today = startOfDay(clock.now());
    const seen = async (ledger: Ledger): Promise<bigint> => reportOn(await ledger.totals(today)).cost.pico;
    assert.deepEqual([await seen(one), await seen(other)], [0n, 0n]);
    for (const id of ["a", "b"]) {
      await one.append(entry({ id, request: id, cost: { kind: "priced", pico: 5, provenance: "billed" } }));
      assert.equal(await seen(one), await seen(other));
    }
    assert.equal(await seen(other), 10n);
  });
});
