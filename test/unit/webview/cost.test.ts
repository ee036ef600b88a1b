import assert from "node:assert/strict";
import {
  amountText,
  costText,
  savedText,
  sharedDecimals,
  simulatedText,
  sumText,
  type CostStyle,
  type CostSumLike,
} from "../../../src/util/costText.ts";
import { english } from "../../../src/util/phrase.ts";
import { sortedRows } from "../../../src/webview/cost/tables.ts";
import { moneyOf, rejectedText, shareOf } from "../../../src/webview/cost/totals.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";

const WORDS = { t: english, locale: "en" };
const DOLLAR = 1e12;
const pico = (dollars: number): bigint => BigInt(Math.round(dollars * DOLLAR));

function sumOf(part: Partial<CostSumLike>): CostSumLike {
  return { pico: 0n, simulatedPico: 0n, priced: 0, simulated: 0, free: 0, included: 0, unknown: 0, ...part };
}

describe("cost as text", () => {
  const SUMS: readonly [string, Partial<CostSumLike>, CostStyle, string][] = [
    ["priced", { pico: pico(0.042), priced: 2 }, {}, "$0.042"],
    ["as a decimal string", { pico: "42000000000", priced: 2 }, {}, "$0.042"],
    ["an estimate", { pico: pico(0.0004), priced: 1 }, { estimate: true }, "≈ $0.0004"],
    ["with shared decimals", { pico: pico(0.0145), priced: 2 }, { decimals: 4 }, "$0.0145"],
    ["too small for shared decimals", { pico: pico(0.0004), priced: 1 }, { decimals: 2 }, "$0.0004"],
    ["a lower bound", { pico: pico(0.042), priced: 2, unknown: 3 }, {}, "≥ $0.042"],
    ["a lower bound with room", { pico: pico(0.042), priced: 2, unknown: 3 }, { room: true }, "≥ $0.042 + 3 unpriced"],
    ["below what can be shown", { pico: 5_000_000n, priced: 1 }, { estimate: true }, "<$0.0001"],
    ["a bound below that", { pico: 5_000_000n, priced: 1, unknown: 1 }, {}, "<$0.0001 + 1 unpriced"],
    [
      "no bound where nothing is known to be spent",
      { pico: 0n, priced: 1, unknown: 2 },
      { room: true },
      "Price unknown",
    ],
    ["unknown", { unknown: 1, free: 1 }, {}, "Price unknown"],
    ["free", { free: 2 }, {}, "No charge"],
    ["included", { included: 1 }, {}, "Included"],
    ["simulated", { simulatedPico: pico(0.0004), simulated: 1 }, {}, "simulated $0.0004"],
    [
      "never play money in real money",
      { pico: pico(0.01), priced: 1, simulatedPico: pico(5), simulated: 1 },
      {},
      "$0.01",
    ],
    ["nothing at all", {}, {}, "$0.00"],
  ];
  for (const [name, part, style, expected] of SUMS) {
    it(`sum: ${name}`, () => assert.equal(sumText(sumOf(part), WORDS, style), expected));
  }

  it("one attempt", () => {
    const texts = [
      costText({ kind: "priced", pico: 0.0082 * DOLLAR }, WORDS),
      costText({ kind: "simulated", pico: 0.0004 * DOLLAR }, WORDS, { estimate: true }),
      costText({ kind: "free" }, WORDS),
      costText({ kind: "included" }, WORDS),
      costText({ kind: "unknown" }, WORDS),
    ];
    assert.deepEqual(texts, ["$0.0082", "simulated ≈ $0.0004", "No charge", "Included", "Price unknown"]);
  });

  it("saved, spent more, nothing to say", () => {
    assert.equal(savedText(pico(0.0069), WORDS), "saved $0.0069");
    assert.equal(savedText(-pico(0.0012), WORDS), "$0.0012 more than always Full");
    assert.equal(savedText(0n, WORDS), undefined);
    assert.equal(savedText(undefined, WORDS), undefined);
    assert.equal(savedText(pico(0.0069), WORDS, "simulated"), "saved simulated $0.0069");
  });

  it("parts and total share the decimals of the finest part", () => {
    const decimals = sharedDecimals([pico(0.0007), pico(0.0138)]);
    const texts = [0.0007, 0.0138, 0.0145].map((dollars) => amountText(pico(dollars), WORDS, { decimals }));
    assert.deepEqual(texts, ["$0.0007", "$0.0138", "$0.0145"]);
  });

  it("play money always has the word", () => {
    assert.equal(simulatedText(sumOf({ simulatedPico: pico(1.5), simulated: 3 }), WORDS), "simulated $1.50");
  });
});

describe("the cost view's figures", () => {
  const view = (name: string) => COST_STATES[name]?.view ?? assert.fail(name);

  it("real totals, simulated totals, or both, never added", () => {
    const spent = (name: string) => moneyOf(view(name), WORDS).map((money) => [money.spent, money.simulated]);
    assert.deepEqual(spent("today"), [["≥ $1.24", false]]);
    assert.deepEqual(spent("demo"), [["$0.0089", true]]);
    assert.deepEqual(spent("mixed"), [
      ["$0.015", false],
      ["$0.0089", true],
    ]);
  });

  it("sorts by cost, then unknown and free ones last by requests", () => {
    assert.deepEqual(
      sortedRows(view("today").byModel).map((row) => row.name),
      ["gpt-6.1-sol", "gpt-6.1-sol, high effort", "gpt-6-luna", "qwen3-coder:30b", "gateway/coder-xl"],
    );
  });

  it("says what rejected tries cost", () => {
    assert.match(rejectedText(view("today"), WORDS) ?? "", /^Rejected tries cost \$0\.013, 1% of the total\./);
    assert.match(
      rejectedText(view("demo"), WORDS) ?? "",
      /^Rejected tries cost simulated \$0\.0007, 8% of the total\./,
    );
    assert.equal(rejectedText(view("empty"), WORDS), undefined);
  });

  it("takes shares from exact amounts", () => {
    assert.equal(shareOf(pico(7.66), pico(8.9)).toFixed(4), "0.8607");
    assert.equal(shareOf(1n, 0n), 0);
  });
});
