import * as z from "zod";
import { applyHunks } from "../../../src/core/edits/applyHunks.ts";
import { applyChanges } from "../../../src/core/edits/change.ts";
import type { FileEdit } from "../../../src/core/edits/fileEdit.ts";
import { parseApplyPatch } from "../../../src/core/edits/formats/applyPatch.ts";
import { LineIndex } from "../../../src/core/edits/lineIndex.ts";
import { findPlaces, type Place } from "../../../src/core/edits/place.ts";
import { judgeEach, type Judged } from "../cases.ts";
import { judgeText } from "./editJudge.ts";

const Chunk = z.object({
  changeContext: z.nullable(z.string()),
  oldLines: z.array(z.string()),
  newLines: z.array(z.string()),
  isEndOfFile: z.boolean(),
});

const Expect = z.union([z.object({ reject: z.literal(true) }), z.object({ result: z.unknown() })]);

const PatchCase = z.discriminatedUnion("fn", [
  z.object({
    id: z.string(),
    fn: z.literal("applyChunksToContent"),
    args: z.tuple([z.string(), z.string(), z.array(Chunk)]),
    expect: Expect,
  }),
  z.object({ id: z.string(), fn: z.literal("parsePatch"), args: z.tuple([z.string()]), expect: Expect }),
  z.object({
    id: z.string(),
    fn: z.literal("seekSequence"),
    args: z.tuple([z.array(z.string()), z.array(z.string()), z.number(), z.boolean()]),
    expect: Expect,
  }),
]);

type PatchCase = z.infer<typeof PatchCase>;

export const rooApplyPatch = judgeEach(PatchCase, (input) => {
  switch (input.fn) {
    case "applyChunksToContent":
      return apply(input);
    case "parsePatch":
      return parse(input);
    case "seekSequence":
      return seek(input);
  }
});

function apply({
  args: [text, , chunks],
  expect,
}: Extract<PatchCase, { fn: "applyChunksToContent" }>): Omit<Judged, "id"> {
  const hunks = chunks.map(({ changeContext, oldLines, newLines, isEndOfFile }) => ({
    search: oldLines,
    replace: newLines,
    ...(changeContext === null ? {} : { below: [changeContext] }),
    ...(isEndOfFile ? { atEnd: true } : {}),
  }));
  const { changes, failed } = applyHunks(text, hunks, { indentation: "as-written", ordered: true, several: "first" });
  const expected = "reject" in expect ? expect : { content: String(expect.result) };
  if (failed.length > 0) return judgeText(expected, { refused: failed.map(({ fault }) => fault).join(", ") });
  return judgeText(expected, { text: applyChanges(text, changes) });
}

function parse({ args: [patch], expect }: Extract<PatchCase, { fn: "parsePatch" }>): Omit<Judged, "id"> {
  const { edits, faults } = parseApplyPatch(patch);
  const gave = faults.length > 0 ? { refused: faults } : edits.map(asPeer);
  if ("reject" in expect) return faults.length > 0 ? { verdict: "passed", gave } : { verdict: "wrong", gave };
  if (faults.length > 0) return { verdict: "refused", why: faults.join(", "), gave };
  return isSame(gave, expect.result)
    ? { verdict: "passed", gave }
    : { verdict: "wrong", why: JSON.stringify(gave), gave };
}

function asPeer(edit: FileEdit): unknown {
  if (edit.type === "delete") return { type: "DeleteFile", path: edit.file };
  if (edit.type !== "change")
    return { type: "AddFile", path: edit.file, contents: edit.lines.map((line) => `${line}\n`).join("") };
  const chunks = edit.hunks.map(({ search, replace, below, atEnd = false }) => ({
    changeContext: below?.at(-1) ?? null,
    oldLines: search,
    newLines: replace,
    isEndOfFile: atEnd,
  }));
  return { type: "UpdateFile", path: edit.file, movePath: edit.moveTo ?? null, chunks };
}

/** The first place at or behind a line, or the one at the end; an empty pattern is where it is looked for. */
function seek({
  args: [lines, pattern, start, atEnd],
  expect,
}: Extract<PatchCase, { fn: "seekSequence" }>): Omit<Judged, "id"> {
  const index = new LineIndex(lines.join("\n"));
  const gave =
    pattern.length === 0
      ? start
      : (placeFrom(findPlaces(index, pattern), { start, last: atEnd ? lines.length : undefined }) ?? null);
  if ("reject" in expect) return { verdict: gave === null ? "passed" : "wrong", gave };
  return isSame(gave, expect.result)
    ? { verdict: "passed", gave }
    : { verdict: gave === null ? "refused" : "wrong", why: JSON.stringify(gave), gave };
}

function placeFrom(
  places: readonly Place[],
  { start, last }: { readonly start: number; readonly last: number | undefined },
): number | undefined {
  const behind = places.filter(({ first }) => first >= start);
  return (behind.find(({ first, count }) => first + count === last) ?? behind[0])?.first;
}

function isSame(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([k, v]) => [k, sorted(v)]),
          )
        : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
