import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { SIGNALS } from "./cleanup.ts";
import { type Finding, findingLines } from "./report.ts";
import { root } from "./toolchain.mjs";

/** How a step ended, in tests. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly Finding[];
  /** Failed once and passed when run again: counted as passed, and named at the end. */
  readonly again: readonly Finding[];
}

export interface Step {
  readonly name: string;
  /** Steps that must have succeeded in the same run. */
  readonly needs?: readonly string[];
  run(): Promise<Tally>;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [], again: [] };
const PASSED: Tally = { ...NOTHING, passed: 1 };
const FAILED: Tally = { ...NOTHING, failed: 1 };
const SKIPPED: Tally = { ...NOTHING, skipped: 1 };
const STEP_LIMIT_MS = 45 * 60_000;

/**
 * Runs a script under this Node and returns its exit code; with a limit, one that hangs is stopped.
 * A signal goes on to the script, and this process ends after it, so that nothing is left when the prompt is back.
 */
export function runNode(script: string, args: readonly string[] = [], limitMs?: number): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });
  const timer = limitMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), limitMs);
  let isStopped = false;
  const stop = (signal: NodeJS.Signals): void => {
    isStopped = true;
    child.kill(signal);
  };
  const kill = (): void => void child.kill("SIGTERM");
  process.on("exit", kill);
  for (const signal of SIGNALS) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      process.off("exit", kill);
      for (const signal of SIGNALS) process.off(signal, stop);
      if (isStopped) process.exit(code ?? 1);
      resolve(code ?? 1);
    });
  });
}

/** A tool that is right or wrong as a whole counts as one test. */
export async function check(script: string, args: readonly string[] = []): Promise<Tally> {
  return (await runNode(script, args, STEP_LIMIT_MS)) === 0 ? PASSED : FAILED;
}

/** A suite leaves its counts in a file; one that leaves none, or fails without a failed test, has died. */
export async function suite(name: string, script: string, args: readonly string[]): Promise<Tally> {
  const file = path.join(root, "out/results", `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const code = await runNode(script, [...args, "--result", file], STEP_LIMIT_MS);
  const tally = existsSync(file) ? readTally(readFileSync(file, "utf8")) : NOTHING;
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readTally(text: string): Tally {
  return { ...NOTHING, ...(JSON.parse(text) as Partial<Tally>) };
}

/** Runs the steps in order; a failed one stops only those that need it. Returns the sum. */
export async function runSteps(steps: readonly Step[], log: (line: string) => void = console.log): Promise<Tally> {
  const failed = new Set<string>();
  let total = NOTHING;
  for (const step of steps) {
    const blocker = step.needs?.find((name) => failed.has(name));
    const tally = blocker === undefined ? await runStep(step, log) : SKIPPED;
    if (blocker !== undefined) log(`\n== ${step.name}: not run, because ${blocker} failed`);
    if (blocker !== undefined || tally.failed > 0) failed.add(step.name);
    total = add(total, tally);
  }
  return total;
}

async function runStep(step: Step, log: (line: string) => void): Promise<Tally> {
  log(`\n== ${step.name}`);
  const started = Date.now();
  const tally = await step.run().catch((error: unknown) => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return FAILED;
  });
  log(`== ${step.name}: ${tally.failed > 0 ? "FAILED" : "ok"}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  const isUnnamed = tally.failed > 0 && tally.failures.length === 0;
  return isUnnamed
    ? { ...tally, failures: [{ title: step.name, why: "It is told above, where the step ran." }] }
    : tally;
}

function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    again: [...a.again, ...b.again],
  };
}

/** What ends a run: who failed, in few words, and the count as the last line. */
export function summary({ passed, failed, skipped, failures, again }: Tally): string {
  const recovered = again.filter(
    ({ title }, index) =>
      !failures.some((failure) => failure.title === title) && again.findIndex((one) => one.title === title) === index,
  );
  const notes = [...findingLines("Passed only when run again", recovered), ...findingLines("Failed", failures), ""];
  return `${notes.join("\n")}\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
