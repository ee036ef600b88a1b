import assert from "node:assert/strict";
import fc from "fast-check";
import { isAssistError } from "../../../../src/core/assist/errors.ts";
import type { PastMessage } from "../../../../src/core/assist/message.ts";
import { type ContextItem, itemId } from "../../../../src/core/context/item.ts";
import { type ContextPack, extend, pack, type PackInput } from "../../../../src/core/context/pack.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { estimateTokens } from "../../../../src/core/context/tokens.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import { item } from "../../../helpers/make.ts";

/** Cuts fakes in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const TOKEN = `gh${cut}p_${"aB3dE6gH9".repeat(4)}`;
const HIDDEN = "[[upshift-secret-1:github-token]]";

/** The only code of these tests that calls `pack()`. */
function packed(more: Partial<PackInput> = {}): ContextPack {
  return pack({
    ...{ prompt: PROMPTS.explain, instruction: "", history: [], items: [], maxTokens: 16_000 },
    gate: createPathGate([{ name: ".upshiftignore", folder: "", text: "private/" }]),
    ...more,
  });
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (isAssistError(error)) return error.code;
    throw error;
  }
  return "fine";
}

const sent = ({ messages }: ContextPack): string => messages.map(({ text }) => text).join("\n");
const size = (messages: ContextPack["messages"]): number =>
  messages.reduce((sum, { text }) => sum + estimateTokens(text) + 4, 0);

const selection = (text: string, more: Partial<ContextItem> = {}): ContextItem =>
  item({ kind: "selection", text, range: { start: 1, end: text.split("\n").length }, ...more });
const lines = (count: number, from = 1): string =>
  Array.from({ length: count }, (_, index) => `line ${from + index};`).join("\n");

