import assert from "node:assert/strict";
import { foldChunk } from "../../../src/providers/foldChunk.ts";
import { FoldState } from "../../../src/providers/foldState.ts";
import { isLoopback } from "../../../src/util/address.ts";
import { mapBilled, mapUsage } from "../../../src/providers/mapUsage.ts";
import { usage } from "../../helpers/fakeModel.ts";

/** The parts of these chunks, the closing one included. */
function parts(...chunks: readonly unknown[]): readonly unknown[] {
  const state = new FoldState();
  return [...chunks.flatMap((chunk) => foldChunk(chunk, state)), ...state.end()];
}

const delta = (value: unknown, finish: string | null = null): object => ({
  choices: [{ index: 0, delta: value, finish_reason: finish }],
});
const text = (value: string): object => ({ type: "text-delta", text: value });
const done = (reason = "stop"): object => ({ type: "finish", reason });

describe("chunks of a stream", () => {
  const rows: Readonly<Record<string, readonly [readonly unknown[], readonly object[]]>> = {
    "text in deltas": [
      [delta({ role: "assistant", content: "" }), delta({ content: "a" }), delta({ content: "b" }, "stop")],
      [text("a"), text("b"), done()],
    ],
    "a whole answer at once": [
      [{ choices: [{ message: { content: "hello" }, finish_reason: "stop" }] }],
      [text("hello"), done()],
    ],
    "content as a list of parts": [
      [delta({ content: [{ type: "text", text: "a" }, { type: "thinking" }, { text: "b" }] }, "stop")],
      [text("ab"), done()],
    ],
    "no content": [
      [delta({ content: null }), delta(null), delta({}), { choices: [] }, {}, null, "x", 7, delta({}, "stop")],
      [done()],
    ],
    "reasoning, of either name, before text": [
      [
        delta({ reasoning_content: "Hm." }),
        delta({ reasoning: "So." }),
        delta({ content: "a", reasoning: "Oh." }, "stop"),
      ],
      [
        { type: "reasoning-delta", text: "Hm." },
        { type: "reasoning-delta", text: "So." },
        { type: "reasoning-delta", text: "Oh." },
        text("a"),
        done(),
      ],
    ],
    "a refusal, whatever the reason says": [
      [delta({ refusal: "I cannot." }), delta({}, "stop")],
      [text("I cannot."), done("refused")],
    ],
    "a limit": [[delta({ content: "a" }, "length")], [text("a"), done("length")]],
    "a filter": [[delta({}, "content_filter")], [done("filtered")]],
    "another reason": [[delta({ content: "a" }, "something")], [text("a"), done("unknown")]],
    "calls of tools": [
      [delta({ tool_calls: [{ index: 0, id: "t", function: { name: "f", arguments: "{}" } }] }, "tool_calls")],
      [{ type: "tool-call", id: "t", name: "f", arguments: "{}" }, done("tool-calls")],
    ],
    "a reason that objects know by themselves": [[delta({}, "constructor")], [done("unknown")]],
    "no reason at all": [[delta({ content: "a" })], [text("a"), done("unknown")]],
    "an empty reason is none yet": [
      [delta({ content: "a" }, ""), delta({}, "stop")],
      [text("a"), done()],
    ],
  };
  for (const [name, [chunks, expected]] of Object.entries(rows))
    it(name, () => assert.deepEqual(parts(...chunks), expected));

  it("the last word on usage, price and model holds", () => {
    const counted = (prompt: number, completion: number, more: object = {}): object => ({
      prompt_tokens: prompt,
      completion_tokens: completion,
      ...more,
    });
    const [part] = parts(
      { model: "a", usage: counted(5, 1) },
      { model: "gpt-6-2026", usage: counted(10, 3, { cost: 0.00095 }) },
      { ...delta({}, "stop"), usage: null },
    );
    assert.deepEqual(part, {
      type: "finish",
      reason: "stop",
      usage: usage(10, 3),
      served: "gpt-6-2026",
      billedPico: 950_000_000,
    });
  });
});

