import assert from "node:assert/strict";
import fc from "fast-check";
import type { Frame } from "../../../../src/core/debug/frameRows.ts";
import { parseTraces } from "../../../../src/core/debug/parseTraces.ts";
import { TRACE_CASES } from "./traceTexts.ts";

const shown = ({ file, line, symbol }: Frame): string => `${file}:${line} ${symbol}`;

describe("a stack trace", () => {
  for (const { name, text, error, frames } of TRACE_CASES) {
    it(`is read: ${name}`, () => {
      const [trace] = parseTraces(text);
      assert.deepEqual(trace?.frames.map(shown), frames);
      assert.equal(trace?.error, error);
    });
  }

  it("has columns where they are written", () => {
    assert.equal(parseTraces("    at f (/a/b.ts:3:14)")[0]?.frames[0]?.column, 14);
    assert.equal(parseTraces('  File "/a/b.py", line 3, in f')[0]?.frames[0]?.column, undefined);
  });

  it("is the latest of several", () => {
    const text = "Error: one\n    at a (/x/a.ts:1:1)\nserver listens\nError: two\n    at b (/x/b.ts:2:2)";
    assert.deepEqual(
      parseTraces(text).map(({ error }) => error),
      ["Error: two", "Error: one"],
    );
  });

  it("is nowhere in prose and code", () => {
    for (const text of [
      "",
      "Meet me at 10:30 (room 4:12)",
      "const at = (a: number) => a;",
      "see https://example.com:8080/x",
    ])
      assert.deepEqual(parseTraces(text), [], text);
  });

  it("is the same with colours, carriage returns and a logger's prefix", () => {
    const frame = fc.record({
      symbol: fc.stringMatching(/^[a-z]{1,8}$/),
      file: fc.stringMatching(/^\/[a-z]{1,6}\/[a-z]{1,6}\.ts$/),
      line: fc.integer({ min: 1, max: 9_999 }),
    });
    const noise = fc.constantFrom("", "[12] ", "api | ", "2026-11-20 10:00:00 ");
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), noise, fc.boolean(), (frames, prefix, coloured) => {
        const lines = frames.map(({ symbol, file, line }) => {
          const text = `${prefix}    at ${symbol} (${file}:${line}:7)`;
          return coloured ? `\u001b[90m${text}\u001b[39m\r` : text;
        });
        const [trace] = parseTraces(["Error: x", ...lines].join("\n"));
        assert.deepEqual(
          trace?.frames.map(({ symbol, file, line }) => ({ symbol, file, line })),
          frames.map((one) => ({ ...one })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("never throws, and names only lines that are there", () => {
    const piece = fc.constantFrom(
      "at ",
      "(",
      ")",
      ":",
      "0",
      "12",
      "a.ts",
      "/",
      "\n",
      "\r",
      "\u001b[",
      'File "',
      '", line ',
      "Error: ",
      "@",
      "\0",
      "\ud800",
    );
    const noise = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(noise, (text) => {
        for (const { frames } of parseTraces(text)) for (const { line } of frames) assert.ok(line > 0);
      }),
      { numRuns: 200 },
    );
  });

  // A pattern that runs away on one of them never gets to the end of this test.
  it("comes to an end with hostile lines", () => {
    for (const line of [
      "at ".repeat(400),
      "a@".repeat(600),
      `at ${"(".repeat(1_000)}`,
      `${"x.".repeat(600)}Error`,
      "a:1".repeat(400),
    ])
      assert.deepEqual(
        parseTraces(`${line}\n`.repeat(20)).flatMap(({ frames }) => frames),
        [],
      );
  });
});
