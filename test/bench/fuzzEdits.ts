import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { applyChanges } from "../../src/core/edits/change.ts";
import { parseReply } from "../../src/core/edits/parseReply.ts";
import { planFile } from "../../src/core/edits/planFile.ts";
import { root } from "../workbench/toolchain.mjs";
import type { Bench, BenchOptions, Figures } from "./bench.ts";
import { type Damage, drawDamage } from "./edits/damage.ts";
import { drawEdit, type Draw, pick, type TrueEdit, withEdits } from "./edits/drawEdit.ts";
import { draftOf, drawFormat, type ReplyFormat, writeReply } from "./edits/writeReply.ts";
import { seededRandom } from "./stats.ts";

const REPLIES = 100_000;
const SEED = 9;
const SLOW_MS = 1_000;
const FILE = "src/target.ts";
const SOURCES = [
  "src/core/assist/assist.ts",
  "src/core/context/pack.ts",
  "src/extension/edits/review.ts",
  "src/webview/chat/controller.ts",
  "src/providers/mapError.ts",
  "test/fixtures/sample/src/store.ts",
];

/** What became of one damaged reply. */
interface Run {
  readonly damage: Damage;
  readonly format: ReplyFormat;
  readonly reply: string;
  readonly outcome: "applied" | "partly" | "refused" | "corrupt" | "threw";
  readonly ms: number;
}

/** 100,000 replies with true edits, damaged in known ways: what the engine makes of them is compared with the truth. */
export const fuzzEdits: Bench = {
  floors: [
    { key: "replies", min: REPLIES },
    { key: "corruptions", max: 0 },
    { key: "throws", max: 0 },
    { key: "slow", max: 0 },
    { key: "repairableApplied", min: 0.95, goal: 0.99 },
  ],
  run: (options) => Promise.resolve(fuzz(options)),
};

function fuzz({ raw }: BenchOptions): Figures {
  const random = seededRandom(SEED);
  const draw: Draw = (most) => Math.floor(random() * most);
  const files = SOURCES.map((file) => readFileSync(path.join(root, file), "utf8").replace(/\n$/, "").split("\n"));
  const runs: Run[] = [];
  for (let made = 0; made < REPLIES; made += 1) {
    runs.push(runOne(draw, pick(draw, files)));
    if ((made + 1) % 10_000 === 0) console.log(`${made + 1} replies`);
  }
  report(runs);
  if (raw !== undefined) writeFileSync(raw, runs.map((run) => `${rawLine(run)}\n`).join(""));
  return figuresOf(runs);
}

function runOne(draw: Draw, before: readonly string[]): Run {
  const format = drawFormat(draw);
  const damage = drawDamage(draw, format);
  const edit = drawEdit(draw, before);
  const draft = draftOf(edit, FILE);
  const written = writeReply(format, damage.hunks?.(draw, draft) ?? draft);
  const reply = damage.reply?.(draw, written) ?? written;
  const lineEnd = draw(4) === 0 ? "\r\n" : "\n";
  const start = performance.now();
  const outcome = outcomeOf(edit, { reply, format, damage, lineEnd });
  return { damage, format, reply, outcome, ms: performance.now() - start };
}

interface Attempt {
  readonly format: ReplyFormat;
  readonly reply: string;
  readonly damage: Damage;
  readonly lineEnd: string;
}

function outcomeOf(edit: TrueEdit, { reply, format, damage, lineEnd }: Attempt): Run["outcome"] {
  const text = edit.before.join(lineEnd);
  try {
    const parsed = parseReply(reply, { file: FILE, files: [FILE], asked: format });
    if (!parsed) return "refused";
    let result = text;
    let missed = parsed.faults.length;
    for (const fileEdit of parsed.edits.filter(({ file }) => file === FILE)) {
      const plan = planFile(fileEdit, result, parsed.format);
      if (plan.type === "change") result = applyChanges(result, plan.changes);
      missed += plan.type === "change" ? plan.failed.length : 1;
    }
    if (result === text) return "refused";
    return judge(edit, result, { damage, lineEnd, missed });
  } catch {
    return "threw";
  }
}

interface Judging {
  readonly damage: Damage;
  readonly lineEnd: string;
  readonly missed: number;
}

/**
 * A result is sound when it is the file with some of the edits made. Where the damage reached the new lines themselves
 * they are whatever the reply says, and sound is: every line outside of the edited places is there, byte for byte.
 */
function judge(edit: TrueEdit, result: string, { damage, lineEnd, missed }: Judging): Run["outcome"] {
  const all = edit.edits.map(() => true);
  if (result === withEdits(edit, all).join(lineEnd))
    return missed === 0 || damage.name === "glued" ? "applied" : "partly";
  if (damage.keeps) return subsets(edit).some((lines) => lines.join(lineEnd) === result) ? "partly" : "corrupt";
  return keepsOthers(edit, result.split(lineEnd)) ? "partly" : "corrupt";
}

function subsets(edit: TrueEdit): readonly (readonly string[])[] {
  const count = 1 << edit.edits.length;
  return Array.from({ length: count }, (_, bits) =>
    withEdits(
      edit,
      edit.edits.map((_edit, index) => (bits >> index) % 2 === 1),
    ),
  );
}

/** Quoted lines around an edit may be damaged into changes too; those further away may not. */
const NEAR = 8;

function keepsOthers({ before, edits }: TrueEdit, result: readonly string[]): boolean {
  const near = new Set(
    edits.flatMap(({ from, to }) => Array.from({ length: to - from + 2 * NEAR }, (_, offset) => from - NEAR + offset)),
  );
  let at = 0;
  for (const [index, line] of before.entries()) {
    if (near.has(index)) continue;
    at = result.indexOf(line, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function figuresOf(runs: readonly Run[]): Figures {
  const count = (test: (run: Run) => boolean): number => runs.filter(test).length;
  const repairable = runs.filter(({ damage }) => damage.repairable);
  return {
    replies: { value: runs.length },
    corruptions: { value: count(({ outcome }) => outcome === "corrupt") },
    throws: { value: count(({ outcome }) => outcome === "threw") },
    slow: { value: count(({ ms }) => ms > SLOW_MS) },
    repairableApplied: { value: repairable.filter(({ outcome }) => outcome === "applied").length / repairable.length },
    mostMs: { value: Math.max(...runs.map(({ ms }) => ms)) },
  };
}

function report(runs: readonly Run[]): void {
  for (const name of new Set(runs.map(({ damage }) => damage.name))) {
    const own = runs.filter(({ damage }) => damage.name === name);
    const share = (outcome: Run["outcome"]): string =>
      `${outcome} ${((100 * own.filter((run) => run.outcome === outcome).length) / own.length).toFixed(1)} %`;
    console.log(
      `${name.padEnd(18)} ${(["applied", "partly", "refused", "corrupt", "threw"] as const).map(share).join(", ")}`,
    );
  }
}

function rawLine({ damage, format, outcome, ms, reply }: Run): string {
  const kept = outcome === "corrupt" || outcome === "threw" ? { reply } : {};
  return JSON.stringify({ damage: damage.name, format, outcome, ms: Math.round(ms), ...kept });
}
