import assert from "node:assert/strict";
import fc from "fast-check";
import { highlight, sliceCode } from "../../../src/webview/markdown/highlight.ts";
import { disguise, isAllowedLink } from "../../../src/webview/markdown/links.ts";
import { renderMarkdown } from "../../../src/webview/markdown/parser.ts";

describe("links of an answer", () => {
  it("only web and mail addresses and files of the workspace are links", () => {
    for (const url of ["https://a.example/x", "http://localhost:3000", "mailto:a@b.example", "src/notes.md#L4"])
      assert.ok(isAllowedLink(url), url);
    const refused = [
      ...[
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "\u0001javascript:alert(1)",
        "data:text/html,x",
      ],
      ...[
        "command:workbench.action.reload",
        "vscode://x",
        "vscode-insiders:x",
        "file:///etc/passwd",
        "blob:https://a",
        "ftp://a.example",
      ],
      ...["//a.example", "../notes.md", "a/../../b", "https:", ""],
    ];
    for (const url of refused) assert.ok(!isAllowedLink(url), JSON.stringify(url));
  });

  it("a disguised address is written out", () => {
    assert.equal(disguise("https://example.com/a", "the docs"), undefined);
    assert.equal(disguise("https://example.com/a", "example.com"), undefined);
    assert.equal(disguise("https://example.com/a", "https://example.com/b"), undefined);
    for (const [url, text] of [
      ["https://evil.example/", "google.com"],
      ["https://evil.example/", "https://google.com/path"],
      ["https://google.com@evil.example/", "docs"],
      ["https://xn--pple-43d.com/", "docs"],
    ] as const) {
      assert.equal(disguise(url, text), url);
    }
  });
});

describe("Markdown of an answer", () => {
  it("holds no HTML and no image, whatever is written", () => {
    const piece = fc.constantFrom(
      ...[
        "<img src=x onerror=1>",
        "<script>",
        "![a](https://x.example/i.png)",
        "![a][r]",
        "\n\n[r]: https://x.example\n\n",
      ],
      ...[
        "[a](javascript:1)",
        "<javascript:1>",
        "`",
        "```\n",
        "\n",
        "> ",
        "- ",
        "| a |\n|---|\n",
        '"',
        "'",
        "&lt;",
        "\\",
        "<!--",
        "text",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const html = renderMarkdown(pieces.join(""));
        const tags = [...html.matchAll(/<([a-z0-9]+)([^>]*)>/gi)];
        for (const [tag, name = "", attributes = ""] of tags) {
          assert.ok(!/^(img|script|iframe|style|link|svg|object|form)$/i.test(name), tag);
          assert.ok(!/\s(on\w+|style|src)\s*=/i.test(attributes.replace(/"[^"]*"/g, '""')), tag);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("shows an image's text instead of the image", () => {
    assert.equal(renderMarkdown("![a *red* cat](https://x.example/cat.png)"), "<p>a red cat</p>\n");
  });

  it("marks code whose fence never closed", () => {
    assert.match(renderMarkdown("```ts\nconst a"), /<code data-cut="">/);
    for (const text of ["```ts\nconst a\n```", "```ts\nconst a\n```\n", "    indented"])
      assert.doesNotMatch(renderMarkdown(text), /data-cut/);
  });

  it("names a code block by its language and makes its code reachable by keyboard", () => {
    const html = renderMarkdown("```ts title=x\nconst a = 1;\n```");
    assert.match(html, /role="group" aria-label="Code, ts"/);
    assert.match(html, /<pre tabindex="0"><code><span class="hljs-keyword">const<\/span>/);
  });
});

describe("highlighting", () => {
  it("knows the usual names of languages and leaves others plain", () => {
    for (const name of [
      "ts",
      "tsx",
      "typescriptreact",
      "js",
      "py",
      "sh",
      "shellscript",
      "c++",
      "c#",
      "rs",
      "yml",
      "html",
      "jsonc",
    ]) {
      assert.ok(highlight("x", name) !== undefined, name);
    }
    assert.equal(highlight("x", "no-such-language"), undefined);
  });

  it("cuts long code into pieces that are the code again", () => {
    const line = fc.constantFrom("", "  a = 1", "def f():", "    return 'x'", "#".repeat(70));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), (lines) => {
        const code = lines.join("\n");
        const slices = sliceCode(code, 400);
        assert.equal(slices.join(""), code);
        assert.ok(slices.every((slice) => slice.length <= 600));
      }),
      { numRuns: 100 },
    );
  });
});

describe("an edit without a fence", () => {
  const EDIT = "src/a.ts\n<<<<<<< SEARCH\nlet a = <b>1</b>;\n=======\nlet a = 2;\n>>>>>>> REPLACE\n";

  it("is what it does to its file, not a heading and a quote", () => {
    const html = renderMarkdown(`The cause.\n\n${EDIT}\nDone.`);
    assert.match(html, /aria-label="Code for src\/a\.ts"><header><span class="cut grow">src\/a\.ts<\/span>/);
    assert.match(html, /removed"><span class="sign">- <\/span>let a = &lt;b&gt;1&lt;\/b&gt;;<\/span>/);
    assert.match(html, /added"><span class="sign">\+ <\/span>let a = 2;<\/span><\/code>/);
    assert.match(html, /data-raw="src\/a\.ts\n(?:&lt;){7} SEARCH\n/);
    assert.doesNotMatch(html, />src\/a\.ts\n/);
    assert.doesNotMatch(html, /<h[12]|<blockquote|<b>/);
  });

  it("is marked as cut while it has no end, and goes on behind it", () => {
    assert.match(renderMarkdown("<<<<<<< SEARCH\nlet a;\n"), /data-cut=""/);
    assert.match(
      renderMarkdown("*** Begin Patch\n*** Update File: a.ts\n*** End Patch\n\nDone."),
      /<\/div>\n<p>Done\.<\/p>/,
    );
  });
});
