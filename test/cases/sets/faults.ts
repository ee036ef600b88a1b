import * as z from "zod";
import { assist } from "../../../src/core/assist/assist.ts";
import type { AssistDeps, Seat } from "../../../src/core/assist/deps.ts";
import type { Failure } from "../../../src/core/assist/errors.ts";
import type { AssistEvent } from "../../../src/core/assist/events.ts";
import { faultOf, type Remedy, remedyOf } from "../../../src/core/assist/faults.ts";
import { FAULTS } from "../../../src/core/assist/faultTable.ts";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import { createOpenAiModel } from "../../../src/providers/openaiCompatible.ts";
import { KEY, target } from "../../helpers/adapter.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { FakeLog, item, modelInfo, price, request } from "../../helpers/make.ts";
import { MemoryLedger } from "../../helpers/memoryLedger.ts";
import { type Endpoint, startEndpoint } from "../../workbench/endpoint.ts";
import type { FaultResponse } from "../../workbench/endpointFaults.ts";
import { type CaseSet, type Judge, judgeEach, type Judged } from "../cases.ts";

const FaultCase = z.object({
  name: z.string(),
  group: z.string(),
  response: z.custom<FaultResponse>((value) => typeof value === "object" && value !== null),
  expect: z.object({
    /** Absent in rows that say what follows as played; the others say what follows while nothing was shown. */
    retry: z.optional(z.string()),
    class_enum: z.string(),
    retry_enum: z.string(),
    failover_enum: z.string(),
  }),
});

type FaultCase = z.infer<typeof FaultCase>;

/** Long enough for a busy machine, short enough for the cases that wait for them. */
const LIMITS = { firstTokenMs: 2_000, idleMs: 1_500, totalMs: 12_000 };

/** What one case came to on the whole road: a mini model at the faulty server, a full one at a sound server elsewhere. */
interface Played {
  readonly failure?: Failure;
  /** Text that was on the screen when the fault came. */
  readonly shown: string;
  /** Text of the closing event. */
  readonly kept: string;
  /** Attempts of the faulty model, and whether the other one was asked. */
  readonly tries: number;
  readonly moved: boolean;
  readonly booked: number;
  readonly closings: number;
  /** Everything that a person or the log is told. */
  readonly told: string;
}

const judgeMatrix: Judge = async (cases, folder) => {
  const faulty = await startEndpoint({ pace: 0 });
  const sound = await startEndpoint({ pace: 0 });
  try {
    const judge = judgeEach(FaultCase, async (row) => verdictOf(row, await play(row, faulty, sound)));
    return await judge(
      cases.map((row) => ({ id: FaultCase.parse(row).name, ...FaultCase.parse(row) })),
      folder,
    );
  } finally {
    await Promise.all([faulty.close(), sound.close()]);
  }
};

async function play({ group, response }: FaultCase, faulty: Endpoint, sound: Endpoint): Promise<Played> {
  // A redirect is followed, and then the server does what it should.
  const isRedirect = (response.status ?? 200) >= 300 && (response.status ?? 200) < 400;
  faulty.misbehave({ response, ...(isRedirect ? { times: 1 } : {}) });
  const ledger = new MemoryLedger();
  const log = new FakeLog();
  const events: AssistEvent[] = [];
  const deps = depsOf([seat("mini", faulty, group === "responses"), seat("full", sound, false)], ledger, log);
  const asked = request({ id: "case", task: "explain", tier: "auto" });
  for await (const event of assist(asked, deps, new AbortController().signal)) events.push(event);
  await faulty.behave();
  return playedOf(events, ledger.entries.length, log);
}

function seat(tier: "mini" | "full", { baseUrl }: Endpoint, reasons: boolean): Seat {
  const connection = tier === "mini" ? "first" : "second";
  const info = modelInfo({
    connection,
    model: `demo-${tier}`,
    host: new URL(baseUrl).host,
    contextWindow: tier === "mini" ? 8_192 : 2_000_000,
    // So that the faulty one is asked first, by the price.
    price: tier === "mini" ? price(0.1, 0.4) : price(10, 40),
    ...(reasons ? { leastEffort: "low" } : {}),
  });
  const endpoint = { ...target(baseUrl, { preset: reasons ? "openai" : "custom", key: KEY }), connection };
  return { tier, info, model: createOpenAiModel(info, endpoint, LIMITS) };
}

