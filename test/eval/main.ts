import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { type Endpoint as Connected, connectSeats, UsageError } from "../../src/cli/seats.ts";
import type { Clock, Log } from "../../src/core/ports.ts";
import { policyFor } from "../../src/core/router/policy.ts";
import { createPriceEngine } from "../../src/engines/prices/genaiPrices.ts";
import { SyntaxChecker } from "../../src/engines/syntax/treeSitter.ts";
import { WorkerTypes } from "../../src/engines/types/workerTypes.ts";
import { sumText } from "../../src/util/costText.ts";
import { english } from "../../src/util/phrase.ts";
import { bundledTypeScript, root } from "../workbench/toolchain.mjs";
import type { Engines } from "./checks.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { Purse } from "./purse.ts";
import { replay } from "./replay.ts";
import { makeEvalReport, markdownOf } from "./report.ts";
import { evaluate, type RunEnd } from "./run.ts";
import { SCRIPTED_MODELS, SCRIPTED_PRICES, startScripted } from "./scripted.ts";
import { type Plan, type Result, Store } from "./store.ts";
import type { Task } from "./task.ts";
import { readTasks } from "./tasks.ts";

// npm run eval -- --base-url URL --models mini=…,full=… [options]; see options.ts.
// Ends with 0 when everything was measured, with 1 when it stopped before, with 2 when it was not understood.

const SILENT = (): void => undefined;
const LOG: Log = { trace: SILENT, debug: SILENT, info: SILENT, warn: SILENT, error: SILENT };
const CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** Runs the command; returns the exit code. `say` gets lines. */
export async function main(args: readonly string[], say: (line: string) => void, signal: AbortSignal): Promise<number> {
  if (args.includes("--help")) {
    say(HELP);
    return 0;
  }
  const options = readOptions(args, new Date());
  const tasks = readTasks(options.tasks);
  if (tasks.length === 0) throw new UsageError(`No task matches ${options.tasks}.`);
  if (options.replay !== undefined) return await rejudge(options.replay, say, signal);
  const scripted = options.address === undefined ? await startScripted(tasks) : undefined;
  try {
    return await run(options, { tasks, scripted: scripted?.baseUrl }, say, signal);
  } finally {
    await scripted?.close();
  }
}

interface Given {
  readonly tasks: readonly Task[];
  /** Where the scripted answers are, when they are asked. */
  readonly scripted: string | undefined;
}

async function run(
  options: Options,
  { tasks, scripted }: Given,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const endpoint = endpointOf(options, scripted);
  const { seats, prices } = connectSeats(endpoint);
  const store = new Store(path.resolve(options.out));
  const plan: Plan = {
    v: 1,
    host: scripted === undefined ? new URL(endpoint.address).host : "this machine, scripted, no AI",
    models: Object.fromEntries(seats.map(({ tier, info }) => [tier, info.model])),
    picks: [...options.picks],
    checks: [...options.checks],
  };
  store.begin(plan);
  const purse = await Purse.open({ file: store.ledgerFile, cap: options.cap, clock: CLOCK, log: LOG });
  const { engines, dispose } = enginesOf(options);
  say(`${tasks.length} tasks, picks ${options.picks.join(", ")}, results in ${store.folder}`);
  const policy = policyFor(options.valueUsd, options.checks);
  const common = { tasks, picks: options.picks, seats, prices, policy, engines, store, purse };
  const wanted = tasks.length * options.picks.length;
  const said = (result: Result): void => say(`${ofTasks(store.results, tasks).length}/${wanted} ${lineOf(result)}`);
  const end = await evaluate({ ...common, clock: CLOCK, log: LOG, said }, signal).finally(dispose);
  const { results } = store;
  const { spent, lost } = purse;
  const report = makeEvalReport({ plan, results: ofTasks(results, tasks), wanted, spent, lost, cap: options.cap });
  store.write("report.json", `${JSON.stringify(report, (_, value: unknown) => plain(value), 2)}\n`);
  store.write("report.md", markdownOf(report));
  say(`\n${markdownOf(report)}`);
  say(endLine(end, sumText(spent, { t: english, locale: "en" }), store.folder));
  return end.type === "done" ? 0 : 1;
}

