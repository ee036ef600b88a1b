import assert from "node:assert/strict";
import { hasNaturalEnd, STOPS } from "../../../../src/core/complete/clean/naturalEnd.ts";
import { place } from "../../../helpers/place.ts";

const CASES: readonly (readonly [name: string, at: string, reply: string, ends: boolean])[] = [
  ["goes on within the first line", "const x = ▮", "compute(1", false],
  ["goes on while a bracket is open", "const x = ▮", "[\n  1,\n  2,\n", false],
  ["has ended behind the statement", "const x = ▮", "1;\nconst y = 2;\n", true],
  ["goes on while lines still count", "▮", "let a = 1;\nlet b = 2;\n", false],
  ["has ended behind the paragraph", "▮", "let a = 1;\n\nlet b = 2;\n", true],
  ["goes on in a block that began later", "▮", "let a = 1;\nif (a) {\n  b();\n", false],
  ["has ended where the next lines begin", "let a = 1;\n▮\nlet c = 3;\nlet d = 4;", "let b = 2;\nlet c = 3;\n", true],
  ["has ended where it has no end", "▮", "\n".repeat(80), true],
];

describe("the natural end of a reply", () => {
  for (const [name, at, reply, ends] of CASES) it(name, () => assert.equal(hasNaturalEnd(reply, place(at)), ends));

  it("is told to the server only where no reply that is shown goes on", () => {
    const cutAt = (reply: string): string => STOPS.reduce((text, stop) => text.split(stop, 1)[0] ?? "", reply);
    for (const reply of [
      "\n\n\ndef two():\n    return 2\n",
      "```python\nreturn 1\n```",
      "Here it is:\n\n```ts\nf();\n",
    ])
      assert.equal(cutAt(reply), reply);
    assert.equal(cutAt("```python\nreturn 1\n```\nThis returns one."), "```python\nreturn 1");
    assert.ok(STOPS.length <= 4, "endpoints take no more");
  });
});
