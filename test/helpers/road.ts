import assert from "node:assert/strict";
import { assist } from "../../src/core/assist/assist.ts";
import type { AssistDeps, Seat } from "../../src/core/assist/deps.ts";
import type { AssistEvent } from "../../src/core/assist/events.ts";
import type { AssistRequest } from "../../src/core/assist/request.ts";
import { CORE_VERIFIERS } from "../../src/core/cascade/verify.ts";
import { createPathGate } from "../../src/core/context/privacy.ts";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import type { ModelInfo } from "../../src/core/models/model.ts";
import { TIERS, type Tier } from "../../src/core/models/tier.ts";
import { say } from "../../src/util/phrase.ts";
import { FakeClock } from "./fakeClock.ts";
import { FakeModel, type Script } from "./fakeModel.ts";
import { FakeLog, modelInfo, price, request as makeRequest } from "./make.ts";
import { MemoryLedger } from "./memoryLedger.ts";

/** A model in a tier: what it answers, call by call, and what it is. */
export interface Actor {
  readonly scripts: readonly Script[];
  readonly info?: Partial<ModelInfo>;
}

export interface Scene {
  readonly models: Readonly<Partial<Record<Tier, Actor>>>;
  readonly request?: Partial<AssistRequest>;
  readonly deps?: Partial<AssistDeps>;
  /** The user stops when this event was seen. */
  readonly stopAt?: (event: AssistEvent, index: number) => boolean;
  /** The listener walks away when this event was seen. */
  readonly leaveAt?: (event: AssistEvent, index: number) => boolean;
  readonly ledger?: MemoryLedger;
  /** Stops the request from outside. */
  readonly stop?: AbortController;
}

export interface Played {
  readonly events: readonly AssistEvent[];
  /** One line per thing that happened. */
  readonly transcript: readonly string[];
  readonly entries: readonly LedgerEntry[];
  readonly models: Readonly<Partial<Record<Tier, FakeModel>>>;
  readonly left: boolean;
  readonly log: FakeLog;
}

const PRICES = { mini: price(1, 4), full: price(10, 40), deep: price(20, 80), local: { kind: "free" } } as const;

/** Plays one request from end to end; the only code of the tests that calls `assist()`. */
export async function play(scene: Scene): Promise<Played> {
  const clock = new FakeClock();
  const ledger = scene.ledger ?? new MemoryLedger();
  const log = new FakeLog();
  const seats = TIERS.flatMap((tier) => seatOf(tier, scene.models[tier]));
  const stop = scene.stop ?? new AbortController();
  let ids = 0;
  const deps: AssistDeps = {
    context: { collect: () => Promise.resolve({ items: [], gate: createPathGate([]) }) },
    seats: () => seats,
    verifiers: CORE_VERIFIERS,
    ledger,
    clock,
    newId: () => `attempt-${++ids}`,
    session: "session-1",
    workspace: () => "project",
    maxTokens: () => 16_000,
    log,
    ...scene.deps,
  };
  const events: AssistEvent[] = [];
  let left = false;
  for await (const event of assist(makeRequest(scene.request), deps, stop.signal)) {
    events.push(event);
    clock.advance(10);
    if (scene.stopAt?.(event, events.length - 1)) stop.abort();
    left = scene.leaveAt?.(event, events.length - 1) === true;
    if (left) break;
  }
  const models = Object.fromEntries(seats.map(({ tier, model }) => [tier, model]));
  return { events, transcript: transcriptOf(events), entries: ledger.entries, models, left, log };
}

function seatOf(tier: Tier, actor: Actor | undefined): (Seat & { readonly model: FakeModel })[] {
  if (!actor) return [];
  const info = modelInfo({ model: `${tier}-model`, price: PRICES[tier], local: tier === "local", ...actor.info });
  return [{ tier, info, model: new FakeModel(info, ...actor.scripts) }];
}

/** "routed mini / text / rejected / shifted-up full / text / accepted / answered" */
function transcriptOf(events: readonly AssistEvent[]): string[] {
  const lines = events.flatMap((event) => lineOf(event) ?? []);
  return lines.filter((line, index) => line !== "text" || lines[index - 1] !== "text");
}

function lineOf(event: AssistEvent): string | undefined {
  switch (event.type) {
    case "attempt-start":
      return `${event.why} ${event.candidate.tier}`;
    case "text-delta":
      return "text";
    case "text-discarded":
      return `discarded, ${say(event.because)}`;
    case "attempt-end":
      return event.failure ? `${event.entry.outcome} ${event.failure.code}` : event.entry.outcome;
    case "assist-end":
      return event.note ? `${event.outcome}, ${event.note.code}` : event.outcome;
    case "assist-error":
      return `error ${event.failure.code}`;
    default:
      return undefined;
  }
}

/** What holds for every request, whatever its models do (invariants 3, 4, 5 and 11 of the architecture). */
export function assertInvariants({ events, entries, models, left }: Played): void {
  const starts = events.filter(({ type }) => type === "attempt-start");
  const ends = events.filter((event) => event.type === "attempt-end");
  const last = events.filter(({ type }) => type === "assist-end" || type === "assist-error");
  if (!left) assert.equal(last.length, 1, "one closing event");
  if (last.length > 0) assert.equal(events.at(-1), last[0], "nothing after the closing event");
  assert.equal(entries.length, starts.length, "one entry per started attempt");
  assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
  if (!left)
    assert.deepEqual(
      ends.map(({ entry }) => entry),
      entries,
    );
  for (const model of Object.values(models)) assert.equal(model.open, 0, "every stream is closed");
  for (const [index, entry] of entries.entries()) {
    const tokens = entry.usage.input + entry.usage.cacheRead + entry.usage.cacheWrite + entry.usage.output;
    const info = models[entry.tier]?.info;
    if (info?.price.kind === "unknown" && tokens > 0) assert.equal(entry.cost.kind, "unknown");
    if (index < entries.length - 1) assert.equal(entry.alwaysFull, undefined, "the baseline counts once");
  }
  assertNothingReplacedSilently(events);
}

function assertNothingReplacedSilently(events: readonly AssistEvent[]): void {
  let shown = "";
  for (const event of events) {
    if (event.type === "text-delta") shown += event.text;
    if (event.type === "text-discarded") shown = "";
    if (event.type === "attempt-start") assert.equal(shown.trim(), "", "shown text was replaced without a word");
    if (event.type === "assist-end" || event.type === "assist-error") assert.equal(event.text.trim(), shown.trim());
  }
}
