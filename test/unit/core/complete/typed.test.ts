import assert from "node:assert/strict";
import fc from "fast-check";
import { remainderOf, type Typed, typedSince } from "../../../../src/core/complete/typed.ts";
import { place, type } from "../../../helpers/place.ts";

const words = fc.string({ maxLength: 20 });
const wholly = (text: string): { text: string; replaces: number } => ({ text, replaces: 0 });
const typed = (text: string, closed = "", overtyped = 0): Typed => ({ text, closed, overtyped });

describe("typing along", () => {
  it("finds what was typed between two places, whatever stands around them", () => {
    fc.assert(
      fc.property(words, words, words, (before, text, after) => {
        const origin = place("", { before, after, offset: before.length });
        assert.deepEqual(typedSince(origin, type(text, origin)), typed(text));
      }),
    );
  });

  it("adds up: two steps are one", () => {
    fc.assert(
      fc.property(words, words, (one, two) => {
        const origin = place("const x▮;");
        const middle = type(one, origin);
        const end = type(two, middle);
        const steps = (typedSince(origin, middle)?.text ?? "") + (typedSince(middle, end)?.text ?? "");
        assert.equal(typedSince(origin, end)?.text, steps);
      }),
    );
  });

  for (const [what, origin, now] of [
    ["a deletion", "const x▮", "const ▮"],
    ["a change before the cursor", "const x▮", "Const x = ▮"],
    ["a change behind the cursor", "a▮ + b", "a b▮ + c"],
    ["another line", "a\nb▮", "a▮\nb"],
  ] as const) {
    it(`is not ${what}`, () => assert.equal(typedSince(place(origin), place(now)), undefined));
  }

  it("is not another document", () => {
    assert.equal(typedSince(place("a▮"), place("a▮", { document: "file:///b.ts" })), undefined);
  });

  it("sees brackets and quotes that the editor added, and no other signs", () => {
    assert.deepEqual(typedSince(place("f▮"), place("f(▮)")), typed("(", ")"));
    assert.deepEqual(typedSince(place("f▮;\n"), place('f({ a: "▮" });\n')), undefined);
    assert.deepEqual(typedSince(place("f▮;\n"), place('f("▮");\n')), typed('("', '")'));
    assert.equal(typedSince(place("f▮"), place("f(▮+")), undefined);
  });

  it("looks at the text near the cursor only", () => {
    const far = "x".repeat(1_000);
    assert.deepEqual(typedSince(place(`a${far}▮`), place(`b${far}y▮`)), typed("y"));
  });
});

describe("typing over a bracket that the editor closed", () => {
  it("is told from typing one of one's own", () => {
    assert.deepEqual(typedSince(place("f(a▮);\n"), place("f(a)▮;\n")), typed(")", "", 1));
    assert.deepEqual(typedSince(place("f(▮)\n"), place("f(a)▮\n")), typed("a)", "", 1));
    assert.deepEqual(typedSince(place("f(▮)\n"), place("f(g()▮)\n")), typed("g()"));
  });

  it("leaves of a suggestion what it has behind that bracket", () => {
    const suggestion = { text: "a) + g(b)", replaces: 1 };
    assert.deepEqual(remainderOf(suggestion, typed("a)", "", 1), ")"), { text: " + g(b)", replaces: 0 });
    assert.equal(remainderOf({ text: "a", replaces: 0 }, typed("a)", "", 1), ")"), undefined);
  });
});

describe("the rest of a suggestion", () => {
  it("is the suggestion again, together with what was typed", () => {
    fc.assert(
      fc.property(words, fc.string({ minLength: 1, maxLength: 20 }), (start, rest) => {
        assert.deepEqual(remainderOf(wholly(start + rest), typed(start), ""), wholly(rest));
      }),
    );
  });

  it("is the same in one step or two", () => {
    fc.assert(
      fc.property(words, words, fc.string({ minLength: 1 }), (one, two, rest) => {
        const suggestion = wholly(one + two + rest);
        const first = remainderOf(suggestion, typed(one), "");
        const second = first && remainderOf(first, typed(two), "");
        assert.deepEqual(second, remainderOf(suggestion, typed(one + two), ""));
      }),
    );
  });

  it("is nothing where typing went another way or came to the end", () => {
    assert.equal(remainderOf(wholly("abc"), typed("x"), ""), undefined);
    assert.equal(remainderOf(wholly("abc"), typed("abc"), ""), undefined);
    assert.equal(remainderOf(wholly("abc"), typed("abcd"), ""), undefined);
  });

  it("takes the place of a bracket that the editor added and that the suggestion holds", () => {
    assert.deepEqual(remainderOf(wholly("(a, b);"), typed("(", ")"), ""), { text: "a, b);", replaces: 1 });
    assert.deepEqual(remainderOf(wholly("[1"), typed("[", "]"), ""), { text: "1", replaces: 0 });
  });

  it("goes on replacing what the suggestion replaced", () => {
    const suggestion = { text: "a: number): void {}", replaces: 1 };
    assert.deepEqual(remainderOf(suggestion, typed("a"), ")"), { text: ": number): void {}", replaces: 1 });
    assert.equal(remainderOf(suggestion, typed("a: number)"), ")"), undefined);
  });
});
