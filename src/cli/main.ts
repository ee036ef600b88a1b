import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import type { Anchor, AssistRequest } from "../core/assist/request.ts";
import { TIER_CHOICES } from "../core/models/tier.ts";
import { NO_RULES, type OwnRules, parseRules } from "../core/router/ownRules.ts";
import { policyFor } from "../core/router/policy.ts";
import { VALUE_PRESETS } from "../core/router/value.ts";
import { TASK_KINDS } from "../core/task/kinds.ts";
import { explainRoute, replayLedger, type Run, runAssist } from "./run.ts";
import { seatsFrom, UsageError } from "./seats.ts";

const HELP = `Usage:
  assist [options] TEXT     ask; the answer goes to standard output, the account to standard error
  route [options] TEXT      say who would answer and why; asks nobody
  replay [options] FILE…    what booked requests would have done; FILE = a ledger file

  --task KIND               ${TASK_KINDS.join(", ")}
  --tier TIER               ${TIER_CHOICES.join(", ")}
  --file PATH[:FROM-TO]     goes along; with lines it is what an edit replaces; may be repeated
  --value USD               what a solved request is worth (${VALUE_PRESETS.balanced})
  --rules FILE              JSON with upshift.routing.rules
  --json                    one JSON object per line

Models and key come from UPSHIFT_BASE_URL, UPSHIFT_API_KEY, UPSHIFT_MINI, UPSHIFT_FULL, UPSHIFT_DEEP and
UPSHIFT_LOCAL; without an address a scripted demo answers, no AI.
`;

interface Given {
  readonly command: string;
  readonly rest: readonly string[];
  readonly values: {
    readonly task?: string;
    readonly tier?: string;
    readonly file?: readonly string[];
    readonly value?: string;
    readonly rules?: string;
    readonly json?: boolean;
  };
}

function readArguments(args: readonly string[]): Given {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ task: text, tier: text, value: text, rules: text, json: { type: "boolean" } },
      file: { type: "string", multiple: true },
    },
  });
  const [command = "", ...rest] = positionals;
  return { command, rest, values };
}

function requestOf({ rest, values }: Given): AssistRequest {
  const task = values.task === undefined ? undefined : oneOf(TASK_KINDS, values.task, "--task");
  return {
    id: randomUUID(),
    instruction: rest.join(" "),
    origin: "command",
    tier: oneOf(TIER_CHOICES, values.tier ?? "auto", "--tier"),
    anchors: (values.file ?? []).map(anchorOf),
    without: [],
    history: [],
    ...(task ? { task } : {}),
  };
}

function oneOf<T extends string>(all: readonly T[], value: string, option: string): T {
  const known = all.find((one) => one === value);
  if (known === undefined) throw new UsageError(`${option} is one of ${all.join(", ")}.`);
  return known;
}

function anchorOf(text: string): Anchor {
  const [, uri = text, start, end] = /^(.*):(\d+)-(\d+)$/.exec(text) ?? [];
  return start === undefined ? { uri } : { uri, lines: { start: Number(start), end: Number(end) } };
}

function rulesOf(file: string | undefined): OwnRules {
  if (file === undefined) return NO_RULES;
  const raw: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(raw)) throw new UsageError(`${file} holds no list of rules.`);
  const { rules, bad } = parseRules(raw, "user");
  const [first] = bad;
  if (first) throw new UsageError(`${file}, rule ${first.number}, is not valid: ${first.reason}.`);
  return { ...NO_RULES, rules };
}

function valueOf(text: string | undefined): number {
  const value = Number(text ?? VALUE_PRESETS.balanced);
  if (!(value >= 0)) throw new UsageError("--value is an amount in US dollars.");
  return value;
}

/** Runs one command; returns the exit code: 0 done, 1 no answer, 2 not understood. */
export async function main(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  try {
    const given = readArguments(args);
    const { command, rest, values } = given;
    const run: Run = {
      request: requestOf(given),
      seats: seatsFrom(env),
      policy: policyFor(valueOf(values.value), [], rulesOf(values.rules)),
      root: process.cwd(),
      json: values.json ?? false,
      out: (text) => void process.stdout.write(text),
      note: (text) => void process.stderr.write(text),
    };
    if (command === "assist") return await runAssist(run, stop.signal);
    if (command === "route") return await explainRoute(run);
    if (command === "replay") return replayLedger(rest, run);
    throw new UsageError(HELP);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
