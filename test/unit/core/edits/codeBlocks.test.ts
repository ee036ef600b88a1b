import assert from "node:assert/strict";
import { codeBlocks } from "../../../../src/core/edits/codeBlocks.ts";

/** Blocks as "language:code", with "…" where the answer ended inside. */
const found = (text: string): readonly string[] =>
  codeBlocks(text).map(({ language, code, closed }) => `${language}:${code}${closed ? "" : "…"}`);

const CASES: Readonly<Record<string, readonly [text: string, expected: readonly string[]]>> = {
  "none in prose": ["Say ``` inline ``` only", []],
  "one with its language": ["a\n```TS title=x\nlet a;\n```\nb", ["ts:let a;"]],
  "several, in order": ["```\na\n```\n~~~py\nb\n~~~", [":a", "py:b"]],
  "one that was cut off": ["```js\nlet a", ["js:let a…"]],
  "a shorter fence inside": ["````md\n```\nx\n```\n````", ["md:```\nx\n```"]],
  "another sign inside": ["~~~\n```\n~~~", [":```"]],
  "a longer closing fence": ["```\na\n`````", [":a"]],
  "Windows line ends": ["```ts\r\na\r\n```\r\n", ["ts:a"]],
  "indented by up to three": ["   ```\na\n   ```", [":a"]],
  "one in a list": ["1. a\n\n    ```ts\n    if (a)\n      b\n    ```\n", ["ts:if (a)\n  b"]],
  "lines further out than their fence": ["  ```\n a\n\n  b\n  ```", [":a\n\nb"]],
  "not indented by four": ["    ```\na\n", []],
  "a fence with text behind it does not close": ["```\na\n``` b\n```", [":a\n``` b"]],
  "an empty block": ["```\n```", [":"]],
};

describe("code blocks", () => {
  for (const [name, [text, expected]] of Object.entries(CASES)) it(name, () => assert.deepEqual(found(text), expected));
});
