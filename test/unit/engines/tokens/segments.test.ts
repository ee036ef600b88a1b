import assert from "node:assert/strict";
import fc from "fast-check";
import { SegmentCounter } from "../../../../src/engines/tokens/segmentCounter.ts";
import { segmentsOf } from "../../../../src/engines/tokens/segments.ts";

const CODE = "import a from 'a';\n\nclass B {\n  c() {\n    // d\n  }\n}\n\n/** e */\nfunction f() {}\n";

/** Pretends that every character is a token, and remembers what it was asked. */
class FakeEncoding {
  readonly asked: string[] = [];

  count(text: string): number {
    this.asked.push(text);
    return text.length;
  }
}

describe("the segments of a text", () => {
  it("begin at lines that begin with neither white space nor a slash", () => {
    assert.deepEqual(segmentsOf(CODE), [
      "import a from 'a';\n\n",
      "class B {\n  c() {\n    // d\n  }\n",
      "}\n\n/** e */\n",
      "function f() {}\n",
    ]);
  });

  it("know white space of every script", () => {
    for (const space of ["\t", "\u0085", "\u00A0", "\u2028", "\u3000", "\r"])
      assert.equal(segmentsOf(`a\n${space}b`).length, 1, JSON.stringify(space));
    for (const letter of ["a", "_", "é", "名", "\uFEFF", "🙂"])
      assert.equal(segmentsOf(`a\n${letter}b`).length, 2, JSON.stringify(letter));
  });

  it("join to the text", () => {
    const text = fc.string({ unit: fc.constantFrom("\n", "\r", " ", "/", "a", "é", "\u0085", "🙂") });
    fc.assert(fc.property(text, (any) => segmentsOf(any).join("") === any));
  });
});

describe("counting by segments", () => {
  it("counts after an edit only what it touched", () => {
    const encoding = new FakeEncoding();
    const counter = new SegmentCounter(encoding);
    assert.equal(counter.count(CODE), CODE.length);
    encoding.asked.length = 0;
    const edited = CODE.replace("// d", "// dd");
    assert.equal(counter.count(edited), edited.length);
    assert.deepEqual(encoding.asked, ["class B {\n  c() {\n    // dd\n  }\n"]);
  });

  it("forgets what was not asked for again once its room is full", () => {
    const encoding = new FakeEncoding();
    const counter = new SegmentCounter(encoding, 8);
    for (const text of ["aaa", "bbb", "ccc", "ddd", "aaa"]) counter.count(text);
    assert.deepEqual(encoding.asked, ["aaa", "bbb", "ccc", "ddd", "aaa"]);
    counter.count("ddd");
    assert.equal(encoding.asked.length, 5);
  });
});
