import assert from "node:assert/strict";
import { Calibration } from "../../../../src/core/models/calibration.ts";
import { NO_USAGE } from "../../../../src/core/models/usage.ts";
import { perMillion } from "../../../../src/core/models/price.ts";
import type { Tokenizer } from "../../../../src/core/ports.ts";
import { play } from "../../../helpers/road.ts";

/** Says that every text has so many tokens. */
function countsOf(tokens: number): Tokenizer {
  return { warmUp: () => Promise.resolve(), count: (texts) => Promise.resolve(texts.map(() => tokens)) };
}
const finish = (input: number, output = 10) =>
  ({ type: "finish", reason: "stop", usage: { ...NO_USAGE, input, output } }) as const;
const text = { type: "text-delta", text: "fine" } as const;

describe("counted tokens on the road", () => {
  it("are what the prompt's size is, for each model in its own tokens", async () => {
    const { events } = await play({
      models: {
        mini: { scripts: [[text, finish(10_000)]], info: { model: "gpt-4o-mini" } },
        full: { scripts: [], info: { model: "claude-3-haiku" } },
      },
      deps: { tokenizer: countsOf(5_000), calibration: new Calibration() },
    });
    const [decided] = events;
    assert.ok(decided?.type === "route-decided");
    const { promptTokens, promptSizes } = decided.decision.signals;
    assert.equal(decided.pack.counted, true);
    // Two messages, each with its frame.
    assert.equal(promptTokens, 10_008);
    assert.deepEqual(promptSizes?.["cloud/gpt-4o-mini"], { tokens: 10_008, most: 10_109 });
    assert.deepEqual(promptSizes?.["cloud/claude-3-haiku"], { tokens: 12_010, most: 13_812 });
  });

  it("warn of a prompt that the server cut, under the answer and in the account", async () => {
    const { transcript, entries } = await play({
      models: { mini: { scripts: [[text, finish(4_096)]], info: { model: "llama3.1" } } },
      deps: { tokenizer: countsOf(10_000), calibration: new Calibration() },
    });
    assert.deepEqual(transcript.at(-1), "answered, prompt-cut");
    assert.deepEqual(
      entries.map(({ outcome, code }) => [outcome, code]),
      [["accepted", "prompt-cut"]],
    );
  });

  it("say nothing of a cut where the size was only estimated", async () => {
    const { transcript } = await play({
      models: { mini: { scripts: [[text, finish(1)]] } },
      request: { instruction: "word ".repeat(5_000) },
      deps: { calibration: new Calibration() },
    });
    assert.deepEqual(transcript.at(-1), "answered");
  });

  it("turn into those of the full tier for the comparison with it", async () => {
    const listed = (input: number) =>
      ({ kind: "listed", rates: { input: perMillion(input), output: 0 }, provenance: "computed", asOf: "" }) as const;
    const { entries } = await play({
      models: {
        mini: { scripts: [[text, finish(1_000)]], info: { model: "gpt-4o-mini", price: listed(1) } },
        full: { scripts: [], info: { model: "claude-3-haiku", price: listed(10) } },
      },
      request: { tier: "mini" },
      deps: { calibration: new Calibration() },
    });
    const [entry] = entries;
    assert.deepEqual(entry?.cost, { kind: "priced", pico: 1_000_000_000, provenance: "computed" });
    assert.deepEqual(entry?.alwaysFull, { kind: "priced", pico: 12_000_000_000, provenance: "estimated" });
    assert.deepEqual(entry?.alwaysCheapest, { kind: "priced", pico: 1_000_000_000, provenance: "estimated" });
  });
});
