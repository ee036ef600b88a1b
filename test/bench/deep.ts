import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Bench, BenchOptions, Figures } from "./bench.ts";
import { BUGS } from "./deep/bugs.ts";
import { fixBug } from "./deep/debugRun.ts";
import type { Outcome, TriedAnswer } from "./deep/outcome.ts";
import { overheadRatio } from "./deep/overhead.ts";
import { refactor } from "./deep/refactorRun.ts";
import { REFACTORINGS } from "./deep/refactorings.ts";
import { openWorld, type World } from "./deep/world.ts";
import { type Estimate, shareOf } from "./stats.ts";

/*
 * The product's own flows for debugging and refactoring on 30 seeded bugs and 10 refactorings, with models of a known
 * skill, headlessly. What is right is said by all tests of a repository on the accepted result, never by the flow.
 */

export const deep: Bench = {
  floors: [
    { key: "wrongAccepted", max: 0 },
    { key: "leftChanged", max: 0 },
    { key: "leftBehind", max: 0 },
    { key: "overheadRatio", goal: 1.1 },
  ],
  run,
};

async function run({ raw }: BenchOptions): Promise<Figures> {
  // Throw-away copies are made in the folder for temporary files; in one of our own none can hide.
  const before = process.env["TMPDIR"];
  const temporary = mkdtempSync(path.join(os.tmpdir(), "upshift-bench-deep-"));
  process.env["TMPDIR"] = temporary;
  const world = openWorld();
  try {
    const outcomes = await outcomesIn(world);
    // Node keeps a cache of compiled code there too.
    const leftBehind = readdirSync(temporary).filter((name) => name.startsWith("upshift-")).length;
    if (raw !== undefined) writeFileSync(raw, outcomes.map((one) => `${JSON.stringify(one)}\n`).join(""));
    return { ...figuresOf(outcomes), leftBehind: { value: leftBehind }, overheadRatio: await overheadRatio(world) };
  } finally {
    world.dispose();
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function outcomesIn(world: World): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const bug of BUGS) outcomes.push(told(await fixBug(bug, world)));
  for (const refactoring of REFACTORINGS) outcomes.push(told(await refactor(refactoring, world)));
  return outcomes;
}

function told(outcome: Outcome): Outcome {
  const { id, accepted, right, ended, answers } = outcome;
  const state = right ? "solved" : accepted ? "WRONG, ACCEPTED" : `not solved (${ended})`;
  console.log(`${id}: ${state}; ${answers.map(({ tier, kind, verdict }) => `${tier} ${kind} ${verdict}`).join(", ")}`);
  return outcome;
}

/** Every figure of the outcomes. An answer that nobody refused, of a step whose whole was refused later, was let pass. */
export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const answers = outcomes.flatMap((outcome) => outcome.answers);
  const count = (fits: (outcome: Outcome) => boolean): Estimate => ({ value: outcomes.filter(fits).length });
  const share = (of: readonly TriedAnswer[], fits: (answer: TriedAnswer) => boolean): Estimate => shareOf(of.map(fits));
  return {
    solved: shareOf(outcomes.map(({ right }) => right)),
    solvable: { value: outcomes.filter(({ solvable }) => solvable).length / outcomes.length },
    wrongAccepted: count(({ accepted, right }) => accepted && !right),
    leftChanged: count(({ leftChanged }) => leftChanged),
    wrongRefused: share(
      answers.filter(({ isRight }) => !isRight),
      ({ verdict }) => verdict === "rejected",
    ),
    rightAccepted: share(
      answers.filter(({ isRight }) => isRight),
      ({ verdict }) => verdict !== "rejected",
    ),
    attempts: { value: answers.length },
    wastedAttempts: { value: answers.filter(({ isRight }) => !isRight).length },
  };
}
