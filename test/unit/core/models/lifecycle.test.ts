import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { endsWithin, lifeOf } from "../../../../src/core/models/lifecycle.ts";
import { fails } from "../../../helpers/fakeModel.ts";
import { play } from "../../../helpers/road.ts";

describe("the life of a model", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["2026-10-15", "listed"],
    ["2026-10-16", "ending"],
    ["2027-01-13T23:59:59", "ending"],
    ["2027-01-14", "ended"],
    ["2030-01-01", "ended"],
  ];
  for (const [day, life] of rows) {
    it(`is ${life} on ${day}`, () => {
      const now = Date.parse(day.includes("T") ? `${day}Z` : `${day}T00:00:00Z`);
      assert.equal(lifeOf({ shutdownDate: "2027-01-14" }, now), life);
    });
  }

  it("ends within a span that holds its last day, and within none once it is over", () => {
    const ends = (day: string, days: number): boolean =>
      endsWithin({ shutdownDate: "2027-01-14" }, Date.parse(`${day}T00:00:00Z`), days);
    assert.deepEqual(
      ["2026-12-14", "2026-12-15", "2027-01-13", "2027-01-14"].map((day) => ends(day, 30)),
      [false, true, true, false],
    );
    assert.equal(endsWithin({}, 0, 30), false);
  });

  it("goes on where no end is known", () => assert.equal(lifeOf({}, Date.UTC(2099, 0, 1)), "listed"));
});

describe("a model that its endpoint does not know", () => {
  const play1 = async (info: object): Promise<unknown> => {
    const { entries } = await play({ models: { mini: { scripts: [[fails("model-not-found")]], info } } });
    return entries[0]?.code;
  };

  it("is retired where its maker has shut it down", async () => {
    assert.equal(await play1({ shutdownDate: "2026-10-23", replacement: "gpt-5.6-terra" }), "model-retired");
  });

  it("is not found where it should live, or nothing is known", async () => {
    assert.equal(await play1({ shutdownDate: "2027-01-14" }), "model-not-found");
    assert.equal(await play1({}), "model-not-found");
  });
});
