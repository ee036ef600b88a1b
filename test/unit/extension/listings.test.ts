import assert from "node:assert/strict";
import { Listings } from "../../../src/extension/listings.ts";
import { memento } from "../../helpers/memento.ts";

const URL = "http://127.0.0.1:11434/v1";

describe("what endpoints said of their models", () => {
  it("is kept for the next window, and mended by what a server tells now", () => {
    const state = new Map<string, unknown>();
    const listings = new Listings(memento(state));
    listings.remember(URL, [
      { id: "a", contextWindow: 32_768, tools: true },
      { id: "b", tariff: { input: 1, output: 2 } },
    ]);
    const dated = listings.of(URL, "b");
    listings.note(URL, { id: "a", loaded: true, contextWindow: 4_096 });
    listings.note(URL, { id: "new", contextWindow: 8_192 });
    assert.deepEqual(listings.of(URL, "a"), { id: "a", loaded: true, contextWindow: 4_096, tools: true });
    assert.deepEqual(listings.of(URL, "b"), dated);
    const next = new Listings(memento(state));
    assert.equal(next.of(URL, "a")?.contextWindow, 4_096);
    assert.equal(next.of(URL, "a")?.loaded, undefined, "what is loaded says nothing of another time");
    assert.equal(next.of(URL, "new")?.contextWindow, 8_192);
    assert.equal(next.of("http://127.0.0.1:1/v1", "a"), undefined);
  });
});
