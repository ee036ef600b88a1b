import assert from "node:assert/strict";
import { findHidden, findLookalikes, stripHidden } from "../../../../src/core/context/hidden.ts";

const at = (...codePoints: readonly number[]): string => String.fromCodePoint(...codePoints);

/** One or two of each block of characters that nobody sees. */
const HIDDEN: Readonly<Record<string, readonly number[]>> = {
  bidirectional: [0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069],
  invisible: [
    0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2062, 0x2064, 0x3164, 0xfeff,
    0xffa0,
  ],
  tag: [0xe0001, 0xe0041, 0xe007f],
  variation: [0xfe00, 0xfe0f, 0xe0100, 0xe01ef, 0x180b],
};

describe("hidden characters", () => {
  for (const [kind, codePoints] of Object.entries(HIDDEN)) {
    it(`of kind ${kind} are found and taken out`, () => {
      for (const codePoint of codePoints) {
        const text = `if (a) {${at(codePoint)}return}`;
        assert.deepEqual(
          findHidden(text).map((hidden) => [hidden.kind, hidden.codePoint, hidden.start]),
          [[kind, codePoint, 8]],
          codePoint.toString(16),
        );
        assert.equal(stripHidden(text), "if (a) {return}");
      }
    });
  }

  it("that writing needs stay", () => {
    const family = at(0x1f468, 0x200d, 0x1f469, 0x200d, 0x1f467);
    const scotland = at(0x1f3f4, 0xe0067, 0xe0062, 0xe0073, 0xe0063, 0xe0074, 0xe007f);
    const texts = [
      ...[family, scotland, at(0x2764, 0xfe0f), at(0x31, 0xfe0f, 0x20e3), at(0x845b, 0xe0100)],
      ...[at(0x0a95, 0x0acd, 0x200d, 0x0ab7), at(0x0a15, 0x0a4d, 0x200d, 0x0a39)],
      ...[at(0x0646, 0x0645, 0x06cc, 0x200c, 0x062e), at(0xfeff) + "const a = 1;", "plain", "naïve 日本語 £"],
    ];
    for (const text of texts) assert.deepEqual(findHidden(text), [], JSON.stringify(text));
  });

  it("can be taken out by kind", () => {
    const text = `a${at(0xe0041)}b${at(0x202e)}c`;
    assert.equal(stripHidden(text, ["tag"]), `ab${at(0x202e)}c`);
  });

  it("are one thing, letters that look alike another", () => {
    assert.deepEqual(findLookalikes(`say${at(0x041d)}ello(); привет hello Ω`), [`say${at(0x041d)}ello`]);
    assert.deepEqual(findLookalikes(`${at(0x03b1)}dmin`), [`${at(0x03b1)}dmin`]);
    assert.deepEqual(findLookalikes("sayHello(Δx, λ2, σ_max)"), []);
  });
});
