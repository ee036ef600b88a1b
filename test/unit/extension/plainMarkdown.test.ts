import assert from "node:assert/strict";
import { escapeMarkdown, PlainMarkdown } from "../../../src/extension/lm/plainMarkdown.ts";

function plain(text: string, cut = text.length): string {
  const markdown = new PlainMarkdown();
  return markdown.push(text.slice(0, cut)) + markdown.push(text.slice(cut)) + markdown.end();
}

describe("markdown of a model in a view that is not ours", () => {
  it("makes a link of a picture, wherever the text was cut", () => {
    const text = "See ![x](https://evil.example/x.png)\nand <img src=x>.\n";
    for (let cut = 0; cut <= text.length; cut += 1) {
      const shown = plain(text, cut);
      assert.ok(!shown.includes("![") && !shown.includes("<img"), shown);
    }
  });

  it("leaves code as it is", () => {
    const text = "```md\n![x](y)\n```\n~~~~\n![x](y)\n~~~\n![x](y)\n~~~~\n";
    assert.equal(plain(text), text);
  });

  it("goes on after a fence", () => {
    assert.ok(!plain("```\ncode\n```\n![x](y)").includes("!["));
  });

  it("shows names as they read", () => {
    assert.equal(escapeMarkdown("a_b*[x](y)"), "a\\_b\\*\\[x\\]\\(y\\)");
  });
});
