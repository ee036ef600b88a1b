import { assertInvariants, type Played } from "./road.ts";
import type { AssistDeps, Seat } from "../../src/core/assist/deps.ts";
import type { AssistEvent } from "../../src/core/assist/events.ts";
import type { AssistRequest } from "../../src/core/assist/request.ts";
import type { StepInfo } from "../../src/core/assist/step.ts";
import { CORE_VERIFIERS } from "../../src/core/cascade/verify.ts";
import { createPathGate } from "../../src/core/context/privacy.ts";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { TIERS, type Tier } from "../../src/core/models/tier.ts";
import { say } from "../../src/util/phrase.ts";
import { FakeClock } from "./fakeClock.ts";
import { FakeModel, type Script } from "./fakeModel.ts";
import { FakeLog, modelInfo, price, request as makeRequest } from "./make.ts";
import { MemoryLedger } from "./memoryLedger.ts";

type Flow = (request: AssistRequest, deps: AssistDeps, signal: AbortSignal) => AsyncIterable<AssistEvent>;

export interface FlowScene {
  readonly flow: Flow;
  readonly models: Readonly<Partial<Record<Tier, readonly Script[]>>>;
  readonly request?: Partial<AssistRequest>;
  readonly deps?: Partial<AssistDeps>;
  readonly stop?: AbortController;
}

export interface PlayedFlow {
  readonly events: readonly AssistEvent[];
  /** The last state of each step, `kind state: title`. */
  readonly steps: readonly string[];
  readonly ledger: MemoryLedger;
  readonly models: Readonly<Partial<Record<Tier, FakeModel>>>;
}

const PRICES = { mini: price(1, 4), full: price(10, 40), deep: price(20, 80), local: { kind: "free" } } as const;

/** Plays a flow of several requests from end to end, and holds it to what every answer keeps. */
export async function playFlow({
  flow,
  models,
  request,
  deps,
  stop = new AbortController(),
}: FlowScene): Promise<PlayedFlow> {
  const clock = new FakeClock();
  const ledger = new MemoryLedger();
  const seats = TIERS.flatMap((tier): (Seat & { readonly model: FakeModel })[] => {
    const scripts = models[tier];
    if (!scripts) return [];
    const info = modelInfo({ model: `${tier}-model`, price: PRICES[tier], local: tier === "local" });
    return [{ tier, info, model: new FakeModel(info, ...scripts) }];
  });
  let ids = 0;
  const all: AssistDeps = {
    context: { collect: () => Promise.resolve({ items: [], gate: createPathGate([]) }) },
    ...{ seats: () => seats, verifiers: CORE_VERIFIERS, ledger, clock, newId: () => `attempt-${++ids}` },
    ...{ session: "session-1", workspace: () => "project", maxTokens: () => 16_000, log: new FakeLog() },
    ...deps,
  };
  const events: AssistEvent[] = [];
  for await (const event of flow(makeRequest(request), all, stop.signal)) {
    events.push(event);
    clock.advance(10);
  }
  const fakes = Object.fromEntries(seats.map(({ tier, model }) => [tier, model]));
  const played: Pick<Played, "events" | "entries" | "models" | "left"> = {
    events,
    entries: ledger.entries,
    models: fakes,
    left: false,
  };
  assertOneAnswer(played);
  return { events, steps: stepsOf(events), ledger, models: fakes };
}

/** The baseline counts once per request of a flow; all else is as in one request. */
function assertOneAnswer(played: Pick<Played, "events" | "entries" | "models" | "left">): void {
  const events = played.events.map((event) =>
    event.type === "attempt-end" ? { ...event, entry: withoutBaseline(event.entry) } : event,
  );
  const entries = played.entries.map(withoutBaseline);
  assertInvariants({ ...played, entries, events, transcript: [], log: new FakeLog() });
}

function withoutBaseline(entry: LedgerEntry): LedgerEntry {
  const { alwaysFull: _baseline, ...rest } = entry;
  return rest;
}

function stepsOf(events: readonly AssistEvent[]): readonly string[] {
  const steps = new Map<string, StepInfo>();
  for (const event of events) if (event.type === "step") steps.set(event.step.id, event.step);
  return [...steps.values()].map(({ kind, state, title }) => `${kind} ${state}: ${say(title)}`);
}
