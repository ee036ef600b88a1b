import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { mergeVendor, type Merged, type Sources } from "./merge.ts";
import { sdkShutdowns, tarFiles, type Facts, type Priced } from "./sources.ts";
import { tableText } from "./write.ts";

function merged(more: Partial<Sources> & { readonly listed?: Readonly<Record<string, Priced>> }): Merged {
  const { listed = {}, ...sources } = more;
  return mergeVendor({
    engine: (model) => listed[model],
    goesByHour: () => false,
    ...{ piAi: {}, facts: {}, shutdowns: {}, rulings: {}, before: [] },
    ...{ free: new Set<string>(), unpriced: new Set<string>(), moved: new Set<string>() },
    ...sources,
  });
}

const price = (input: number, output: number, more: Partial<Priced> = {}): Priced => ({ input, output, ...more });
const facts = (priced: Priced, more: Facts = {}): Facts => ({ price: priced, ...more });

describe("the catalogue's generator", () => {
  it("takes the price engine's figure, and what others know besides", () => {
    const { rows, problems } = merged({
      listed: { a: price(1, 2) },
      piAi: { a: facts(price(1, 2), { window: 10, maxOutput: 5, reads: ["image"] }) },
      facts: { a: { window: 20, replacement: "b" }, b: { window: 8 } },
      shutdowns: { a: { shutdown: "2027-01-14" } },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(rows, [
      {
        id: "a",
        input: 1,
        output: 2,
        window: 20,
        maxOutput: 5,
        reads: ["image"],
        shutdown: "2027-01-14",
        replacement: "b",
      },
      { id: "b", window: 8 },
    ]);
  });

  it("takes a model's parameters from a source, else from its name", () => {
    const { rows } = merged({
      piAi: { "chat-latest": { parameters: "reasoning" } },
      facts: { "o1-mini": {}, "gpt-4o": {} },
    });
    assert.deepEqual(rows, [
      { id: "chat-latest", parameters: "reasoning" },
      { id: "gpt-4o" },
      { id: "o1-mini", parameters: "first-reasoning" },
    ]);
  });

  it("refuses sources that differ, until a ruling says which side to take, and why", () => {
    const sources = { listed: { a: price(2, 6) }, piAi: { a: facts(price(0.5, 1.5)) } };
    assert.match(merged(sources).problems[0] ?? "", /^a: sources differ: engine 2\/6 .*; pi-ai 0\.5\/1\.5/);
    const ruled = merged({ ...sources, rulings: { a: { side: "pi-ai", why: "the alias moved" } } });
    assert.deepEqual(ruled.problems, []);
    assert.deepEqual(ruled.rows, [{ id: "a", input: 0.5, output: 1.5, patched: true }]);
    assert.match(ruled.rulings[0] ?? "", /→ pi-ai: the alias moved$/);
  });

  it("refuses cache prices and edges that differ as well", () => {
    for (const other of [price(2, 6, { cacheRead: 0.2 }), price(2, 6, { above: { tokens: 9, input: 4, output: 9 } })])
      assert.equal(merged({ listed: { a: price(2, 6) }, piAi: { a: facts(other) } }).problems.length, 1);
  });

  it("refuses a ruling that is out of date or takes a side without a price", () => {
    const rulings = { a: { side: "facts", why: "" } } as const;
    const same = merged({ listed: { a: price(1, 2) }, piAi: { a: facts(price(1, 2)) }, rulings });
    assert.ok(same.problems.some((problem) => /agree now/.test(problem)));
    const none = merged({ listed: { a: price(1, 2) }, piAi: { a: facts(price(1, 3)) }, rulings });
    assert.ok(none.problems.some((problem) => /takes facts, which has no price/.test(problem)));
  });

  it("refuses a price of zero without a mark", () => {
    const zero = { piAi: { a: facts(price(0, 0)) } };
    assert.match(merged(zero).problems[0] ?? "", /zero without a mark/);
    assert.match(merged({ piAi: { a: facts(price(1, 2, { cacheRead: 0 })) } }).problems[0] ?? "", /zero/);
    assert.deepEqual(merged({ ...zero, free: new Set(["a"]) }).rows, [{ id: "a", input: 0, output: 0 }]);
    assert.deepEqual(merged({ ...zero, unpriced: new Set(["a"]) }), { rows: [{ id: "a" }], problems: [], rulings: [] });
  });

  it("refuses a price that moved by more than five times, or is beyond all bounds", () => {
    const before = [{ id: "a", input: 1, output: 2 }];
    const moved = (next: Priced, ids: readonly string[] = []): readonly string[] =>
      merged({ listed: { a: next }, facts: { a: {} }, before, moved: new Set(ids) }).problems;
    assert.deepEqual(moved(price(5, 10)), []);
    assert.match(moved(price(5.1, 2))[0] ?? "", /input moved from 1 to 5\.1/);
    assert.match(moved(price(1, 0.3))[0] ?? "", /output moved from 2 to 0\.3/);
    assert.deepEqual(moved(price(10, 20), ["a"]), []);
    assert.match(moved(price(1, 2_000), ["a"])[0] ?? "", /beyond all bounds/);
  });

  it("writes no price for a model that goes by the hour, and no edge that its window cannot reach", () => {
    const above = { tokens: 200, input: 2, output: 4 };
    const { rows } = merged({
      listed: { hourly: price(1, 2), small: price(1, 2, { above }) },
      facts: { hourly: {}, small: { window: 200 } },
      goesByHour: (id) => id === "hourly",
    });
    assert.deepEqual(rows, [{ id: "hourly" }, { id: "small", input: 1, output: 2, window: 200 }]);
  });

  it("writes one row a line", () => {
    const text = tableText("openai", [
      { id: "a", input: 1, output: 2, reads: ["image"], above: { tokens: 9, input: 2, output: 4 } },
    ]);
    assert.match(text, /^export const OPENAI_MODELS: readonly ModelRow\[\] = \[$/m);
    assert.match(
      text,
      /^ {2}\{ id: "a", input: 1, output: 2, reads: \["image"\], above: \{ tokens: 9, input: 2, output: 4 \} \},$/m,
    );
  });

  it("reads shutdown dates from the SDK's comments, over line breaks", () => {
    const dates = sdkShutdowns();
    assert.equal(dates["gpt-4o"]?.shutdown, "2027-01-14");
    assert.equal(dates["gpt-4-0314"]?.shutdown, "2026-03-26");
    assert.equal(dates["o1-preview-2024-09-12"]?.shutdown, "2025-07-28");
    assert.equal(dates["gpt-5.1-mini"], undefined);
  });

  it("reads files out of a tar archive", () => {
    const block = (name: string, text: string): Buffer => {
      const header = Buffer.alloc(512);
      header.write(name, 0);
      header.write(text.length.toString(8).padStart(11, "0"), 124);
      return Buffer.concat([header, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
    };
    const files = tarFiles(Buffer.concat([block("a.json", "x".repeat(600)), block("b", ""), block("c", "last")]));
    assert.deepEqual(
      [files.get("a.json")?.length, files.get("b")?.length, files.get("c")?.toString()],
      [600, 0, "last"],
    );
  });
});
