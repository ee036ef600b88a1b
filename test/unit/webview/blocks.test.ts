import assert from "node:assert/strict";
import fc from "fast-check";
import { BlockSplitter } from "../../../src/webview/markdown/blocks.ts";
import { renderMarkdown } from "../../../src/webview/markdown/parser.ts";

/** Streams a text in the given deltas, as the view does: a step per delta, finished pieces joined. */
function stream(deltas: readonly string[]): string {
  const splitter = new BlockSplitter();
  let html = "";
  for (const delta of deltas) {
    splitter.append(delta);
    html += splitter.step().committed;
  }
  const last = splitter.finish();
  return last.whole ?? html + last.committed;
}

function cut(text: string, size: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}

/** Lines that make Markdown hard: each may open, continue, change or close a block. */
const LINES = [
  ...[
    "",
    "",
    " ",
    "text",
    "more text",
    "src/a.ts",
    "<<<<<<< SEARCH",
    "=======",
    ">>>>>>> REPLACE",
    "*** Begin Patch",
    "*** End Patch",
    "    four blanks",
    "\tа tab",
    "*em* `code` **strong**",
    "---",
    "===",
    "***",
    "-",
    "--",
  ],
  ...[
    "- item",
    "- ",
    "* other list",
    "  - nested",
    "  continued",
    "    deeper",
    "1. one",
    "2) two",
    "10. ten",
    "+ plus",
  ],
  ...["# head", "## ", "#not", "> quote", ">> deeper", "> - list in quote", "> ```", "lazy", ">"],
  ...["```", "```ts", "````", "~~~", "~~~ py", "  ```", "   ~~~", "    ```", "``` bad `info", "``"],
  ...["| a | b |", "|---|---|", "a | b", "--|--", "| c", "  - ```js", "    code in list", "    ```"],
  ...[
    "[ref]: https://example.com",
    "[ref]",
    "[ref]:",
    "'title",
    "title'",
    "[x](https://a.example)",
    "![alt](https://a.example/i.png)",
  ],
  ...[
    "<div>",
    "<script>alert(1)</script>",
    "<!-- c",
    "-->",
    "&amp; &copy;",
    "\\",
    "line\\",
    "two  ",
    "𝟙 é ✓",
    "\u0000",
  ],
];

const text = fc
  .array(fc.tuple(fc.constantFrom(...LINES), fc.constantFrom("\n", "\n", "\n", "\n\n", "\r\n", "\r", "")), {
    maxLength: 24,
  })
  .map((lines) => lines.map(([line, end]) => line + end).join(""));

const ANSWER = `The cache has three parts.

1. A map
2. A list

   with a loose item

| part | cost |
|---|---|
| get | O(1) |

\`\`\`ts
export class Store {
  get(key: string) {
    return this.map.get(key);
  }
}
\`\`\`

> Reads move an entry to the head.
still the quote

- a
- b
  \`\`\`
  nested
  \`\`\`

Done.`;

describe("streaming Markdown", () => {
  it("ends with the HTML of one render, wherever the text is cut", () => {
    fc.assert(
      fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), (source, sizes) => {
        const deltas: string[] = [];
        for (let at = 0, turn = 0; at < source.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          deltas.push(source.slice(at, at + size));
          at += size;
        }
        assert.equal(stream(deltas), renderMarkdown(source));
      }),
      { numRuns: 75 },
    );
  });

  it("ends with the HTML of one render for a usual answer, at every step size", () => {
    for (let size = 1; size < 40; size++) assert.equal(stream(cut(ANSWER, size)), renderMarkdown(ANSWER));
  });

  it("commits finished blocks once and keeps only the open end to draw anew", () => {
    const splitter = new BlockSplitter();
    splitter.append("one\n\ntwo\n\nthr");
    assert.deepEqual(splitter.step(), { committed: "<p>one</p>\n", tail: "<p>two</p>\n<p>thr</p>\n" });
    splitter.append("ee\n");
    assert.deepEqual(splitter.step(), { committed: "<p>two</p>\n", tail: "<p>three</p>\n" });
  });

  it("hands out an open fence line by line, and nothing twice", () => {
    const splitter = new BlockSplitter();
    splitter.append("intro\n\n```ts\nconst a = 1;\ncon");
    const first = splitter.step();
    assert.equal(first.committed, "<p>intro</p>\n");
    assert.deepEqual(first.fence, { language: "ts", opened: true, lines: "const a = 1;\n", partial: "con" });
    splitter.append("st b = 2;\n``");
    assert.deepEqual(splitter.step().fence, { language: "ts", opened: false, lines: "const b = 2;\n", partial: "" });
    splitter.append("`\n");
    const last = splitter.step();
    assert.equal(last.fence, undefined);
    assert.match(last.committed, /^<div class="code"/);
  });

  it("takes the blanks before an indented fence off its lines", () => {
    const splitter = new BlockSplitter();
    splitter.append("  ```\n    a\n  b\nc\n");
    assert.equal(splitter.step().fence?.lines, "  a\nb\nc\n");
  });

  it("renders the whole text once more when link targets are defined", () => {
    const splitter = new BlockSplitter();
    splitter.append("[doc]\n\n[doc]: https://example.com\n");
    splitter.step();
    assert.match(splitter.finish().whole ?? "", /href="https:\/\/example.com"/);
  });
});
