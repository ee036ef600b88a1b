import { english, phrase, say } from "../../util/phrase.ts";
import { extend, pack, type ContextPack } from "../context/pack.ts";
import type { Verdict } from "../cascade/verdict.ts";
import { verify } from "../cascade/verify.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import type { Candidate } from "../models/model.ts";
import { TIER_NAMES } from "../models/tier.ts";
import type { ChatModel, Clock, ContextSource, Draft, LedgerSink, Log, Verifier } from "../ports.ts";
import { PROMPTS } from "../prompts/prompts.ts";
import type { RouteDecision } from "../router/decision.ts";
import { decisionLine } from "../router/explain.ts";
import { route } from "../router/route.ts";
import { signalsOf } from "../task/signals.ts";
import { attempt } from "./attempt.ts";
import { Booking, type RequestFacts } from "./booking.ts";
import { AssistError, type Failure, toFailure } from "./errors.ts";
import type { AssistEvent } from "./events.ts";
import { nextStep, type Step } from "./nextStep.ts";
import type { AssistRequest } from "./request.ts";

/** A model in the role the user gave it. */
export interface Seat extends Candidate {
  readonly model: ChatModel;
}

/** Everything `assist()` needs of the world. */
export interface AssistDeps {
  readonly context: ContextSource;
  /** The tiers that have a model now. */
  readonly seats: () => readonly Seat[];
  readonly verifiers: readonly Verifier[];
  readonly ledger: LedgerSink;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly session: string;
  readonly workspace: () => string | undefined;
  /** Tokens that context, history and instruction may take together. */
  readonly maxTokens: () => number;
  readonly log: Log;
}

/**
 * The one road: collect, pack, route, then attempts until one is good enough. Never throws; its last event is
 * `assist-end` or `assist-error`, once. Every started attempt is booked, also when the listener walks away, which counts
 * as a cancellation.
 */
export async function* assist(
  request: AssistRequest,
  deps: AssistDeps,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  try {
    const start = await prepare(request, deps, stop);
    deps.log.info(decisionLine(start.decision));
    yield { type: "route-decided", decision: start.decision, pack: start.pack.summary };
    yield* runAttempts(request, start, deps, stop);
  } catch (error) {
    const failure = toFailure(error);
    if (stop.aborted) yield { type: "assist-end", outcome: "cancelled", text: "", restored: "" };
    else yield fail(failure, "", deps.log);
  } finally {
    left.abort();
  }
}

export interface Start {
  readonly decision: RouteDecision;
  readonly pack: ContextPack;
  readonly seats: readonly Seat[];
}

/** Everything before the first attempt: context, privacy, packing, the decision. Throws `AssistError`. */
export async function prepare(
  request: AssistRequest,
  deps: Pick<AssistDeps, "context" | "seats" | "maxTokens">,
  signal: AbortSignal,
): Promise<Start> {
  const seats = deps.seats();
  if (seats.length === 0) throw new AssistError("no-model");
  const { items, gate } = await deps.context.collect(request, signal);
  signal.throwIfAborted();
  const prompt = PROMPTS[request.task ?? "chat"];
  const { instruction, history } = request;
  const packed = pack({ prompt, instruction, history, items, gate, maxTokens: deps.maxTokens() });
  const decision = route(signalsOf(request, packed.summary.tokens, prompt.answerTokens), seats);
  return { decision, pack: packed, seats };
}

