import { commandForAll, commandsForTest, type RunnerGround } from "../../../src/core/debug/testCommands.ts";
import { debugFlow } from "../../../src/core/deep/debugFlow.ts";
import type { PlannedFile } from "../../../src/core/edits/planAnswer.ts";
import { runProof } from "../../../src/engines/testRun/proofRun.ts";
import { headlessChecks } from "../../eval/checks.ts";
import { answerTo, planted } from "./answers.ts";
import type { Bug } from "./bugs.ts";
import { endOf, follow, type Followed, type Outcome, type TriedAnswer } from "./outcome.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { type Script, scriptedSeats } from "./scriptedModel.ts";
import { depsFor, live, requestFor, type World } from "./world.ts";

/** Fixes one seeded bug with the product's flow, without an editor, and lets the repository's tests judge the result. */
export async function fixBug(bug: Bug, world: World): Promise<Outcome> {
  const box = openBug(bug);
  try {
    const before = box.hash();
    const { closing, pico, tried, files } = await runFlow(bug, box, { world, delayMs: 0 });
    const leftChanged = box.hash() !== before;
    const ended = endOf(closing);
    const accepted = ended === "" && tried.at(-1)?.verdict === "accepted";
    const right = accepted && (await isRight(box, files));
    if (right !== (accepted && tried.at(-1)?.isRight === true))
      throw new Error(`${bug.id}: the tests do not agree with the script`);
    return { id: bug.id, solvable: isSolvable(bug), accepted, right, answers: tried, leftChanged, ended, pico };
  } finally {
    box.remove();
  }
}

interface Flown extends Followed {
  readonly tried: readonly TriedAnswer[];
  /** What the last answer would write. */
  readonly files: readonly PlannedFile[];
}

/** The flow alone; each answer of the script takes `delayMs`. */
export async function runFlow(
  bug: Bug,
  box: Sandbox,
  { world, delayMs }: { readonly world: World; readonly delayMs: number },
): Promise<Flown> {
  const tried: TriedAnswer[] = [];
  const checks = headlessChecks(box.root, world.engines);
  const deps = depsFor(box.root, scriptedSeats(scriptOf(bug, box, tried), delayMs), checks.verifiers);
  const request = requestFor("");
  const followed = await follow(flowOf(bug, box)(request, deps, live), tried);
  return { ...followed, tried, files: checks.edits(request.id) ?? [] };
}

/** The repository with the bug in it. */
export function openBug(bug: Bug): Sandbox {
  const box = openSandbox(bug.repository);
  box.write(bug.file, planted(bug, box.read(bug.file)));
  return box;
}

export function isSolvable({ mini, full }: Bug): boolean {
  return [...mini, ...full].includes("right");
}

/** The commands that a debugging flow is given. */
export function commandsOf(bug: Bug, box: Sandbox): readonly string[] {
  return commandsForTest(bug.test, groundOf(box));
}

function groundOf(box: Sandbox): RunnerGround {
  const files = box.files();
  const read = (file: string): string => (files.includes(file) ? box.read(file) : "");
  const manifest: unknown = files.includes("package.json") ? JSON.parse(box.read("package.json")) : undefined;
  return { files, read, command: "", manifest };
}

export function flowOf(bug: Bug, box: Sandbox): ReturnType<typeof debugFlow> {
  const { file, titles } = bug.test;
  const files = box.files();
  return debugFlow(
    { type: "test", commands: commandsOf(bug, box), file, title: titles.at(-1) ?? "" },
    {
      files: () => Promise.resolve(files),
      read: (name) => Promise.resolve(files.includes(name) ? box.read(name) : undefined),
      uriOf: (name) => name,
      run: (command, signal) => runProof({ root: box.root, command, texts: [] }, signal),
    },
  );
}

export function scriptOf(bug: Bug, box: Sandbox, tried: TriedAnswer[]): Script {
  const text = box.read(bug.file);
  return {
    next: (tier) => {
      const asked = tried.filter((one) => one.tier === tier).length;
      const kind = bug[tier][Math.min(asked, bug[tier].length - 1)] ?? "prose";
      tried.push({ tier, kind, isRight: kind === "right", verdict: "none" });
      return answerTo(bug, kind, text);
    },
  };
}

/** All tests of the repository pass with the edit, and it leaves them as they are. */
async function isRight(box: Sandbox, files: readonly PlannedFile[]): Promise<boolean> {
  if (files.length === 0 || files.some(({ path }) => /(?:^|\/)tests?[/_]/.test(path))) return false;
  const texts = files.map(({ path, after = "" }) => ({ path, text: after }));
  const run = async (command: string): Promise<boolean> =>
    (await runProof({ root: box.root, command, texts }, live)).type === "passed";
  const python = box.files().some((file) => file.startsWith("py/"));
  const all = commandForAll(groundOf(box)) ?? "";
  return (await run(all)) && (!python || (await run("python3 -m unittest discover -s py")));
}
