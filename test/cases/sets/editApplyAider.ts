import * as z from "zod";
import { applyHunks } from "../../../src/core/edits/applyHunks.ts";
import { SAFE } from "../../../src/core/edits/applyOptions.ts";
import { applyChanges } from "../../../src/core/edits/change.ts";
import { findFileName } from "../../../src/core/edits/fileName.ts";
import { searchReplaceBlocks } from "../../../src/core/edits/formats/searchReplace.ts";
import { diffHunks } from "../../../src/core/edits/formats/unifiedDiff.ts";
import { unwrapFile } from "../../../src/core/edits/formats/wholeFile.ts";
import { judgeEach, type Judged } from "../cases.ts";
import { judgeText } from "./editJudge.ts";

const Base = { id: z.string() };
const Reject = z.object({ reject: z.literal(true) });

const UnitCase = z.discriminatedUnion("kind", [
  z.object({
    ...Base,
    kind: z.literal("parse"),
    payload: z.string(),
    options: z.object({ validNames: z.optional(z.array(z.string())) }),
    expect: z.union([z.object({ blocks: z.array(z.tuple([z.string(), z.string(), z.string()])) }), Reject]),
  }),
  z.object({
    ...Base,
    kind: z.literal("replace"),
    original: z.string(),
    search: z.string(),
    replace: z.string(),
    expect: z.union([z.object({ content: z.string() }), Reject]),
  }),
  z.object({
    ...Base,
    kind: z.literal("filename"),
    lines: z.array(z.string()),
    validNames: z.array(z.string()),
    expect: z.object({ filename: z.nullable(z.string()) }),
  }),
  z.object({
    ...Base,
    kind: z.literal("unwrap"),
    args: z.array(z.unknown()),
    expect: z.object({ text: z.string() }),
  }),
  z.object({
    ...Base,
    kind: z.literal("udiff"),
    payload: z.string(),
    expect: z.object({ edits: z.array(z.tuple([z.string(), z.array(z.string())])) }),
  }),
]);

type UnitCase = z.infer<typeof UnitCase>;

export const aiderUnit = judgeEach(UnitCase, (input) => {
  switch (input.kind) {
    case "parse":
      return parse(input);
    case "replace":
      return replace(input);
    case "filename":
      return same(findFileName(input.lines, input.validNames) ?? null, input.expect.filename);
    case "unwrap":
      return same(unwrapFile(String(input.args[0]), namedIn(input.args)), input.expect.text);
    case "udiff":
      return same(
        diffHunks(input.payload).map(({ file, lines }) => [file, lines.map((line) => `${line}\n`)]),
        input.expect.edits,
      );
  }
});

function parse({ payload, options, expect }: Extract<UnitCase, { kind: "parse" }>): Omit<Judged, "id"> {
  const { blocks, faults } = searchReplaceBlocks(payload, options.validNames ? { files: options.validNames } : {});
  const read = blocks.map(({ file, hunk }) => [file, text(hunk.search), text(hunk.replace)]);
  if (faults.length > 0)
    return { verdict: "reject" in expect ? "passed" : "refused", why: faults.join(", "), gave: { refused: faults } };
  if ("reject" in expect) return { verdict: "wrong", why: "a malformed reply was read", gave: read };
  return same(read, expect.blocks);
}

/** The peer takes the first of several equal places. */
function replace({
  original,
  search,
  replace: now,
  expect,
}: Extract<UnitCase, { kind: "replace" }>): Omit<Judged, "id"> {
  const hunk = { search: linesOf(search), replace: linesOf(now) };
  const { changes, failed } = applyHunks(original, [hunk], { ...SAFE, several: "first" });
  const [fault] = failed;
  return judgeText(expect, fault ? { refused: fault.fault } : { text: applyChanges(original, changes) });
}

function namedIn([, file]: readonly unknown[]): string | undefined {
  return typeof file === "string" ? file : undefined;
}

function linesOf(value: string): readonly string[] {
  return value === "" ? [] : value.replace(/\n$/, "").split("\n");
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function same(gave: unknown, wanted: unknown): Omit<Judged, "id"> {
  return JSON.stringify(gave) === JSON.stringify(wanted)
    ? { verdict: "passed", gave }
    : { verdict: "wrong", why: `gave ${JSON.stringify(gave)}`.slice(0, 400), gave };
}
