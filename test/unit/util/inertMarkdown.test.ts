import assert from "node:assert/strict";
import { inertMarkdown } from "../../../src/util/inertMarkdown.ts";

const CASES: readonly (readonly [name: string, text: string, gives: string])[] = [
  ["leaves prose and web links", "See [docs](https://a.b/c) and `x`.", "See [docs](https://a.b/c) and `x`."],
  ["loads no picture", "![a](https://evil/p.png)", "!\\[a](https://evil/p.png)"],
  ["loads no picture by reference", "![a][r]\n\n[r]: https://evil/p.png", "!\\[a][r]\n\n[r]: https://evil/p.png"],
  ["runs no command", "[x](command:upshift.explain)", "[x]\\(command:upshift.explain)"],
  ["opens no file by a definition", "[x]\n\n[x]: file:///etc/passwd", "[x]\n\n[x]\\: file:///etc/passwd"],
  ["knows a hidden scheme", "[x](java&#115;cript:a)", "[x]\\(java&#115;cript:a)"],
  ["shows tags as text", "<img src=x> 1 < 2", "\\<img src=x> 1 < 2"],
  ["keeps fenced code to the character", "```html\n<img> ![a](b)\n```\n<b>", "```html\n<img> ![a](b)\n```\n\\<b>"],
];

describe("inert Markdown", () => {
  for (const [name, text, gives] of CASES) it(name, () => assert.equal(inertMarkdown(text), gives));
});
