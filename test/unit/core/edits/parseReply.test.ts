import assert from "node:assert/strict";
import type { FileEdit, ReplyOptions } from "../../../../src/core/edits/fileEdit.ts";
import { parseReply } from "../../../../src/core/edits/parseReply.ts";

/** `file: -old +new`, one per hunk; `file = lines` for whole files, `file x` for deleted ones, faults at the end. */
function read(reply: string, options: ReplyOptions = {}): string {
  const parsed = parseReply(reply, options);
  return parsed ? [parsed.format, ...parsed.edits.map(shown), ...parsed.faults].join("; ") : "code only";
}

function shown(edit: FileEdit): string {
  if (edit.type === "delete") return `${edit.file} x`;
  if (edit.type !== "change") return `${edit.file} ${edit.type} ${edit.lines.join("|")}`;
  const hunks = edit.hunks.map(({ search, replace, below, line }) =>
    [
      `-${search.join("|")}`,
      `+${replace.join("|")}`,
      ...(below ? [`@${below.join(">")}`] : []),
      ...(line ? [`#${line}`] : []),
    ].join(" "),
  );
  return `${edit.file}${edit.moveTo === undefined ? "" : ` → ${edit.moveTo}`}: ${hunks.join(", ")}`;
}

const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE`;

const CASES: readonly (readonly [name: string, reply: string, expected: string, options?: ReplyOptions])[] = [
  ["code blocks alone", "Here:\n```ts\na\n```\n", "code only"],
  ["a name above the fence", `a/b.ts\n\`\`\`ts\n${block("x\n", "y\n")}\n\`\`\``, "search-replace; a/b.ts: -x +y"],
  ["a name in the fence", `\`\`\`ts\na.ts\n${block("x\n", "y\n")}\n\`\`\``, "search-replace; a.ts: -x +y"],
  [
    "blocks that stand in a list",
    `1. In a:\n\n   a.ts\n   \`\`\`ts\n${block("x\n", "y\n").replaceAll(/^/gm, "   ")}\n   \`\`\`\n`,
    "search-replace; a.ts: -x +y",
  ],
  [
    "fences in the text of a block",
    `a.md\n${block("- x\n  ```sh\n  a\n  ```\n", "- x\n  ```sh\n  b\n  ```\n")}`,
    "search-replace; a.md: -- x|  ```sh|  a|  ``` +- x|  ```sh|  b|  ```",
  ],
  ["a decorated name", `**\`a.ts\`**:\n${block("x\n", "y\n")}`, "search-replace; a.ts: -x +y"],
  [
    "a name that is nearly a known one",
    `srv/a.ts\n${block("x\n", "y\n")}`,
    "search-replace; src/a.ts: -x +y",
    { files: ["src/a.ts", "src/deep/other.ts"] },
  ],
  [
    "a block after another of the same file",
    `a.ts\n${block("x\n", "y\n")}\n\n${block("p\n", "q\n")}`,
    "search-replace; a.ts: -x +y, -p +q",
  ],
  ["a block without a name", block("x\n", "y\n"), "search-replace; no-file"],
  ["a block about the one file", block("x\n", "y\n"), "search-replace; a.ts: -x +y", { file: "a.ts" }],
  ["prose above a block", `Change this here:\n${block("x\n", "y\n")}`, "search-replace; a.ts: -x +y", { file: "a.ts" }],
  ["a new file", `new.ts\n${block("", "y\n")}`, "search-replace; new.ts create y"],
  ["a block that is cut", "a.ts\n<<<<<<< SEARCH\nx\n=======\ny", "search-replace; unclosed"],
  [
    "a cut block behind a good one",
    `a.ts\n${block("x\n", "y\n")}\n<<<<<<< SEARCH\np`,
    "search-replace; a.ts: -x +y; unclosed",
  ],
  [
    "a mark within a block",
    "a.ts\n<<<<<<< SEARCH\nx\n<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE",
    "search-replace; marks",
  ],
  [
    "a mark that belongs to the text",
    `a.ts\n${block("\\<<<<<<< HEAD\n", "\\=======\n")}`,
    "search-replace; a.ts: -<<<<<<< HEAD +=======",
  ],
  [
    "a heading underlined in a text file",
    "a.md\n<<<<<<< SEARCH\nx\n=======\nTitle\n=======\n\ncut here",
    "search-replace; marks",
  ],
  ["line hints", `a.ts\n${block(":start_line:7\n-------\nx\n", "y\n")}`, "search-replace; a.ts: -x +y #7"],
  ["copied line numbers", `a.ts\n${block("7 | x\n8 | y\n", "z\n")}`, "search-replace; a.ts: -7 | x|8 | y +z"],
  [
    "a patch with all its parts",
    "*** Begin Patch\n*** Update File: a.ts\n*** Move to: b.ts\n@@ class A\n@@ f()\n x\n-y\n+z\n*** Add File: c.ts\n+1\n+2\n*** Delete File: d.ts\n*** End Patch",
    "apply-patch; a.ts → b.ts: -x|y +x|z @class A>f(); c.ts create 1|2; d.ts x",
  ],
  [
    "a patch that is cut",
    "*** Begin Patch\n*** Delete File: d.ts\n*** Update File: a.ts\n-y\n+z",
    "apply-patch; d.ts x; unclosed",
  ],
  [
    "two patches",
    "*** Begin Patch\n*** Update File: a.ts\n-y\n+z\n*** End Patch\nand\n*** Begin Patch\n*** Update File: a.ts\n-p\n+q\n*** End Patch",
    "apply-patch; a.ts: -y +z, -p +q",
  ],
  [
    "a diff with git's names and wrong counts",
    "```diff\n--- a/x.ts\n+++ b/x.ts\n@@ -3,99 +3,1 @@\n k\n-o\n+n\n```",
    "unified-diff; x.ts: -k|o +k|n #3",
  ],
  [
    "a diff that makes and deletes files",
    "--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1 @@\n+n\n--- a/old.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-o",
    "unified-diff; new.ts create n; old.ts x",
  ],
  [
    "a diff that is cut within its fence",
    "```diff\n--- a/x.ts\n+++ b/x.ts\n@@ -3,9 +3,9 @@\n k\n-o",
    "unified-diff; unclosed",
  ],
  ["a file with its name", "src/a.ts\n```ts\none\n```", "whole-file; src/a.ts write one"],
  [
    "the one file asked for as a whole",
    "```ts\none\n```",
    "whole-file; a.ts write one",
    { file: "a.ts", asked: "whole-file" },
  ],
  ["the same file twice", "src/a.ts\n```ts\none\n```\n\nsrc/a.ts\n```ts\none\n```", "whole-file; src/a.ts write one"],
];

describe("parseReply", () => {
  for (const [name, reply, expected, options] of CASES)
    it(`reads ${name}`, () => assert.equal(read(reply, options), expected));
  it("reads carriage returns as line ends", () => {
    for (const [, reply, expected, options] of CASES)
      assert.equal(read(reply.replace(/\n/g, "\r\n"), options), expected);
  });
});
