import assert from "node:assert/strict";
import fc from "fast-check";
import { foldThinking } from "../../../../src/core/assist/thinking.ts";
import type { StreamPart } from "../../../../src/core/ports.ts";

const CASES: readonly {
  readonly name: string;
  readonly said: string;
  readonly thought?: string;
  readonly text: string;
}[] = [
  { name: "no mark", said: "It doubles a number.", text: "It doubles a number." },
  {
    name: "thinking first",
    said: "<think>Let me see.</think>\n\nIt doubles.",
    thought: "Let me see.",
    text: "It doubles.",
  },
  { name: "white space before it", said: "\n <think>\nHm.\n</think>Yes.", thought: "\nHm.\n", text: "Yes." },
  { name: "nothing thought", said: "<think>\n\n</think>\n\nYes.", thought: "\n\n", text: "Yes." },
  { name: "twice", said: "<think>a</think>\n<think>b</think>\nYes.", thought: "ab", text: "Yes." },
  { name: "Magistral's brackets", said: "[THINK]a[/THINK]b", thought: "a", text: "b" },
  { name: "Gemma's word", said: "<thought>a < b</thought>b", thought: "a < b", text: "b" },
  { name: "another mark inside", said: "<think>a</thinking>b</think>c", thought: "a</thinking>b", text: "c" },
  { name: "cut while thinking", said: "<think>Let me see</thi", thought: "Let me see</thi", text: "" },
  { name: "cut in the first mark", said: "<thin", text: "<thin" },
  { name: "a mark later in the answer", said: "Use `<think>` here</think>.", text: "Use `<think>` here</think>." },
  { name: "a tag that only begins alike", said: "<thinker>a</thinker>", text: "<thinker>a</thinker>" },
  { name: "leading white space of an answer without thinking", said: "  return 1;", text: "  return 1;" },
  { name: "only white space", said: "  \n", text: "  \n" },
  { name: "code that is all thinking and then nothing", said: "<think>a</think>\n", thought: "a", text: "" },
];

async function fold(pieces: readonly string[]): Promise<{ readonly thought: string; readonly text: string }> {
  const seen = { thought: "", text: "" };
  for await (const part of foldThinking(streamOf(pieces))) {
    if (part.type === "text-delta") seen.text += part.text;
    if (part.type === "reasoning-delta") seen.thought += part.text;
  }
  return seen;
}

async function* streamOf(pieces: readonly string[]): AsyncGenerator<StreamPart, void> {
  for (const text of pieces) {
    await Promise.resolve();
    yield { type: "text-delta", text };
  }
  yield { type: "finish", reason: "stop" };
}

function cut(text: string, places: readonly number[]): string[] {
  const sorted = [...new Set(places.map((place) => place % (text.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...sorted].map((start, index) => text.slice(start, sorted[index] ?? text.length));
}

describe("thinking in the text of an answer", () => {
  for (const { name, said, thought = "", text } of CASES) {
    it(`is told from the answer, whole and character by character: ${name}`, async () => {
      assert.deepEqual(await fold([said]), { thought, text });
      assert.deepEqual(await fold(said.split("")), { thought, text });
    });
  }

  it("is found however the stream is cut", async () => {
    const marks = fc.constantFrom("<think>", "</think>", "[THINK]", "[/THINK]", "<", "</", "think>", "a", "\n", " ");
    await fc.assert(
      fc.asyncProperty(
        fc.array(marks, { maxLength: 12 }),
        fc.array(fc.nat(80), { maxLength: 8 }),
        async (words, places) => {
          const said = words.join("");
          assert.deepEqual(await fold(cut(said, places)), await fold([said]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("loses no character of an answer without marks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.array(fc.nat(80), { maxLength: 8 }), async (said, places) => {
        assert.deepEqual(await fold(cut(said, places)), { thought: "", text: said });
      }),
      { numRuns: 100 },
    );
  });

  it("lets the end of the stream come last and other parts pass", async () => {
    const parts: StreamPart[] = [];
    const source: StreamPart[] = [
      { type: "reasoning-delta", text: "apart" },
      { type: "text-delta", text: "<thi" },
      { type: "finish", reason: "length" },
    ];
    for await (const part of foldThinking(iterate(source))) parts.push(part);
    assert.deepEqual(parts, source);
  });
});

async function* iterate(parts: readonly StreamPart[]): AsyncGenerator<StreamPart, void> {
  for (const part of parts) {
    await Promise.resolve();
    yield part;
  }
}