/** A run may have been made with more tasks than it is now asked for. */
function ofTasks(results: readonly Result[], tasks: readonly Task[]): readonly Result[] {
  const ids = new Set(tasks.map(({ id }) => id));
  return results.filter(({ task }) => ids.has(task));
}

function endpointOf(options: Options, scripted: string | undefined): Connected {
  if (scripted !== undefined) {
    return { address: scripted, key: undefined, models: SCRIPTED_MODELS, prices: { own: SCRIPTED_PRICES } };
  }
  const { address = "", models, prices: own } = options;
  return { address, key: process.env[options.keyEnv], models, prices: { own, engine: createPriceEngine() } };
}

/** The engines behind the chosen checks. TypeScript is the one that VS Code brings; without it types go unchecked. */
function enginesOf({ checks }: Options): { readonly engines: Engines; readonly dispose: () => void } {
  const library = bundledTypeScript();
  const hasTypes = checks.includes("types") && existsSync(library);
  const worker = new WorkerTypes({ file: new URL("../../src/engines/types/worker.ts", import.meta.url), log: LOG });
  const wasm = path.join(root, "node_modules/@vscode/tree-sitter-wasm/wasm");
  return {
    engines: {
      tests: checks.includes("tests"),
      ...(checks.includes("syntax") ? { syntax: new SyntaxChecker(wasm) } : {}),
      ...(hasTypes ? { types: { worker, library } } : {}),
    },
    dispose: () => worker.dispose(),
  };
}

async function rejudge(folder: string, say: (line: string) => void, signal: AbortSignal): Promise<number> {
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
  const { judged, changed, left } = await replay(new Store(folder).transcripts, readTasks(), signal);
  for (const { task, pick, was, is, why } of changed) say(`${task} ${pick}: was ${was}, is ${is} ${why}`);
  say(`${judged} answers judged anew, ${changed.length} changed, ${left.length} left out`);
  return changed.some(({ was }) => was === "passed") ? 1 : 0;
}

function lineOf({ task, pick, verdict, why, attempts }: Result): string {
  const models = attempts.map(({ model, outcome }) => `${model} ${outcome}`).join(", ");
  return `${verdict.padEnd(7)} ${task} ${pick} (${models})${why === "" ? "" : `: ${why}`}`;
}

function endLine(end: RunEnd, spent: string, folder: string): string {
  const goOn = `Go on with: npm run eval -- --resume ${folder} and the same options.`;
  switch (end.type) {
    case "done":
      return `Done. Cost: ${spent}.`;
    case "refused":
      return `Stopped: the next attempt could pass the cap. Cost: ${spent}. Raise --max-usd. ${goOn}`;
    case "price-needed":
      return `Stopped: the price of a model is not known, so no cap can hold. Give it: --price NAME=IN/OUT. ${goOn}`;
    case "interrupted":
      return `Interrupted. Cost: ${spent}. ${goOn}`;
    case "endpoint":
      return `Stopped: the endpoint failed (${end.failure.code}). Cost: ${spent}. ${goOn}`;
  }
}

/** JSON knows no bigint. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** One press of Ctrl+C arrives several times: from the terminal, and from each parent that passes it on. */
const ONE_PRESS_MS = 1_000;

/** Aborts at the first Ctrl+C, so that the report is written; a later one ends the process at once. */
function onInterrupt(stop: AbortController): void {
  let first: number | undefined;
  process.on("SIGINT", () => {
    first ??= performance.now();
    stop.abort();
    if (performance.now() - first > ONE_PRESS_MS) process.exit(130);
  });
}

if (import.meta.main) {
  const stop = new AbortController();
  onInterrupt(stop);
  try {
    process.exitCode = await main(process.argv.slice(2), (line) => console.log(line), stop.signal);
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = 2;
  }
}
