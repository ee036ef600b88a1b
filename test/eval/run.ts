import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleepFor } from "node:timers/promises";
import { NamedFiles } from "../../src/cli/files.ts";
import { assist } from "../../src/core/assist/assist.ts";
import type { AssistDeps, Seat } from "../../src/core/assist/deps.ts";
import type { Failure } from "../../src/core/assist/errors.ts";
import type { AssistEvent } from "../../src/core/assist/events.ts";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import type { TierChoice } from "../../src/core/models/tier.ts";
import type { Clock, Log, Prices } from "../../src/core/ports.ts";
import type { RoutePolicy } from "../../src/core/router/policy.ts";
import { requestOf } from "./ask.ts";
import { type Engines, headlessChecks } from "./checks.ts";
import { judge, writeFiles } from "./judge.ts";
import type { Purse } from "./purse.ts";
import { type AttemptFigures, keyOf, type Result, type Store, type Transcript } from "./store.ts";
import type { Task } from "./task.ts";

export interface Evaluation {
  readonly tasks: readonly Task[];
  readonly picks: readonly TierChoice[];
  readonly seats: readonly Seat[];
  readonly prices?: Prices;
  readonly policy: RoutePolicy;
  readonly engines: Engines;
  readonly store: Store;
  readonly purse: Purse;
  readonly clock: Clock;
  readonly log: Log;
  /** Hears of each result. */
  readonly said: (result: Result) => void;
}

/** How a run ended; all but `done` can be gone on with. `refused` = the next attempt might pass the cap. */
export type RunEnd =
  | { readonly type: "done" }
  | { readonly type: "refused" }
  | { readonly type: "price-needed" }
  | { readonly type: "interrupted" }
  | { readonly type: "endpoint"; readonly failure: Failure };

/** An endpoint that fails this often in a row will fail the next time too. */
const MOST_ERRORS = 3;

/** Asks every task with every pick that has no result yet, one after the other. Never rejects for what a model does. */
export async function evaluate(evaluation: Evaluation, signal: AbortSignal): Promise<RunEnd> {
  const { tasks, picks, store, purse } = evaluation;
  const done = new Set(store.results.filter(({ verdict }) => verdict !== "error").map(keyOf));
  let errors = 0;
  for (const task of tasks) {
    for (const pick of picks) {
      if (done.has(keyOf({ task: task.id, pick }))) continue;
      if (signal.aborted) return { type: "interrupted" };
      const outcome = await runTask(task, pick, evaluation, signal);
      if (outcome === undefined) return { type: "interrupted" };
      // A shift-up that the cap forbade would count against the model: such a task is not measured.
      const refusal = purse.takeRefusal();
      if (refusal) return { type: refusal };
      store.add(outcome.result, outcome.transcript);
      evaluation.said(outcome.result);
      errors = outcome.failure ? errors + 1 : 0;
      if (outcome.failure && errors >= MOST_ERRORS) return { type: "endpoint", failure: outcome.failure };
    }
  }
  return { type: "done" };
}

interface Outcome {
  readonly result: Result;
  readonly transcript: Transcript;
  readonly failure?: Failure;
}

/** Undefined when the run was interrupted: what an answer would have been is not known then. */
async function runTask(
  task: Task,
  pick: TierChoice,
  evaluation: Evaluation,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "upshift-eval-"));
  try {
    await writeFiles(folder, task.files);
    const account = new Account();
    const request = requestOf(task, randomUUID(), pick);
    for await (const event of assist(request, depsOf(folder, evaluation), signal)) account.add(event);
    if (signal.aborted) return undefined;
    const { failure, restored } = account;
    const judged = failure
      ? ({ verdict: failure.code === "empty" ? "failed" : "error", why: failure.code } as const)
      : await judge(task, restored, signal);
    const { verdict, why } = judged;
    return {
      result: { task: task.id, kind: task.kind, pick, verdict, why, attempts: [...account.figures] },
      transcript: { task: task.id, pick, text: account.text, verdict, attempts: [...account.attempts] },
      ...(failure && verdict === "error" ? { failure } : {}),
    };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What the events of one request come to. */
class Account {
  readonly attempts: Transcript["attempts"] = [];
  readonly figures: AttemptFigures[] = [];
  failure: Failure | undefined;
  text = "";
  restored = "";

  add(event: AssistEvent): void {
    const last = this.attempts.at(-1);
    if (event.type === "attempt-start") {
      const { messages, summary } = event.payload;
      const sent = messages.map(({ role, text }) => ({ role, text }));
      this.attempts.push({ model: event.candidate.info.model, prompt: summary.prompt, messages: sent, text: "" });
    } else if (event.type === "text-delta" && last) last.text += event.text;
    else if (event.type === "attempt-end") this.figures.push(figuresOf(event.entry, last?.prompt ?? ""));
    else if (event.type === "assist-error") this.failure = event.failure;
    else if (event.type === "assist-end") {
      this.text = event.text;
      this.restored = event.restored;
    }
  }
}

function figuresOf({ tier, model, served = model, ...entry }: LedgerEntry, prompt: string): AttemptFigures {
  const { outcome, checked = [], usage, cost, firstTokenMs, totalMs } = entry;
  const timed = firstTokenMs === undefined ? {} : { firstTokenMs };
  return { tier, model: served, prompt, outcome, checked, outputTokens: usage.output, cost, ...timed, totalMs };
}

const MOST_TOKENS = 16_000;

function depsOf(root: string, { seats, prices, policy, engines, purse, clock, log }: Evaluation): AssistDeps {
  return {
    context: new NamedFiles(root),
    seats: () => seats,
    verifiers: headlessChecks(root, engines).verifiers,
    ledger: purse.sink,
    budgets: purse,
    ...(prices ? { prices } : {}),
    clock,
    newId: randomUUID,
    session: "eval",
    workspace: () => undefined,
    maxTokens: () => MOST_TOKENS,
    policy: () => policy,
    log,
    sleep: async (ms, signal) => {
      await sleepFor(ms, undefined, { signal }).catch(() => undefined);
    },
  };
}