async function* runAttempts(
  request: AssistRequest,
  { decision, pack: firstPack, seats }: Start,
  deps: AssistDeps,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const fullPrice = seats.find(({ tier }) => tier === "full")?.info.price;
  const workspace = deps.workspace();
  const facts: RequestFacts = {
    request: request.id,
    session: deps.session,
    task: decision.signals.task,
    firstPromptTokens: firstPack.summary.tokens,
    ...(fullPrice ? { fullPrice } : {}),
    ...(workspace === undefined ? {} : { workspace }),
  };
  let step: Step | undefined = nextStep(decision, []);
  if (!step) {
    yield fail(nobody(decision), "", deps.log);
    return;
  }
  const done: Step[] = [];
  let packed = firstPack;
  for (let number = 0; step; number += 1) {
    if (signal.aborted) {
      yield { type: "assist-end", outcome: "cancelled", text: "", restored: "" };
      return;
    }
    const seat = seatOf(step, seats);
    const reason = say(step.because && "text" in step.because ? step.because : decidingFact(decision), english);
    const booking = new Booking(facts, {
      id: deps.newId(),
      candidate: seat,
      pack: packed,
      why: step.why,
      reason,
      clock: deps.clock,
    });
    const run = { number, step, seat, booking, packed, request, decision, done };
    const end: RunEnd = yield* runOne(run, deps, signal);
    if (!end.next) return;
    done.push({ ...step, rejected: end.verdict?.type === "rejected" });
    if (end.verdict?.type === "rejected") {
      packed = extend(firstPack, [
        { role: "assistant", text: booking.record.text },
        { role: "user", text: end.verdict.complaint },
      ]);
    }
    step = end.next;
  }
}

interface Run {
  readonly number: number;
  readonly step: Step;
  readonly seat: Seat;
  readonly booking: Booking;
  readonly packed: ContextPack;
  readonly request: AssistRequest;
  readonly decision: RouteDecision;
  readonly done: readonly Step[];
}

interface RunEnd {
  /** Absent: this attempt was the last, and the closing event is out. */
  readonly next?: Step;
  readonly verdict?: Verdict;
}

/** One attempt from `attempt-start` to `attempt-end`, and the closing event when nothing follows. */
async function* runOne(run: Run, deps: AssistDeps, signal: AbortSignal): AsyncGenerator<AssistEvent, RunEnd> {
  const { number, step, seat, booking, packed, decision } = run;
  const { record } = booking;
  const { answerTokens, mayBeEmpty = false } = PROMPTS[decision.signals.task];
  const { tier, info } = seat;
  try {
    const because = step.because ? { because: step.because } : {};
    yield { type: "attempt-start", attempt: number, candidate: { tier, info }, why: step.why, ...because };
    const maxOutputTokens = Math.min(answerTokens, info.maxOutput ?? answerTokens);
    const input = { attempt: number, model: seat.model, pack: packed, maxOutputTokens, mayBeEmpty, clock: deps.clock };
    yield* noted(attempt(input, record, signal), booking, deps);
    if (signal.aborted) return yield* close(run, deps, "cancelled");
    if (record.failure) return yield* afterFailure(run, record.failure, deps);
    yield { type: "check-start", attempt: number };
    const verdict = await verify(draftOf(run), deps.verifiers, signal);
    yield { type: "verdict", attempt: number, verdict };
    return yield* afterVerdict(run, verdict, deps);
  } catch (error) {
    if (signal.aborted) return yield* close(run, deps, "cancelled");
    record.failure = toFailure(error);
    return yield* afterFailure(run, record.failure, deps);
  } finally {
    // Reached unsettled only when the listener walked away in the middle.
    if (!booking.settled) await book(booking.settle("cancelled", { last: true }), deps);
  }
}

const NOTE_MS = 1_000;

/** Passes events on and keeps the account of the running attempt where a sudden end of the process cannot take it. */
async function* noted(
  events: AsyncIterable<AssistEvent>,
  booking: Booking,
  { ledger, clock }: AssistDeps,
): AsyncGenerator<AssistEvent, void> {
  ledger.note?.(booking.provisional());
  let at = clock.monotonic();
  for await (const event of events) {
    if (clock.monotonic() - at >= NOTE_MS) {
      at = clock.monotonic();
      ledger.note?.(booking.provisional());
    }
    yield event;
  }
}

async function* afterFailure(run: Run, failure: Failure, deps: AssistDeps): AsyncGenerator<AssistEvent, RunEnd> {
  const { booking, decision, done, step, number } = run;
  const shown = booking.record.text.trim() !== "";
  const next = shown ? undefined : nextStep(decision, [...done, step], failure);
  const entry = booking.settle("failed", { last: !next });
  await book(entry, deps);
  yield { type: "attempt-end", attempt: number, entry, failure };
  if (next) return { next };
  yield fail(failure, booking.record.text, deps.log);
  return {};
}

