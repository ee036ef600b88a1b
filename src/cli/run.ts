import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AssistDeps, Seat } from "../core/assist/deps.ts";
import type { AssistRequest } from "../core/assist/request.ts";
import { CORE_VERIFIERS } from "../core/cascade/verify.ts";
import { layered, previewLayered } from "../core/deep/layeredFlow.ts";
import { type LedgerEntry, ledgerEntrySchema } from "../core/ledger/entry.ts";
import { newestFirst, requestsOf } from "../core/ledger/request.ts";
import { sumCosts } from "../core/models/money.ts";
import type { Log } from "../core/ports.ts";
import { dryRun } from "../core/router/dryRun.ts";
import { decisionLine, otherwiseSentences, ruleSentences } from "../core/router/explain.ts";
import type { RoutePolicy } from "../core/router/policy.ts";
import { recordOf } from "../core/router/record.ts";
import { sumText } from "../util/costText.ts";
import { english, say } from "../util/phrase.ts";
import { NamedFiles } from "./files.ts";
import { UsageError } from "./seats.ts";

export interface Run {
  readonly request: AssistRequest;
  readonly seats: readonly Seat[];
  readonly policy: RoutePolicy;
  /** Folder below which files are read. */
  readonly root: string;
  /** One JSON object per event instead of words. */
  readonly json: boolean;
  readonly out: (text: string) => void;
  readonly note: (text: string) => void;
}

const WORDS = { t: english, locale: "en" };
const SILENT = (): void => undefined;
const LOG: Log = { trace: SILENT, debug: SILENT, info: SILENT, warn: SILENT, error: SILENT };

/** Runs a request to its end; returns the exit code. */
export async function runAssist(run: Run, signal: AbortSignal): Promise<number> {
  const entries: LedgerEntry[] = [];
  let code = 1;
  for await (const event of layered(run.request, depsOf(run, entries), signal)) {
    if (run.json) run.out(`${JSON.stringify(event)}\n`);
    else if (event.type === "text-delta") run.out(event.text);
    else if (event.type === "step" && event.step.state !== "running") run.note(`[${say(event.step.title)}]\n`);
    else if (event.type === "text-discarded") run.note(`\n[${say(event.because)}; this text is discarded]\n`);
    else if (event.type === "assist-error") run.note(`${event.failure.code}: ${JSON.stringify(event.failure.facts)}\n`);
    if (event.type === "assist-end" && event.outcome === "answered") code = 0;
  }
  const models = entries.map(({ tier, model, outcome }) => `${tier} ${model} ${outcome}`).join(", ");
  run.note(`\n${models}; ${sumText(sumCosts(entries.map(({ cost }) => cost)), WORDS)}\n`);
  return code;
}

/** Explains who would answer, without asking anybody. */
export async function explainRoute(run: Run): Promise<number> {
  const { layered: found } = await previewLayered(run.request, depsOf(run, []), new AbortController().signal);
  if (found.type === "blocked") {
    run.note(`${found.failure.code}: ${JSON.stringify(found.failure.facts)}\n`);
    return 1;
  }
  const { decision } = found;
  if (run.json) run.out(`${JSON.stringify(recordOf(decision, false))}\n`);
  else {
    const sentences = [...ruleSentences(decision), ...otherwiseSentences(decision)];
    for (const sentence of sentences) run.out(`${say(sentence, english)}\n`);
    run.out(`${decisionLine(decision)}\n`);
  }
  return decision.plan.order.length > 0 ? 0 : 1;
}

/** What booked requests would have done under the policy, with these models. */
export function replayLedger(files: readonly string[], run: Pick<Run, "seats" | "policy" | "json" | "out">): number {
  if (files.length === 0) throw new UsageError("Name the ledger files to replay.");
  const entries = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line) => entryOf(line) ?? []),
  );
  const result = dryRun(newestFirst(requestsOf(entries)), run.seats, run.policy);
  if (run.json) {
    for (const request of result.requests) run.out(`${JSON.stringify(request)}\n`);
    return 0;
  }
  const { requests, changed, left, cost } = result;
  run.out(`Requests replayed: ${requests.length}; gone elsewhere: ${changed}; not replayable: ${left}\n`);
  run.out(`${sumText(cost.now, WORDS)} instead of ${sumText(cost.was, WORDS)}\n`);
  return 0;
}

function entryOf(line: string): LedgerEntry | undefined {
  if (line.trim() === "") return undefined;
  try {
    const parsed = ledgerEntrySchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function depsOf({ seats, policy, root }: Run, entries: LedgerEntry[]): AssistDeps {
  return {
    context: new NamedFiles(root),
    seats: () => seats,
    verifiers: CORE_VERIFIERS,
    ledger: {
      append: (entry) => {
        entries.push(entry);
        return Promise.resolve();
      },
    },
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    newId: randomUUID,
    session: "cli",
    workspace: () => undefined,
    maxTokens: () => 16_000,
    policy: () => policy,
    log: LOG,
  };
}