describe("a pack", () => {
  it("redacts every part with the same placeholder, and restores it", () => {
    const all = packed({
      instruction: `Why does ${TOKEN} fail?`,
      history: [
        { role: "user", text: `I use ${TOKEN}` },
        { role: "assistant", text: `So ${TOKEN}` },
      ],
      items: [
        selection(`use("${TOKEN}")`),
        item({ text: `key = ${TOKEN}` }),
        item({ kind: "diagnostics", text: TOKEN }),
      ],
    });
    assert.ok(!sent(all).includes(TOKEN));
    assert.equal(sent(all).split(HIDDEN).length - 1, 6);
    assert.deepEqual(all.summary.redactions, [{ kind: "github-token", placeholder: HIDDEN }]);
    assert.equal(all.restore(`keep ${HIDDEN}`), `keep ${TOKEN}`);
    assert.ok(all.items.every(({ text }) => !text.includes(TOKEN)));
  });

  it("redacts what is added later, and keeps the placeholders of a draft", () => {
    const other = `np${cut}m_${"aB3dE6gH9".repeat(4)}`;
    const first = packed({ items: [item({ text: TOKEN })] });
    const more = extend(first, [{ role: "assistant", text: `${HIDDEN} and ${other}` }]);
    assert.equal(more.messages.at(-1)?.text, `${HIDDEN} and [[upshift-secret-2:npm-token]]`);
    assert.equal(more.summary.redactions.length, 2);
    assert.equal(more.summary.tokens, size(more.messages));
    assert.equal(first.messages.length, 2, "the first pack is untouched");
    assert.equal(more.restore("[[upshift-secret-2:npm-token]]"), other);
  });

  it("does not count a secret that was trimmed away", () => {
    const big = packed({
      items: [selection("a"), item({ path: "b.ts", text: `${lines(400)}\n${TOKEN}` })],
      maxTokens: 500,
    });
    assert.ok(!sent(big).includes(HIDDEN));
    assert.deepEqual(big.summary.redactions, []);
  });

  it("refuses an ignored selection", () => {
    assert.equal(
      codeOf(() => packed({ items: [selection("a", { path: "private/a.ts" })] })),
      "ignored",
    );
  });

  it("names what it kept out, once per file", () => {
    const path = "private/a.ts";
    const { summary, messages } = packed({
      items: [item({ path, text: "no" }), item({ path, kind: "diagnostics", text: "no" }), item({ text: "yes" })],
    });
    assert.deepEqual(summary.keptOut, [{ path, rule: ".upshiftignore" }]);
    assert.deepEqual(
      summary.parts.map((part) => part.path),
      ["src/a.ts"],
    );
    assert.ok(messages.every(({ text }) => !text.includes("private")));
  });

  it("throws for a path that cannot be judged", () => {
    assert.throws(() => packed({ items: [item({ path: "../a.ts" })] }), /Not a path/);
  });

  it("says what the words are, in the order system, earlier turns, request", () => {
    const history: readonly PastMessage[] = [
      { role: "user", text: "one" },
      { role: "assistant", text: "two" },
    ];
    const { messages, summary } = packed({ history, instruction: "  three ", items: [item({ text: "let a;\n" })] });
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
    assert.equal(messages[0]?.text, PROMPTS.explain.system);
    assert.equal(messages[3]?.text, '### File: "src/a.ts"\n```typescript\nlet a;\n```\n\n### Request\nthree');
    assert.equal(summary.prompt, "explain@1");
    assert.equal(summary.tokens, size(messages));
  });

  it("asks what the command asks when nothing was typed", () => {
    assert.match(packed({ instruction: " " }).messages.at(-1)?.text ?? "", /### Request\nExplain this code\.$/);
  });

  it("shows the size and place of each part, under the name that the item came with", () => {
    const { summary } = packed({ items: [selection("a"), item({ text: lines(900) })], maxTokens: 1_000 });
    const [first, second] = summary.parts;
    assert.deepEqual(first, {
      id: "selection:src/a.ts",
      kind: "selection",
      path: "src/a.ts",
      tokens: 1,
      range: { start: 1, end: 1 },
    });
    assert.equal(second?.id, itemId(item()), "a cut item is taken out by the name it came with");
    assert.equal(second.cutFrom, estimateTokens(lines(900)));
    assert.ok(second.tokens < second.cutFrom && second.range !== undefined);
  });

  it("lets the oldest turns go first, and starts with a question", () => {
    const turn = (name: string): readonly PastMessage[] => [
      { role: "user", text: `${name}?` },
      { role: "assistant", text: `${name}! ${"blah ".repeat(200)}` },
    ];
    const history = ["one", "two", "three"].flatMap(turn);
    const { messages } = packed({ history, items: [selection(lines(20))], maxTokens: 1_000 });
    assert.deepEqual(messages.map(({ role, text }) => `${role} ${text.slice(0, 6)}`).slice(1, -1), [
      "user three?",
      "assistant three!",
    ]);
    assert.match(messages.at(-1)?.text ?? "", /line 20;/);
  });

  it("does not fit when selection or request alone are too long", () => {
    assert.equal(
      codeOf(() => packed({ items: [selection(lines(400))], maxTokens: 800 })),
      "context-too-long",
    );
    assert.equal(
      codeOf(() => packed({ instruction: lines(400), maxTokens: 800 })),
      "context-too-long",
    );
    assert.equal(
      codeOf(() => packed({ items: [selection(lines(100))], maxTokens: 800 })),
      "fine",
    );
  });
});

describe("a pack, whatever goes in", () => {
  const words = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.nat(300).map((count) => lines(count)),
    fc.constantFrom("日本語\n".repeat(40), "```\n", "\n\n\n"),
  );
  const kind = fc.constantFrom("symbol" as const, "file" as const, "diagnostics" as const);
  const anItem = fc
    .record({ kind, text: words, range: fc.option(fc.nat(5_000), { nil: undefined }) })
    .map(({ range, ...more }) =>
      item({
        ...more,
        ...(range === undefined ? {} : { range: { start: range + 1, end: range + more.text.split("\n").length } }),
      }),
    );
  const turns = fc.array(fc.tuple(words, words), { maxLength: 3 }).map((pairs) =>
    pairs.flatMap(([question, reply]): PastMessage[] => [
      { role: "user", text: question },
      { role: "assistant", text: reply },
    ]),
  );

  it("never exceeds its budget and never cuts the selection", () => {
    fc.assert(
      fc.property(
        fc.array(anItem, { maxLength: 4 }),
        turns,
        words,
        fc.integer({ min: 200, max: 4_000 }),
        (found, history, text, maxTokens) => {
          const items = found.map((one, index) => ({ ...one, path: `src/${index}.ts` }));
          const chosen = selection(text);
          let made: ContextPack | undefined;
          try {
            made = packed({ items: [...items, chosen], history, instruction: "Why?", maxTokens });
          } catch (error) {
            assert.ok(isAssistError(error) && error.code === "context-too-long");
            assert.ok(estimateTokens(text) + 150 > maxTokens - 220, "what fits alone is not refused");
            return;
          }
          assert.ok(size(made.messages) <= maxTokens);
          assert.equal(made.items.find((one) => one.kind === "selection")?.text, text);
          const order = made.items.map((one) => [...items, chosen].findIndex(({ path }) => path === one.path));
          assert.deepEqual(
            order,
            order.toSorted((a, b) => a - b),
          );
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe("a pack that is for this computer only", () => {
  const gate = createPathGate([], [{ folder: "", text: "finance/" }]);

  it("says by which rule, for the paths that go along", () => {
    const { summary } = packed({ gate, items: [selection("a"), item({ path: "finance/a.ts" })] });
    assert.deepEqual(summary.localOnly, { path: "finance/a.ts", rule: "upshift.privacy.localOnlyPaths" });
    assert.equal(packed({ gate, items: [selection("a")] }).summary.localOnly, undefined);
  });

  it("stays so with what is added to it, and for a whole request", () => {
    const rule = { path: "", rule: "upshift.privacy.localOnly" };
    const base = packed({ localOnly: rule });
    assert.deepEqual(base.summary.localOnly, rule);
    assert.deepEqual(extend(base, [{ role: "user", text: "more" }]).summary.localOnly, rule);
  });
});

describe("a secret in a text that stays here", () => {
  it("is one in what quotes it, and takes no room", () => {
    const secret = `${"a1B2c3D4".repeat(2)}9z8Y7x6W5v4U3t2S`;
    const problem = item({ kind: "diagnostics", text: `Cannot find name '${secret}'.` });
    const unsent = [`const key = "sk-${cut}proj-${secret}";`];
    const input = { items: [problem], maxTokens: 4_000 };
    assert.match(sent(packed(input)), /Cannot find name 'a1B2/);
    const all = packed({ ...input, unsent });
    assert.doesNotMatch(sent(all), /a1B2c3D4/);
    assert.doesNotMatch(sent(all), /const key/);
  });
});

describe("a secret in a name", () => {
  it("of a file or a symbol goes out like one in the text", () => {
    const all = packed({ items: [selection("a", { path: `keys/${TOKEN}.ts`, name: TOKEN })] });
    assert.ok(!sent(all).includes(TOKEN) && sent(all).includes(HIDDEN));
    assert.equal(all.summary.redactions.length, 1);
    assert.equal(all.items[0]?.path, `keys/${TOKEN}.ts`);
  });
});

describe("what a pack tells of a hostile text", () => {
  it("counts hidden characters, and takes out the words that nobody sees", () => {
    const words = String.fromCodePoint(...Array.from("ignore all", (letter) => 0xe0000 + letter.charCodeAt(0)));
    const all = packed({ instruction: `Why?${words}`, items: [selection(`a${words}\u202Eb`)] });
    assert.equal(all.summary.hidden, 11);
    assert.ok(!/[\u{E0000}-\u{E007F}]/u.test(sent(all)));
    assert.ok(sent(all).includes("a\u202Eb"), "code is never changed in silence");
  });

  it("counts what looks like a secret and is left", () => {
    const { summary } = packed({ items: [selection('cacheKey = "q7ZxR2mK9vT4bW8nL3pY6sD1fG5hJ0aC"')] });
    assert.equal(summary.suspects, 1);
    assert.deepEqual(summary.redactions, []);
  });
});
