import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../../../src/engines/testRun/runCommand.ts";
import { MissingData } from "../bench.ts";
import { interleave, ratioOf } from "../rounds.ts";
import type { Estimate } from "../stats.ts";
import { type Bug, BUGS } from "./bugs.ts";
import { commandsOf, openBug, runFlow } from "./debugRun.ts";
import type { Sandbox } from "./sandbox.ts";
import { live, type World } from "./world.ts";

/** How long the scripted model takes for an answer: a fast one, so that what is added shows. */
const ANSWER_MS = 1_000;

/**
 * The time of a debugging flow over that of its bare parts in the same round: the model's own second and the same four
 * runs of the same test command (a failure is believed when it comes twice, and so is a success) in a folder that is
 * there already. What is above 1 is ours: finding and reading the
 * places, routing and packing, throw-away copies, and the checks of syntax and types. The bug is one that the first answer
 * takes out, so that both do the same.
 */
export async function overheadRatio(world: World): Promise<Estimate> {
  const bug = BUGS.find(({ id }) => id === "count-replaced");
  if (!bug) throw new MissingData("The bug that is timed is gone");
  const box = openBug(bug);
  try {
    const rounds = await interleave<number>({
      name: "the time of a debugging flow",
      ours: () => timed(async () => await solve(bug, box, world)),
      floor: () => timed(async () => await bare(bug, box)),
      steady: [(ms) => ms],
      // Both throw where they do not end as they must.
      compare: () => undefined,
    });
    return ratioOf(rounds, (ms) => ms);
  } finally {
    box.remove();
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

async function solve(bug: Bug, box: Sandbox, world: World): Promise<void> {
  const { tried } = await runFlow(bug, box, { world, delayMs: ANSWER_MS });
  if (tried.length !== 1 || tried[0]?.verdict !== "accepted") throw new Error("The flow did not solve it at once");
}

async function bare(bug: Bug, box: Sandbox): Promise<void> {
  const [command = ""] = commandsOf(bug, box);
  const planted = box.read(bug.file);
  try {
    await runTwice(command, box, false);
    await sleep(ANSWER_MS);
    box.write(
      bug.file,
      planted.replace(bug.bad, () => bug.good),
    );
    await runTwice(command, box, true);
  } finally {
    box.write(bug.file, planted);
  }
}

async function runTwice(command: string, box: Sandbox, passes: boolean): Promise<void> {
  for (let run = 0; run < 2; run += 1) {
    const { code } = await runCommand(command, box.root, live);
    if ((code === 0) !== passes) throw new Error("The test did not end as it must");
  }
}
