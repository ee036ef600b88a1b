import { performance } from "node:perf_hooks";
import { applyPatch } from "diff";
import { diff_match_patch as DiffMatchPatch } from "diff-match-patch";
import { applyHunks } from "../../src/core/edits/applyHunks.ts";
import { applyChanges } from "../../src/core/edits/change.ts";
import type { Hunk } from "../../src/core/edits/hunk.ts";
import { type Bench, type BenchOptions, type Figures, MissingData } from "./bench.ts";
import { interleave, ratioOf, ROUNDS } from "./rounds.ts";
import { sourceTrees } from "./sourceTrees.ts";
import { type Estimate, median, medianOf } from "./stats.ts";

// What it costs to place a block of 20 lines at 80 % of a file: quoted as it is, indented otherwise, with two lines
// changed, and not there at all. The index of the file is built anew each time.

const SIZES = [1_000, 10_000, 100_000] as const;
const BLOCK = 20;
/** How often a leg is repeated, so that it is long enough to be timed. */
const REPEATS = 20;
const PEER_LINES = 10_000;

export const apply: Bench = {
  floors: [{ key: "growthExponent", max: 1.3, goal: 1.1 }],
  run,
};

interface Task {
  readonly text: string;
  readonly at: number;
  readonly block: readonly string[];
  readonly hunks: readonly Hunk[];
}

async function run({ repos }: BenchOptions): Promise<Figures> {
  const lines = manyLines(sourceTrees(repos).flatMap(({ texts }) => texts));
  const tasks = SIZES.map((size) => taskOf(lines.slice(0, size)));
  for (const task of tasks) checkPlaces(task);
  const rounds = Array.from({ length: ROUNDS + 1 }, () => tasks.map(msOf)).slice(1);
  const [ms1k, ms10k, ms100k] = SIZES.map((_, index) => medianOf(rounds.map((times) => times[index] ?? Number.NaN)));
  if (!ms1k || !ms10k || !ms100k) throw new MissingData("Nothing was measured.");
  const exponents = rounds.map((times) => Math.log10((times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN)) / 2);
  const peers = taskOf(lines.slice(0, PEER_LINES));
  return {
    ms1k,
    ms10k,
    ms100k,
    growthExponent: medianOf(exponents),
    ratioDiff10k: await ratioTo("diff", peers, withDiff),
    ratioDiffMatchPatch10k: await ratioTo("diff-match-patch", peers, withDiffMatchPatch),
  };
}

/** Real sources, one behind the other; where they do not reach, again with their names changed. */
function manyLines(texts: readonly string[]): readonly string[] {
  const lines = texts.join("\n").split("\n");
  const most = SIZES.at(-1) ?? 0;
  const copies = Math.ceil(most / lines.length);
  return Array.from({ length: copies }, (_, copy) =>
    copy === 0 ? lines : lines.map((line) => line.replace(/[A-Za-z]{4,}/, `$&${copy}`)),
  ).flat();
}

function taskOf(lines: readonly string[]): Task {
  const at = Math.floor(lines.length * 0.8);
  const block = lines.slice(at, at + BLOCK);
  const quoted = [
    block,
    block.map((line) => `  ${line}`),
    block.map((line, index) =>
      index === 7 ? `${line} // changed` : index === 13 ? line.replace(/\w+/, "renamed") : line,
    ),
    block.map((line, index) => `zz${index} ${line.split("").toReversed().join("")}`),
  ];
  const hunks = quoted.map((search) => ({ search, replace: [...search, "added();"] }));
  return { text: lines.join("\n"), at, block, hunks };
}

/** A place that is found must be the right one, and a block that is not there must not be found. */
function checkPlaces({ text, at, hunks }: Task): void {
  const found = hunks.map((hunk) => applyHunks(text, [hunk]));
  const right = found
    .slice(0, 3)
    .every(({ changes }) => changes.every(({ end }) => text.slice(0, end).split("\n").length === at + BLOCK));
  if (!right || found[0]?.changes.length !== 1 || found.at(-1)?.changes.length !== 0)
    throw new MissingData("A block was placed wrongly: nothing can be measured.");
}

/** ms of one placing, over all kinds of quotation. */
function msOf({ text, hunks }: Task): number {
  const times = hunks.flatMap((hunk) => {
    const start = performance.now();
    applyHunks(text, [hunk]);
    return performance.now() - start;
  });
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}

interface Leg {
  readonly cpuMs: number;
  readonly text: string;
}

async function ratioTo(name: string, task: Task, peer: (task: Task) => string): Promise<Estimate> {
  const rounds = await interleave<Leg>({
    name: `against ${name}`,
    ours: async () => leg(() => withOurs(task)),
    floor: async () => leg(() => peer(task)),
    steady: [],
    compare: (one, other) => {
      if (one.text !== other.text) throw new MissingData(`${name} and we gave other texts: nothing can be compared.`);
    },
  });
  return ratioOf(rounds, ({ cpuMs }) => cpuMs);
}

function leg(make: () => string): Leg {
  const times: number[] = [];
  let text = "";
  for (let made = 0; made < REPEATS; made += 1) {
    const before = process.cpuUsage();
    text = make();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return { cpuMs: median(times), text };
}

/** The exact quotation: the only one that all of them place. */
function withOurs({ text, hunks }: Task): string {
  return applyChanges(text, applyHunks(text, hunks.slice(0, 1)).changes);
}

function withDiff({ text, at, block }: Task): string {
  const head = `--- a\n+++ a\n@@ -${at + 1},${BLOCK} +${at + 1},${BLOCK + 1} @@\n`;
  const result = applyPatch(text, `${head}${block.map((line) => ` ${line}\n`).join("")}+added();\n`, { fuzzFactor: 2 });
  return result === false ? "" : result;
}

function withDiffMatchPatch({ text, block }: Task): string {
  const peer = new DiffMatchPatch();
  const quoted = block.join("\n");
  // The peer has no way to be told where a patch belongs but to make it of the whole text.
  const patches = peer.patch_make(
    text,
    text.replace(quoted, () => `${quoted}\nadded();`),
  );
  return peer.patch_apply(patches, text)[0];
}
