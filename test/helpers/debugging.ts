import { judgeProof } from "../../src/core/cascade/judgeProof.ts";
import { type ProofRun } from "../../src/core/cascade/proof.ts";
import { CORE_VERIFIERS } from "../../src/core/cascade/verify.ts";
import { debugFlow } from "../../src/core/deep/debugFlow.ts";
import type { DebugPorts, DebugTask } from "../../src/core/deep/debugTask.ts";
import type { Verifier } from "../../src/core/ports.ts";
import { type FlowScene, playFlow, type PlayedFlow } from "./flow.ts";

// A workspace with one bug, its test, and a model that mends it with a word of its answer.

export const FILES: Readonly<Record<string, string>> = {
  "src/money.ts":
    "export function split(total: number, parts: number): number[] {\n  const rest = total % parts;\n  return Array.from({ length: parts }, (_, index) => (index <= rest ? 1 : 0));\n}\n",
  "tests/money.test.ts":
    'import { test } from "node:test";\nimport { split } from "../src/money.ts";\n\ntest("splits", () => {\n  assert.deepEqual(split(100, 3), [34, 33, 33]);\n});\n',
};
export const FAILS =
  "not ok 1 - splits\nAssertionError [ERR_ASSERTION]: not equal\n    at TestContext.<anonymous> (file:///other/tests/money.test.ts:5:10)";
export const TASK: DebugTask = {
  type: "test",
  commands: ["node --test --only tests/money.test.ts", "node --test tests/money.test.ts"],
  file: "tests/money.test.ts",
  title: "splits",
};
export const run = (type: ProofRun["type"], output = FAILS): ProofRun => ({
  type,
  command: "",
  output,
  ms: 900,
  runs: 2,
});

/** A workspace in which each command ends as it is told. */
export function ports(...ends: readonly ProofRun[]): DebugPorts & { readonly ran: string[] } {
  const ran: string[] = [];
  return {
    ran,
    files: () => Promise.resolve(Object.keys(FILES)),
    read: (file) => Promise.resolve(FILES[file]),
    uriOf: (file) => `file:///shelf/${file}`,
    run: (command) => {
      ran.push(command);
      return Promise.resolve({ ...(ends[ran.length - 1] ?? run("none")), command });
    },
  };
}

export const fix = (name: string): string =>
  `The loop counts one too many. It is off by one.\n\n\`\`\`ts\n${name}\n\`\`\`\n`;

/** Lets through what holds this word, as a run of the request's own command would. */
export function testsPass(word: string): Verifier & { readonly commands: string[] } {
  const commands: string[] = [];
  return {
    name: "tests",
    commands,
    check: ({ request: { proof }, text }) => {
      if (!proof?.test) return Promise.resolve({ type: "skipped" });
      commands.push(proof.test.command);
      return Promise.resolve(judgeProof(run(text.includes(word) ? "passed" : "failed")));
    },
  };
}

export async function debug(
  task: DebugTask,
  world: DebugPorts,
  models: FlowScene["models"],
  { request, deps }: Pick<FlowScene, "request" | "deps"> = {},
): Promise<PlayedFlow> {
  return await playFlow({
    flow: debugFlow(task, world),
    models,
    request: { task: "debug", instruction: "", ...request },
    deps: { verifiers: [...CORE_VERIFIERS, testsPass("right")], ...deps },
  });
}
