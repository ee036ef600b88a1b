import assert from "node:assert/strict";
import { Rhythm } from "../../../../src/core/complete/pace.ts";
import { place } from "../../../helpers/place.ts";

function typing(...gaps: readonly number[]): Rhythm {
  const rhythm = new Rhythm();
  let at = 0;
  rhythm.key(at);
  for (const gap of gaps) rhythm.key((at += gap));
  return rhythm;
}

describe("the pace of completions", () => {
  it("is a moment where it is to be quick, whoever types", () => {
    assert.equal(typing(300, 300).delayFor("quick", place("a▮")), 150);
  });

  it("goes by the user's own rhythm where it is to be thrifty", () => {
    const slow = typing(...Array.from({ length: 40 }, () => 300));
    const fast = typing(...Array.from({ length: 40 }, () => 120));
    assert.ok(fast.delayFor("thrifty", place("a▮b")) < slow.delayFor("thrifty", place("a▮b")));
  });

  it("waits less where a suggestion is looked for", () => {
    const rhythm = typing();
    const [inLine, atEnd, behindSign] = ["a▮b", "a▮\nb", "a(▮\nb"].map((at) => rhythm.delayFor("thrifty", place(at)));
    assert.ok((inLine ?? 0) > (atEnd ?? 0) && (atEnd ?? 0) > (behindSign ?? 0));
  });

  it("takes pauses for thoughts and stays within its limits", () => {
    const pausing = typing(...Array.from({ length: 40 }, () => 5_000));
    assert.equal(pausing.delayFor("thrifty", place("a▮b")), new Rhythm().delayFor("thrifty", place("a▮b")));
    const slowest = typing(...Array.from({ length: 40 }, () => 399));
    assert.equal(slowest.delayFor("thrifty", place("a▮b")), 1_000);
  });
});