function depsOf(seats: readonly Seat[], ledger: MemoryLedger, log: FakeLog): AssistDeps {
  let ids = 0;
  const text = "export const answer = 42;\n".repeat(400);
  return {
    context: { collect: () => Promise.resolve({ items: [item({ text })], gate: createPathGate([]) }) },
    seats: () => seats,
    verifiers: [],
    ledger,
    clock: new FakeClock(),
    sleep: () => Promise.resolve(),
    newId: () => `attempt-${++ids}`,
    session: "session",
    workspace: () => undefined,
    maxTokens: () => 16_000,
    log,
  };
}

function playedOf(events: readonly AssistEvent[], booked: number, log: FakeLog): Played {
  const starts = events.flatMap((event) => (event.type === "attempt-start" ? [event] : []));
  const end = events.find((event) => event.type === "attempt-end");
  const closings = events.filter((event) => event.type === "assist-end" || event.type === "assist-error");
  const [closing] = closings;
  const note = closing?.type === "assist-end" ? closing.note : undefined;
  const failure = end?.failure ?? note;
  const deltas = events.flatMap((event) => (event.type === "text-delta" && event.attempt === 0 ? [event.text] : []));
  return {
    ...(failure ? { failure } : {}),
    shown: deltas.join(""),
    kept: closing?.text ?? "",
    tries: starts.filter(({ candidate }) => candidate.tier === "mini").length,
    moved: starts.some(({ candidate }) => candidate.tier === "full"),
    booked,
    closings: closings.length,
    told: JSON.stringify([log.lines, events.filter(({ type }) => type !== "route-decided")]),
  };
}

function verdictOf({ expect }: FaultCase, played: Played): Omit<Judged, "id"> {
  const { failure, shown, tries, moved } = played;
  const kind = failure && faultOf(failure);
  const asPlayed = expect.retry === undefined;
  const remedy = failure
    ? remedyOf(failure, { shown: asPlayed && shown !== "" })
    : { retry: "none" as const, failover: "none" as const };
  const gave = {
    class: failure ? (kind ? FAULTS[kind].class : failure.code) : "ok",
    retry: remedy.retry,
    failover: remedy.failover,
    code: failure?.code ?? null,
    text: played.kept,
    tries,
    moved,
  };
  const wanted = [expect.class_enum, expect.retry_enum, expect.failover_enum];
  const isSame = [gave.class, gave.retry, gave.failover].every((value, index) => value === wanted[index]);
  const broken = isSame ? brokenPromise(played, remedy) : undefined;
  if (isSame && broken === undefined) return { verdict: "passed", gave };
  const why = broken ?? `${gave.class} ${gave.retry} ${gave.failover} instead of ${wanted.join(" ")}`;
  return { verdict: "failed", why, gave };
}

/** What must hold for every fault, whatever its class; undefined when it does. */
function brokenPromise(played: Played, remedy: Remedy): string | undefined {
  const { failure, shown, kept, tries, moved } = played;
  if (played.closings !== 1) return `${played.closings} closing messages`;
  if (played.booked !== tries + (moved ? 1 : 0)) return `${played.booked} entries for ${tries} tries`;
  if (played.told.includes(KEY) || /sk-[a-z]/.test(played.told)) return "a part of a key was told";
  if (shown.trim() !== "") {
    if (tries !== 1 || moved) return "something was tried after text was shown";
    return kept === shown ? undefined : "the text that was shown is not kept";
  }
  if (failure && moved !== (remedy.failover !== "none"))
    return moved ? "another model was asked" : "nobody else was asked";
  const most = MOST_TRIES[remedy.retry];
  const isChanged = remedy.retry === "changed-request" && tries <= most;
  return tries === most || isChanged ? undefined : `${tries} tries instead of ${most}`;
}

/** A refused parameter is left out by the adapter, within the same attempt. */
const MOST_TRIES: Readonly<Record<Remedy["retry"], number>> = {
  none: 1,
  immediate: 2,
  "at-time": 2,
  backoff: 3,
  "changed-request": 2,
};

export const faults: CaseSet = { folder: "models", files: { "error-matrix.json": judgeMatrix } };
