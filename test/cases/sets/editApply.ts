import * as z from "zod";
import { applyHunks } from "../../../src/core/edits/applyHunks.ts";
import { type ApplyOptions, SAFE } from "../../../src/core/edits/applyOptions.ts";
import { applyChanges } from "../../../src/core/edits/change.ts";
import { findText } from "../../../src/core/edits/findText.ts";
import { parseSearchReplace, searchReplaceBlocks } from "../../../src/core/edits/formats/searchReplace.ts";
import { hasUnifiedDiff, parseUnifiedDiff } from "../../../src/core/edits/formats/unifiedDiff.ts";
import { applyFragment } from "../../../src/core/edits/fragment.ts";
import type { Hunk } from "../../../src/core/edits/hunk.ts";
import { replaceTexts } from "../../../src/core/edits/replaceTexts.ts";
import { type CaseSet, judgeEach } from "../cases.ts";
import { aiderUnit } from "./editApplyAider.ts";
import { rooApplyPatch } from "./editApplyPatch.ts";
import { judgeText, type Outcome } from "./editJudge.ts";

const Expect = z.union([z.object({ content: z.string() }), z.object({ reject: z.literal(true) })]);

/** The peers' own formats take the first of several equal places. Upshift's formats do not: it refuses and asks again. */
const FIRST: ApplyOptions = { ...SAFE, several: "first" };

/** As in a plan, an edit without effect is refused. */
function applied(original: string, hunks: readonly Hunk[], options: ApplyOptions): Outcome {
  const { changes, failed } = applyHunks(original, hunks, options);
  if (failed.length > 0) return { refused: failed.map(({ fault }) => fault).join(", ") };
  const text = applyChanges(original, changes);
  return text === original ? { refused: "nothing changed" } : { text };
}

const Normalised = z.object({
  id: z.string(),
  original: z.string(),
  edits: z.array(z.object({ search: z.string(), replace: z.nullable(z.string()) })),
  expect: Expect,
  contested: z.boolean(),
});

const normalised = judgeEach(Normalised, ({ original, edits, expect, contested }) => {
  const hunks = edits.map(({ search, replace }) => ({
    search: search.split("\n"),
    replace: replace?.split("\n") ?? [],
  }));
  const outcome = applied(original, hunks, FIRST);
  const judged = judgeText(expect, outcome);
  return contested ? { verdict: "skipped", why: "the peers contradict each other", gave: judged.gave } : judged;
});

const Blocks = z.object({ id: z.string(), original: z.string(), payload: z.string(), expect: Expect });

const blocks = judgeEach(Blocks, ({ original, payload, expect }) => {
  const { edits, faults } = parseSearchReplace(payload, { file: "" });
  const hunks = edits.flatMap((edit) => (edit.type === "change" ? [...edit.hunks] : []));
  if (faults.length > 0 || hunks.length === 0) return judgeText(expect, { refused: faults.join(", ") || "no blocks" });
  return judgeText(expect, applied(original, hunks, FIRST));
});

const Markers = z.object({ id: z.string(), payload: z.string(), expect: z.object({ wellFormed: z.boolean() }) });

const markers = judgeEach(Markers, ({ payload, expect }) => {
  const { faults } = searchReplaceBlocks(payload, { file: "" });
  const gave = { wellFormed: faults.length === 0 };
  if (gave.wellFormed === expect.wellFormed) return { verdict: "passed", gave };
  return { verdict: gave.wellFormed ? "wrong" : "refused", why: faults.join(", ") || "read as well formed", gave };
});

const Replacements = z.object({
  id: z.string(),
  original: z.string(),
  edits: z.array(z.object({ search: z.string(), replace: z.string(), replaceAll: z.boolean() })),
  expect: Expect,
});

const findReplace = judgeEach(Replacements, ({ original, edits, expect }) => {
  const result = replaceTexts(
    original,
    edits.map(({ search, replace, replaceAll }) => ({ search, replace, every: replaceAll })),
  );
  return judgeText(expect, result.type === "replaced" ? { text: result.text } : { refused: result.fault });
});

const Ranges = z.object({
  id: z.string(),
  file: z.string(),
  search: z.string(),
  all: z.boolean(),
  expect: z.object({ ranges: z.array(z.tuple([z.number(), z.number()])) }),
});

/** One of several places is refused: which one the edit means is not known. */
const matchRanges = judgeEach(Ranges, ({ file, search, all, expect }) => {
  const found = findText(file, search)?.ranges ?? [];
  if (!all && found.length > 1)
    return { verdict: "refused", why: "several places", gave: { refused: "several places" } };
  const gave = found.map(({ start, end }) => [start, end]);
  return JSON.stringify(gave) === JSON.stringify(expect.ranges)
    ? { verdict: "passed", gave }
    : { verdict: found.length === 0 ? "refused" : "wrong", why: JSON.stringify(gave), gave };
});

const Diffs = z.object({
  id: z.string(),
  original: z.optional(z.string()),
  payload: z.string(),
  expect: z.union([z.object({ content: z.string() }), z.object({ isUnifiedDiff: z.boolean() })]),
});

const unifiedDiff = judgeEach(Diffs, ({ original = "", payload, expect }) => {
  if ("isUnifiedDiff" in expect) {
    const gave = hasUnifiedDiff(payload);
    return { verdict: gave === expect.isUnifiedDiff ? "passed" : "wrong", gave };
  }
  const hunks = parseUnifiedDiff(payload, { file: "" }).edits.flatMap((edit) =>
    edit.type === "change" ? [...edit.hunks] : [],
  );
  return judgeText(expect, applied(original, hunks, { indentation: "as-written", ordered: true, several: "refuse" }));
});

const Lazy = z.object({
  id: z.string(),
  original: z.string(),
  lazy: z.string(),
  expect: z.object({ content: z.string() }),
  consistent: z.boolean(),
});

/** The wanted text was read off a displayed diff, in which an empty line keeps the space of its sign. */
const lazyEdits = judgeEach(Lazy, ({ original, lazy, expect, consistent }) => {
  const lines = applyFragment(original.split("\n"), lazy.split("\n"));
  const wanted = { content: expect.content.replace(/^ +$/gm, "") };
  const judged = judgeText(wanted, lines ? { text: lines.join("\n") } : { refused: "more than one reading, or none" });
  return consistent ? judged : { verdict: "skipped", why: "the set contradicts itself here", gave: judged.gave };
});

export const editApply: CaseSet = {
  folder: "cases/edit-apply",
  files: {
    "normalised-search-replace.json": normalised,
    "roo-search-replace.json": blocks,
    "roo-marker-wellformedness.json": markers,
    "roo-apply-patch.json": rooApplyPatch,
    "cline-search-replace.json": blocks,
    "continue-find-replace.json": findReplace,
    "continue-match-ranges.json": matchRanges,
    "continue-unified-diff.json": unifiedDiff,
    "continue-lazy-edits.json": lazyEdits,
    "aider-unit.json": aiderUnit,
  },
};