describe("usage as a server counts it", () => {
  const rows: Readonly<Record<string, readonly [unknown, ReturnType<typeof mapUsage>]>> = {
    plain: [{ prompt_tokens: 10, completion_tokens: 3 }, usage(10, 3)],
    "cached and reasoning parts": [
      {
        prompt_tokens: 100,
        completion_tokens: 30,
        prompt_tokens_details: { cached_tokens: 64, cache_write_tokens: 10 },
        completion_tokens_details: { reasoning_tokens: 20 },
      },
      usage(26, 30, { cacheRead: 64, cacheWrite: 10, reasoning: 20 }),
    ],
    "DeepSeek's cache": [
      { prompt_tokens: 100, completion_tokens: 1, prompt_cache_hit_tokens: 90 },
      usage(10, 1, { cacheRead: 90 }),
    ],
    "parts that exceed the whole": [
      {
        prompt_tokens: 10,
        completion_tokens: 3,
        prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 5 },
        completion_tokens_details: { reasoning_tokens: 9 },
      },
      usage(0, 3, { cacheRead: 10, reasoning: 3 }),
    ],
    "nothing counted": [{ prompt_tokens: 0, completion_tokens: 0 }, undefined],
    "as much in as out": [{ prompt_tokens: 3, completion_tokens: 3 }, usage(3, 3)],
    "no answer": [{ prompt_tokens: 7, completion_tokens: 0 }, usage(7, 0)],
    "half of it": [{ prompt_tokens: 7 }, undefined],
    "no numbers": [{ prompt_tokens: "7", completion_tokens: 1 }, undefined],
    "below zero": [{ prompt_tokens: -7, completion_tokens: 1 }, undefined],
    "not whole": [{ prompt_tokens: 1.5, completion_tokens: 1 }, undefined],
    null: [null, undefined],
    "null parts": [
      { prompt_tokens: 7, completion_tokens: 1, prompt_tokens_details: null, completion_tokens_details: null },
      usage(7, 1),
    ],
  };
  for (const [name, [raw, expected]] of Object.entries(rows)) it(name, () => assert.deepEqual(mapUsage(raw), expected));

  const bills: readonly (readonly [unknown, number | undefined])[] = [
    [{ cost: 0.00095 }, 950_000_000],
    [{ cost: 0 }, undefined],
    [{ cost: 0, is_byok: false }, 0],
    [{ cost: 0, is_byok: true, cost_details: { upstream_inference_cost: 0.01 } }, 10_000_000_000],
    [{ cost: 0.1 + 0.2 }, 300_000_000_000],
    [{ cost: 0.001, is_byok: true, cost_details: { upstream_inference_cost: 0.01 } }, 11_000_000_000],
    [{ cost: 0.001, is_byok: false, cost_details: { upstream_inference_cost: 0.01 } }, 1_000_000_000],
    [{ cost: 0.001, is_byok: true, cost_details: { upstream_inference_cost: null } }, undefined],
    [{ cost: -1 }, undefined],
    [{ cost: "1" }, undefined],
    [{ cost: Number.NaN }, undefined],
    [{ cost: 1e9 }, undefined],
    [undefined, undefined],
  ];
  for (const [raw, expected] of bills)
    it(`bills ${JSON.stringify(raw)} as ${expected}`, () => assert.equal(mapBilled(raw), expected));
});

describe("an address on this machine", () => {
  for (const url of [
    "http://127.0.0.1:11434/v1",
    "http://127.9.9.9/",
    "http://localhost:1/v1",
    "http://[::1]:8080/v1",
    "http://LOCALHOST/",
    "http://127.1/",
  ]) {
    it(`is ${url}`, () => assert.ok(isLoopback(url)));
  }
  for (const url of [
    "http://127.0.0.1.evil.example/",
    "http://localhost.evil.example/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "https://example.com/127.0.0.1",
    "http://[::2]/",
    "http://user@evil.example/",
  ]) {
    it(`is not ${url}`, () => assert.ok(!isLoopback(url)));
  }
});
