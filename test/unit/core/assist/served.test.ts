import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Price } from "../../../../src/core/models/price.ts";
import type { Prices } from "../../../../src/core/ports.ts";
import { fails, finish, text, usage } from "../../../helpers/fakeModel.ts";
import { play } from "../../../helpers/road.ts";

const listed = (input: number): Price => ({
  kind: "listed",
  rates: { input, output: 0 },
  provenance: "computed",
  asOf: "2026-11-20",
});

/** A list that is there only once it was waited for. */
class LatePrices implements Prices {
  #there = false;

  async ready(): Promise<void> {
    await Promise.resolve();
    this.#there = true;
  }

  ofAnswer(_: unknown, served: string | undefined): Price {
    if (!this.#there) return { kind: "unknown" };
    return served === "gpt-4o-mini-2024-07-18" ? listed(7) : listed(1_000);
  }
}

describe("the price of an answer", () => {
  it("is that of the model that the server says answered, with the list waited for", async () => {
    const prices = new LatePrices();
    const script = [text("It adds."), finish({ usage: usage(100, 1), served: "gpt-4o-mini-2024-07-18" })];
    const { entries } = await play({ models: { mini: { scripts: [script] } }, deps: { prices } });
    assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 700, provenance: "computed" });
    assert.equal(entries[0]?.served, "gpt-4o-mini-2024-07-18");
  });

  it("is nothing for a refused request, also where each request has a price", async () => {
    const price: Price = { kind: "listed", rates: { input: 1, output: 1, request: 5_000 }, provenance: "computed" };
    const { entries } = await play({ models: { mini: { scripts: [[fails("rate-limit")]], info: { price } } } });
    assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 0, provenance: "computed" });
  });

  it("is what the provider billed, whatever a list says", async () => {
    const script = [text("It adds."), finish({ usage: usage(100, 1), billedPico: 5 })];
    const { entries } = await play({ models: { mini: { scripts: [script] } }, deps: { prices: new LatePrices() } });
    assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 5, provenance: "billed" });
  });
});
