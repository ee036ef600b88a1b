import assert from "node:assert/strict";
import fc from "fast-check";
import { isAssistError } from "../../../../src/core/assist/errors.ts";
import { AROUND_TOKENS, cutAtCursor, splitsSecret, withinBudget } from "../../../../src/core/context/around.ts";
import { pack } from "../../../../src/core/context/pack.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { renderItem } from "../../../../src/core/context/render.ts";
import { estimateTokens } from "../../../../src/core/context/tokens.ts";
import { trimItems } from "../../../../src/core/context/trim.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import { item } from "../../../helpers/make.ts";

const LINES = Array.from({ length: 2_000 }, (_, index) => `line number ${index + 1}`);
const before = item({ kind: "before", text: LINES.join("\n"), range: { start: 1, end: 2_000 } });
const after = item({ kind: "after", text: LINES.join("\n"), range: { start: 2_000, end: 3_999 } });
const KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";

describe("the text around a cursor", () => {
  it("keeps its end before and its start after the cursor, in whole lines, with true line numbers", () => {
    const [cutAfter, cutBefore] = trimItems([after, before], 100_000);
    assert.ok(cutBefore && cutAfter);
    assert.ok(before.text.endsWith(`\n${cutBefore.item.text}`));
    assert.ok(after.text.startsWith(cutAfter.item.text));
    const { start = 0, end = 0 } = cutBefore.item.range ?? {};
    assert.deepEqual([cutBefore.item.text.split("\n")[0], end], [`line number ${start}`, 2_000]);
    assert.equal(cutAfter.item.range?.start, 2_000);
    assert.equal(cutBefore.cutFrom, estimateTokens(before.text));
    assert.equal(cutBefore.id, "before:src/a.ts");
  });

  it("stays within its budget, also where a line is longer than that", () => {
    const text = fc.oneof(fc.string({ maxLength: 20_000, size: "max" }), fc.constant("x".repeat(20_000)));
    fc.assert(
      fc.property(fc.constantFrom("before" as const, "after" as const), text, (kind, content) => {
        const cut = withinBudget(item({ kind, text: content }));
        assert.ok(estimateTokens(cut.text) <= AROUND_TOKENS[kind]);
        assert.ok(kind === "before" ? content.endsWith(cut.text) : content.startsWith(cut.text));
      }),
      { numRuns: 30 },
    );
  });

  it("is cut further where the whole request has less room", () => {
    const [cut] = trimItems([before], 200);
    assert.ok(cut && estimateTokens(cut.item.text) <= 200);
    assert.ok(before.text.endsWith(cut.item.text));
  });

  it("is never cut inside a character", () => {
    const smile = "\u{1F600}".repeat(4_000);
    for (const kind of ["before", "after"] as const) {
      for (const tokens of [99, 100, 101]) {
        const text = cutAtCursor(item({ kind, text: smile }), tokens)?.text ?? "";
        assert.ok(text.length > 0 && text.length % 2 === 0);
      }
    }
  });

  it("leaves other items alone", () => {
    const file = item({ text: before.text });
    assert.equal(withinBudget(file), file);
    assert.equal(cutAtCursor(file, 10), undefined);
  });

  it("reads the same to the character, with or without a line break at its end", () => {
    const body = (text: string): string =>
      renderItem(item({ kind: "before", text }))
        .split("\n")
        .slice(2, -1)
        .join("\n");
    fc.assert(fc.property(fc.string(), (text) => assert.equal(body(text), text)));
    assert.notEqual(body("a\n"), body("a"));
  });

  it("is what a completion is about: nothing is packed where an ignore rule keeps it out", () => {
    const gate = createPathGate([{ name: ".upshiftignore", folder: "", text: "src/\n" }]);
    const input = { prompt: PROMPTS.complete, instruction: "", history: [], gate, maxTokens: 4_000 };
    for (const kind of ["before", "after"] as const) {
      assert.throws(
        () => pack({ ...input, items: [item({ kind })] }),
        (error) => isAssistError(error) && error.code === "ignored",
      );
    }
  });
});

describe("a secret at the cursor", () => {
  it("is seen wherever the cursor stands in it", () => {
    for (let at = 1; at < KEY.length; at += 1) {
      assert.ok(splitsSecret(`const key = "${KEY.slice(0, at)}`, `${KEY.slice(at)}";\n`), `at ${at}`);
    }
  });

  it("is not one beside it", () => {
    assert.equal(splitsSecret(`const key = "${KEY}`, '";\n'), false);
    assert.equal(splitsSecret("const key = ", `"${KEY}";\n`), false);
    assert.equal(splitsSecret("const a = ", "1;\n"), false);
  });
});
