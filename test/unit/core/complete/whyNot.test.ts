import assert from "node:assert/strict";
import { SilentPlaces, unfitPlace, type WhyNot } from "../../../../src/core/complete/whyNot.ts";
import { place } from "../../../helpers/place.ts";

describe("places that nobody is asked about", () => {
  for (const [marked, rule] of [
    ["const x = ▮", undefined],
    ["f(▮)", undefined],
    ["a ▮\nb", undefined],
    ["con▮st", "inside-word"],
    ["▮", "blank"],
    ["\n  ▮\n", "blank"],
    [`${"x".repeat(2_001)}▮`, "long-line"],
    ["\uD83D▮", "half-character"],
    ["a▮\uDE00", "half-character"],
  ] as const) {
    it(`${JSON.stringify(marked.slice(-20))}: ${rule ?? "fine"}`, () =>
      assert.equal(unfitPlace(place(marked), false), rule));
  }

  it("are fewer when the user asks", () => {
    assert.equal(unfitPlace(place("con▮st"), true), undefined);
    assert.equal(unfitPlace(place("▮"), true), undefined);
    assert.equal(unfitPlace(place("\uD83D▮"), true), "half-character");
  });
});

describe("the places without a suggestion", () => {
  const off: WhyNot = { type: "quiet", rule: "off" };
  const failed: WhyNot = { type: "failed", failure: { code: "auth", facts: {} } };
  const at = (line: number, why: WhyNot = off): { at: number; path: string; line: number; why: WhyNot } => ({
    ...{ at: line, path: "a.ts", line, why },
  });

  it("are the last 20, newest first", () => {
    const places = new SilentPlaces();
    for (let line = 1; line <= 25; line += 1) places.add(at(line));
    assert.equal(places.recent.length, 20);
    assert.deepEqual([places.recent[0]?.line, places.recent.at(-1)?.line], [25, 6]);
  });

  it("count a line once for one reason", () => {
    const places = new SilentPlaces();
    for (const one of [at(1), at(1), at(1, failed), at(1, failed), at(1)]) places.add(one);
    assert.deepEqual(
      places.recent.map(({ why }) => why.type),
      ["quiet", "failed", "quiet"],
    );
  });
});