async function* afterVerdict(run: Run, verdict: Verdict, deps: AssistDeps): AsyncGenerator<AssistEvent, RunEnd> {
  if (verdict.type !== "rejected") return yield* close(run, deps, "accepted", verdict);
  const next = nextStep(run.decision, [...run.done, { ...run.step, rejected: true }], verdict.because);
  if (!next) return yield* close(run, deps, "rejected", verdict);
  yield { type: "text-discarded", attempt: run.number, because: verdict.because };
  const entry = run.booking.settle("rejected", { verdict, last: false });
  await book(entry, deps);
  yield { type: "attempt-end", attempt: run.number, entry };
  return { next, verdict };
}

/** The end of the request, with its text. */
async function* close(
  run: Run,
  deps: AssistDeps,
  outcome: "accepted" | "rejected" | "cancelled",
  verdict?: Verdict,
): AsyncGenerator<AssistEvent, RunEnd> {
  const { booking, number } = run;
  const entry = booking.settle(outcome, { ...(verdict ? { verdict } : {}), last: true });
  await book(entry, deps);
  yield { type: "attempt-end", attempt: number, entry };
  const { text, finish } = booking.record;
  const note: Failure | undefined =
    outcome === "rejected" && verdict?.type === "rejected"
      ? { code: "check-failed", facts: { reason: say(verdict.because, english) } }
      : finish === "length"
        ? { code: "length-limit", facts: { model: run.seat.info.model } }
        : undefined;
  yield {
    type: "assist-end",
    outcome: outcome === "cancelled" ? "cancelled" : "answered",
    text,
    restored: run.packed.restore(text),
    ...(note ? { note } : {}),
  };
  return {};
}

function draftOf({ booking, decision, packed, request }: Run): Draft {
  const { text, finish } = booking.record;
  const { task } = decision.signals;
  const restore = (redacted: string): string => packed.restore(redacted);
  return { request, task, text, cut: finish === "length", items: packed.items, restore };
}

/** A sink that breaks its word and throws costs a line in the log, never the answer. */
async function book(entry: LedgerEntry, { ledger, log }: AssistDeps): Promise<void> {
  try {
    await ledger.append(entry);
  } catch (error) {
    log.error(`Attempt ${entry.id} was not booked: ${toFailure(error).detail ?? String(error)}`);
  }
}

function fail(failure: Failure, text: string, log: Log): AssistEvent {
  log.warn(`Request failed: ${failure.code}${failure.detail ? `, ${failure.detail}` : ""}`);
  return { type: "assist-error", failure, text };
}

/** Nobody may serve: the code of the rule that took out the candidate aimed at, else one that was not just passed over. */
function nobody(decision: RouteDecision): Failure {
  const aimed =
    decision.excluded.find(({ tier }) => tier === decision.tier) ??
    decision.excluded.find(({ reason }) => reason.rule !== "pick");
  if (aimed?.reason.rule === "window") {
    const { promptTokens, answerTokens } = decision.signals;
    const limit = aimed.info.contextWindow === undefined ? {} : { limitTokens: aimed.info.contextWindow };
    return {
      code: "context-too-long",
      facts: { model: aimed.info.model, tokens: promptTokens + answerTokens, ...limit },
    };
  }
  const reason = aimed?.reason.because ?? phrase("no model is set for {tier}", { tier: TIER_NAMES[decision.tier] });
  return { code: "no-model", facts: { reason: say(reason) } };
}

function decidingFact(decision: RouteDecision): { text: string; args: Readonly<Record<string, string | number>> } {
  return decision.reasons[0]?.because ?? { text: "", args: {} };
}

function seatOf(step: Step, seats: readonly Seat[]): Seat {
  const seat = seats.find(({ tier, info }) => tier === step.candidate.tier && info.id === step.candidate.info.id);
  if (!seat) throw new Error(`The router chose ${step.candidate.info.id}, which has no seat`);
  return seat;
}
