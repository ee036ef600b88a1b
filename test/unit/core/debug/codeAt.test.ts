import assert from "node:assert/strict";
import fc from "fast-check";
import { blockAround, lastName, lineNow } from "../../../../src/core/debug/codeAt.ts";

const TS = `import { x } from "./x.ts";

/** Shares. */
export function split(total: number, parts: number): number[] {
  const base = Math.floor(total / parts);
  if (base > 0) {
    log(base);
  }
  return Array.from({ length: parts }, () => base);
}

export class Store {
  get(key: string): number {
    for (const one of this.all) {
      if (one.key === key) return one.value;
    }
    return 0;
  }
}
`;
const PY = `import os

class Shelf:
    def take(self, name):
        item = self.items[name]
        if item:
            return item.count

    def low(self):
        return []

def main():
    return Shelf().low()
`;

describe("the block around a line", () => {
  const rows: readonly (readonly [string, string, number, number, number])[] = [
    ["a statement of a function", TS, 5, 4, 10],
    ["a statement in an if", TS, 7, 4, 10],
    ["the head of a function", TS, 4, 4, 10],
    ["a method, not its class", TS, 15, 13, 18],
    ["a function of Python", PY, 7, 4, 7],
    ["the last function", PY, 13, 12, 13],
    ["a line at the top", TS, 1, 1, 1],
  ];
  for (const [name, text, line, start, end] of rows)
    it(`is found for ${name}`, () => assert.deepEqual(blockAround(text, line), { start, end }));

  it("holds the line, lies in the text and is no longer than a function", () => {
    const line = fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom("{", "}", "x;", "", "def f():"))
      .map(([depth, text]) => " ".repeat(depth * 2) + text);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 300 }), fc.integer({ min: -3, max: 320 }), (lines, at) => {
        const { start, end } = blockAround(lines.join("\n"), at);
        const inside = Math.min(Math.max(at, 1), lines.length);
        assert.ok(start >= 1 && start <= inside && inside <= end && end <= lines.length && end - start <= 120);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the line of a frame now", () => {
  const at = (line: number, symbol: string, text = TS): number | undefined => lineNow(text, { line, symbol });
  it("is its own where the function is above it", () => assert.equal(at(9, "split"), 9));
  it("is the function's where the file has changed", () => assert.equal(at(2, "split"), 4));
  it("is a method's, whatever stands before its name", () => assert.equal(at(900, "new Store.get [as load]"), 13));
  it("is a method's in Python", () => assert.equal(at(900, "take", PY), 4));
  it("is its own where no name is known", () => assert.equal(at(3, ""), 3));
  it("is nowhere beyond the end without a name", () => assert.equal(at(900, "gone"), undefined));
});

describe("the name of a symbol", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["Object.split [as x]", "split"],
    ["new Store", "Store"],
    ["shelf/money.(*Cart).Split", "Split"],
    ["com.acme.Cart$Line.total", "total"],
    ["Cart::total", "total"],
    ["Shop.Cart.Total", "Total"],
    ["<lambda>", ""],
    ["Object.<anonymous>", ""],
    ["", ""],
  ];
  for (const [symbol, name] of rows)
    it(`of ${symbol || "nothing"} is ${name || "none"}`, () => assert.equal(lastName(symbol), name));
});
