import assert from "node:assert/strict";
import { splitMessage } from "../../../../src/core/debug/splitMessage.ts";
import { stoppedText } from "../../../../src/core/debug/stoppedText.ts";
import { parseTraces } from "../../../../src/core/debug/parseTraces.ts";

const TRACE = "TypeError: x is undefined\n    at split (/a/src/money.ts:21:9)\n    at run (/a/src/index.ts:2:1)";

describe("a message with a trace", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["alone", TRACE, ""],
    [
      "with words before and after",
      `Why does this happen?\n\n${TRACE}\n\nIt began today.`,
      "Why does this happen?\n\n\nIt began today.",
    ],
    ["in a fence", `Help:\n\`\`\`text\n${TRACE}\n\`\`\``, "Help:"],
    ["of Python", 'see\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n    x\nKeyError: 1', "see"],
  ];
  for (const [name, message, said] of rows)
    it(`is taken apart: ${name}`, () => assert.equal(splitMessage(message)?.said, said));

  it("keeps the trace to the line", () => assert.equal(splitMessage(`a\n${TRACE}\nb`)?.trace, TRACE));

  it("of megabytes is all trace", () => {
    const message = `${"at noon nothing happens\n".repeat(10_000)}${TRACE}`;
    assert.deepEqual(splitMessage(message), { said: "", trace: message });
  });

  for (const message of ["", "What does money.ts do?", "src/money.ts:21:9", "Meet at 10:30"])
    it(`is none: ${message || "nothing"}`, () => assert.equal(splitMessage(message), undefined));
});

describe("a stopped program as text", () => {
  const stopped = {
    exception: {
      id: "TypeError",
      description: "Cannot read\nproperties",
      stack: "TypeError: x\n    at late (/x/y.ts:1:1)",
    },
    frames: [
      {
        name: "Store.get",
        file: "/w/src/store.ts",
        line: 34,
        variables: [
          { name: "key", value: "'a'", type: "string" },
          { name: "big", value: "v ".repeat(5_000), type: "" },
        ],
      },
      { name: "main", file: "/w/src/index.ts", line: 2, variables: [] },
      { name: "native", line: 0, variables: [] },
    ],
    isPartial: false,
  };

  it("has the exception, its frames and bounded values, and reads as a trace", () => {
    const text = stoppedText(stopped);
    assert.match(text, /Variables of Store\.get:\n {2}key: string = 'a'\n {2}big = (?:v ){99,100}v?…\n/);
    const [trace] = parseTraces(text);
    assert.equal(trace?.error, "TypeError: Cannot read properties");
    assert.deepEqual(
      trace?.frames.map(({ file, line }) => `${file}:${line}`),
      ["/w/src/store.ts:34", "/w/src/index.ts:2"],
    );
  });

  it("says when the debugger did not tell all", () => {
    assert.match(stoppedText({ ...stopped, isPartial: true }), /did not answer everything in time/);
    assert.match(stoppedText({ frames: [], isPartial: false }), /^The program is paused\.$/);
  });
});
