import assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { totalsOf } from "../../../../src/core/ledger/report.ts";
import { sumCosts } from "../../../../src/core/models/money.ts";
import { periodView } from "../../../../src/extension/cost/costReport.ts";
import { sumView } from "../../../../src/extension/costSumView.ts";
import { createWords } from "../../../../src/extension/words.ts";
import { english } from "../../../../src/util/phrase.ts";
import { WORDS } from "../../../helpers/answerWords.ts";
import { entry } from "../../../helpers/make.ts";

const view = (...entries: readonly LedgerEntry[]): ReturnType<typeof periodView> =>
  periodView({ period: totalsOf(entries), newest: entries }, WORDS);

describe("the cost view's figures", () => {
  it("travel as JSON: amounts as decimal strings, exact beyond 2^53", () => {
    const big = entry({ cost: { kind: "priced", pico: Number.MAX_SAFE_INTEGER, provenance: "billed" } });
    const shown = view(big, { ...big, id: "2" });
    assert.equal(shown.cost.pico, String(2n * BigInt(Number.MAX_SAFE_INTEGER)));
    assert.deepEqual(JSON.parse(JSON.stringify(shown)), shown);
    assert.deepEqual(shown.byTier, { mini: shown.cost.pico });
    assert.deepEqual(shown.byProvenance, { billed: shown.cost.pico, computed: "0", assumed: "0", estimated: "0" });
  });

  it("leave savings out where there is no baseline, and keep losses", () => {
    assert.equal("savedPico" in view(entry()), false);
    const alwaysFull = { kind: "priced", pico: 100_000_000, provenance: "estimated" } as const;
    const shown = view(entry({ alwaysFull }));
    assert.deepEqual(
      [shown.alwaysFullPico, shown.savedPico, shown.simulatedSavedPico],
      ["100000000", "-40000000", undefined],
    );
    const play = view(entry({ cost: { kind: "simulated", pico: 1 }, alwaysFull: { kind: "simulated", pico: 5 } }));
    assert.deepEqual([play.savedPico, play.simulatedSavedPico, play.cost.pico], [undefined, "4", "0"]);
  });

  it("name models, tasks and tiers as people read them", () => {
    const shown = view(entry({ task: "test", model: "small" }));
    assert.deepEqual(
      [shown.byModel[0]?.name, shown.byModel[0]?.tier, shown.byTask[0]?.name],
      ["small", "mini", "Write Tests"],
    );
    const german = createWords(
      (text, args) => (text === "Write Tests" ? "Tests schreiben" : english(text, args)),
      "de",
    );
    assert.equal(
      periodView({ period: totalsOf([entry({ task: "test" })]), newest: [] }, german).byTask[0]?.name,
      "Tests schreiben",
    );
    assert.equal("locale" in createWords(english), false);
  });

  it("show how a request ended, by its last attempt", () => {
    const verdicts = [
      entry({ outcome: "failed" }),
      entry({ outcome: "cancelled", verdict: "accepted" }),
      entry({ verdict: "accepted" }),
      entry({ outcome: "rejected", verdict: "rejected" }),
      entry(),
    ].map((one) => view({ ...entry({ id: "first", at: 7, outcome: "rejected" }) }, one).recent[0]);
    assert.deepEqual(
      verdicts.map((row) => row?.verdict),
      ["failed", "cancelled", "accepted", "rejected", "unverified"],
    );
    assert.ok(verdicts.every((row) => row?.at === 7));
  });

  it("count kinds of cost apart", () => {
    const costs = [
      { kind: "free" },
      { kind: "unknown" },
      { kind: "included" },
      { kind: "simulated", pico: 3 },
      { kind: "priced", pico: 2, provenance: "billed" },
    ] as const;
    assert.deepEqual(sumView(sumCosts(costs)), {
      pico: "2",
      simulatedPico: "3",
      priced: 1,
      simulated: 1,
      free: 1,
      included: 1,
      unknown: 1,
    });
  });
});
