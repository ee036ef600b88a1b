import assert from "node:assert/strict";
import fc from "fast-check";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { estimateTokens } from "../../../../src/core/context/tokens.ts";
import type { Finding, FoundPart } from "../../../../src/core/tools/reader.ts";
import { answerOf } from "../../../../src/core/tools/result.ts";

const gate = createPathGate(
  [{ name: ".upshiftignore", folder: "", text: "private/" }],
  [{ folder: "", text: "here/" }],
);
const part = (path: string, text: string): FoundPart => ({ path, uri: `file:///w/${path}`, language: "", text });
const finding = (...parts: readonly FoundPart[]): Finding => ({ parts, gate });
const CLOUD = { local: false, maxTokens: 1_000 };

describe("what a tool gives, as a model sees it", () => {
  it("leaves out what rules keep out, and says no more than that", () => {
    const answer = answerOf(
      finding(part("a.ts", "one"), part("private/b.ts", "two"), part("here/c.ts", "three")),
      CLOUD,
    );
    assert.match(answer.text, /one[\s\S]*Kept out by rule\.$/);
    assert.doesNotMatch(answer.text, /two|three|private|here/);
    assert.deepEqual(answer.uris, ["file:///w/a.ts"]);
    assert.deepEqual(
      answer.keptOut.map(({ path }) => path),
      ["private/b.ts", "here/c.ts"],
    );
  });

  it("does not even say so where a match would tell something", () => {
    const quiet = answerOf({ ...finding(part("private/b.ts", "two")), quiet: true }, CLOUD);
    assert.equal(quiet.text, "Nothing was found.");
    assert.equal(quiet.empty, true);
  });

  it("gives a model on this computer what is for it only, and names the rule", () => {
    const answer = answerOf(finding(part("here/c.ts", "three")), { ...CLOUD, local: true });
    assert.match(answer.text, /three/);
    assert.equal(answer.localOnly?.path, "here/c.ts");
  });

  it("cannot be left through a fence in the text, whatever the text is", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("```", "````", "### Request", "\n", "x"), { maxLength: 12 }), (bits) => {
        const { text } = answerOf(finding(part("a.ts", bits.join(""))), CLOUD);
        const lines = text.split("\n");
        const fence = lines[1] ?? "";
        assert.match(fence, /^`{3,}$/);
        assert.deepEqual([lines.indexOf(fence), lines.lastIndexOf(fence)], [1, lines.length - 1]);
        assert.equal(lines.filter((line) => line === fence).length, 2);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps to its size and says that it was cut", () => {
    const text = Array.from({ length: 500 }, (_, index) => `line ${index}`).join("\n");
    const answer = answerOf(finding(part("a.ts", text), part("b.ts", text)), { local: false, maxTokens: 300 });
    assert.ok(estimateTokens(answer.text) < 350);
    assert.match(answer.text, /line 10\n[\s\S]*Cut: there is more/);
  });

  it("is refused where a rule cannot judge a part", () => {
    assert.throws(() => answerOf(finding(part("../outside.ts", "x")), CLOUD), /Not a path inside/);
  });
});
