import assert from "node:assert/strict";
import { applyChanges } from "../../../../src/core/edits/change.ts";
import { planEdit } from "../../../../src/core/edits/plan.ts";

/** The file after the edit, or the reason why there is none. The region is between « and ». */
function check(marked: string, answer: string): string {
  const start = marked.indexOf("«");
  const text = marked.replace("«", "").replace("»", "");
  const plan = planEdit(answer, { text, start, end: marked.indexOf("»") - 1 });
  return plan.type === "planned" ? applyChanges(text, plan.changes) : `refused: ${plan.because.text}`;
}

const fenced = (code: string): string => `Here it is.\n\`\`\`ts\n${code}\n\`\`\`\n`;
const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, "   ");

const CASES: readonly (readonly [name: string, file: string, answer: string, expected: string])[] = [
  ["replaces the region", "a\n«b\n»c\n", fenced("B"), "a\nB\nc\n"],
  [
    "gives back dropped indentation",
    "{\n«  if (a) {\n    b\n  }»\n}\n",
    fenced("if (x) {\n  y\n}"),
    "{\n  if (x) {\n    y\n  }\n}\n",
  ],
  ["keeps indentation that is there", "{\n«  a\n»}\n", fenced("  b\n    c"), "{\n  b\n    c\n}\n"],
  ["keeps tabs", "{\n«\ta»\n}", fenced("\tb"), "{\n\tb\n}"],
  ["keeps CRLF", "a\r\n«b\r\nc»\r\nd\r\n", fenced("B\nC"), "a\r\nB\r\nC\r\nd\r\n"],
  ["keeps CRLF in a region of one line", "a\r\n«b»\r\n", fenced("B\nC"), "a\r\nB\r\nC\r\n"],
  ["keeps a missing final newline", "a\n«b»", fenced("B"), "a\nB"],
  ["keeps dollar signs", "«a»", fenced("$& $1 $$"), "$& $1 $$"],
  ["keeps blank lines around the region's text", "a\n«\n  \nb\n\n»c\n", fenced("B"), "a\n\n  \nB\n\nc\n"],
  ["replaces blank lines", "a\n«\n\n»c\n", fenced("B"), "a\nB\n\nc\n"],
  ["refuses an edit that only drops blank lines", "a\n«\nb»\n", fenced("b"), "refused: the edit changes nothing"],
  ["refuses prose", "«a»", "It is fine as it is.", "refused: the answer holds no code"],
  ["refuses two blocks", "«a»", fenced("b") + fenced("c"), "refused: the answer holds more than one code block"],
  ["refuses an edit without change", "«a»", fenced("a"), "refused: the edit changes nothing"],
  ["replaces a found block", "one\ntwo\n«three»\n", block("two", "2"), "one\n2\nthree\n"],
  ["replaces several blocks", "«one\ntwo\nthree»\n", `${block("one", "1")}\n${block("three", "3")}`, "1\ntwo\n3\n"],
  [
    "finds a block that stands in a list",
    "one\n  two\n«three»\n",
    `1. So:\n\n   \`\`\`\n${indented(block("  two", "  2\n    2.1"))}\n   \`\`\`\n`,
    "one\n  2\n    2.1\nthree\n",
  ],
  [
    "replaces the region by a block in a list",
    "a\n«b»\n",
    `- So:\n\n${indented(fenced("if (B)\n  c"))}`,
    "a\nif (B)\n  c\n",
  ],
  [
    "never takes a block for code",
    "«one»\n",
    fenced(" <<<<<<< SEARCH\none\n =======\n1\n >>>>>>> REPLACE"),
    "refused: the marks of an edit block are not in order",
  ],
  ["deletes a block", "«one\ntwo\n»", block("two\n", ""), "one\n"],
  ["finds a block in a CRLF file", "«one\r\ntwo\r\nthree»", block("one\ntwo", "1\n2"), "1\r\n2\r\nthree"],
  ["refuses a block that is not there", "«one»", block("two", "2"), "refused: the edit does not fit the file"],
  ["refuses a block that is there twice", "«a\na\n»", block("a", "b"), "refused: the edit fits more than one place"],
  ["refuses an empty search", "«a»", block("", "b"), "refused: the edit does not say where it belongs"],
  ["keeps the first of two blocks that overlap", "«a\nb\nc»", `${block("a\nb", "x")}\n${block("b\nc", "y")}`, "x\nc"],
  ["refuses an open block", "«a»", "<<<<<<< SEARCH\na\n=======\nb", "refused: an edit block is not complete"],
];

describe("planEdit", () => {
  for (const [name, file, answer, expected] of CASES) it(name, () => assert.equal(check(file, answer), expected));
});
