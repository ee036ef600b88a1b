import assert from "node:assert/strict";
import fc from "fast-check";
import { SuggestionCache } from "../../../../src/core/complete/suggestionCache.ts";
import { place, type } from "../../../helpers/place.ts";

const origin = place("const total = ▮;\n");
const text = "items.reduce((sum, item) => sum + item.count, 0)";

function cacheOf(suggestion = text): SuggestionCache {
  const cache = new SuggestionCache();
  cache.store(origin, { text: suggestion, replaces: 0 });
  return cache;
}

describe("the cache along the typed text", () => {
  it("gives the rest at every place along a suggestion, in any order, as typing and undo lead there", () => {
    const cache = cacheOf();
    fc.assert(
      fc.property(fc.array(fc.nat(text.length - 1)), (lengths) => {
        for (const length of lengths) {
          const known = cache.find(type(text.slice(0, length), origin));
          assert.deepEqual(known, { type: "suggestion", suggestion: { text: text.slice(length), replaces: 0 } });
        }
      }),
    );
  });

  it("gives nothing where other text was typed, and the rest again when that is undone", () => {
    const cache = cacheOf();
    assert.equal(cache.find(type("itemz", origin)), undefined);
    assert.equal(cache.find(type("item", origin))?.type, "suggestion");
  });

  it("gives nothing at the end of a suggestion", () => assert.equal(cacheOf().find(type(text, origin)), undefined));

  it("remembers that there was nothing, at that very place only", () => {
    const cache = cacheOf("");
    assert.deepEqual(cache.find(origin), { type: "nothing" });
    assert.equal(cache.find(type("i", origin)), undefined);
  });

  it("prefers the newest, and replaces what it knew of the same place", () => {
    const cache = cacheOf();
    cache.store(origin, { text: "0", replaces: 0 });
    assert.deepEqual(cache.find(origin), { type: "suggestion", suggestion: { text: "0", replaces: 0 } });
    assert.equal(cache.find(type("items", origin)), undefined);
  });

  it("forgets the oldest, and everything when told to", () => {
    const cache = cacheOf();
    for (let index = 0; index < 100; index += 1) {
      cache.store(place(`const other${index} = ▮`, { offset: 1_000 + index * 50 }), { text: "1", replaces: 0 });
    }
    assert.equal(cache.find(origin), undefined);
    const other = place("const other99 = ▮", { offset: 1_000 + 99 * 50 });
    assert.equal(cache.find(other)?.type, "suggestion");
    cache.clear();
    assert.equal(cache.find(other), undefined);
  });

  it("has nothing more to say where a bracket was typed over", () => {
    const cache = new SuggestionCache();
    cache.store(place("f(a▮);"), { text: "", replaces: 0 });
    assert.deepEqual(cache.find(place("f(a)▮;")), { type: "nothing" });
    cache.store(place("g(▮);"), { text: "a)", replaces: 1 });
    assert.deepEqual(cache.find(place("g(a)▮;")), { type: "nothing" });
  });
});
