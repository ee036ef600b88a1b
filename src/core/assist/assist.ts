import { phrase } from "../../util/phrase.ts";
import { counted } from "../context/counted.ts";
import { extend, type ContextPack } from "../context/pack.ts";
import { type PromptSize, promptSize } from "../models/promptSize.ts";
import type { CollectedContext } from "../ports.ts";
import { PROMPTS } from "../prompts/prompts.ts";
import type { RouteDecision, RouteSignals } from "../router/decision.ts";
import { decisionLine } from "../router/explain.ts";
import { otherwise } from "../router/otherwise.ts";
import { DEFAULT_POLICY, withProof } from "../router/policy.ts";
import { recordOf } from "../router/record.ts";
import { route } from "../router/route.ts";
import { SINGLE_TRY } from "../task/kinds.ts";
import { signalsOf } from "../task/signals.ts";
import { Booking, type RequestFacts } from "./booking.ts";
import { Claims } from "./claims.ts";
import { type AssistDeps, type PrepareDeps, scaleOf, type Seat } from "./deps.ts";
import { AssistError, type Failure, isAssistError, toFailure } from "./errors.ts";
import type { AssistEvent } from "./events.ts";
import { nextStep, type Step } from "./nextStep.ts";
import { packFitting, type Packing, packingOf } from "./packing.ts";
import { ReadingSoFar } from "./readingSoFar.ts";
import { fail, roomOf, type RunEnd, runOne } from "./runOne.ts";
import { trimmed } from "./trimmed.ts";
import type { AssistRequest } from "./request.ts";
import { bookedReason, nobody } from "./why.ts";

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
    const start = await prepare(request, { ...deps, seats: () => warmed(deps.seats()) }, stop);
    deps.log.info(decisionLine(start.decision));
    const { summary, restore } = start.pack;
    yield { type: "route-decided", decision: start.decision, pack: summary, restore };
    yield* runAttempts(request, start, deps, stop);
  } catch (error) {
    const failure = toFailure(error);
    if (stop.aborted) yield { type: "assist-end", outcome: "cancelled", text: "", restored: "" };
    else yield fail(failure, "", deps.log);
  } finally {
    left.abort();
  }
}

/** What a model needs before it can be asked is fetched while the context is collected. */
export function warmed(seats: readonly Seat[]): readonly Seat[] {
  for (const { model } of seats) model.warmUp?.();
  return seats;
}

export interface Start {
  readonly decision: RouteDecision;
  readonly pack: ContextPack;
  readonly seats: readonly Seat[];
  /** The same with less context. Throws `AssistError` when it does not fit. */
  readonly repack: (maxTokens: number) => ContextPack;
}

/** Everything before the first attempt: context, privacy, packing, the decision. Throws `AssistError`. */
export async function prepare(request: AssistRequest, deps: PrepareDeps, signal: AbortSignal): Promise<Start> {
  const seats = deps.seats();
  if (seats.length === 0) throw new AssistError("no-model");
  const found = await collected(request, deps, signal);
  signal.throwIfAborted();
  const prompt = request.prompt ?? PROMPTS[request.task ?? "chat"];
  const packing = packingOf(request, found, { prompt, seats, deps });
  const packFor: Packing["packFor"] = (info, maxTokens) => {
    try {
      return packing.packFor(info, maxTokens);
    } catch (error) {
      throw gateFault(error);
    }
  };
  const packed = await counted(packFor(undefined, deps.maxTokens()), deps.tokenizer);
  signal.throwIfAborted();
  const sizes = { ...sizesOf(packed, seats, deps), answerTokens: prompt.answerTokens };
  const ids = seats.map(({ info }) => info.id);
  const now = deps.clock.now();
  const unavailable = deps.health?.unavailable(ids, now) ?? {};
  const speeds = deps.speeds?.();
  const waits = deps.health?.waits(ids, now);
  const workspace = deps.workspace?.();
  const budgetLeftPico = deps.budgetLeft?.()?.pico;
  const kept = packed.summary.localOnly;
  const signals = signalsOf(request, {
    ...sizes,
    ...(kept ? { localOnly: phrase("{rule} keeps this on this computer", { rule: kept.rule }) } : {}),
    unavailable,
    ...(speeds ? { speeds } : {}),
    ...(waits ? { waits } : {}),
    items: packed.items,
    ...(workspace === undefined ? {} : { workspace }),
    ...(budgetLeftPico === undefined ? {} : { budgetLeftPico }),
  });
  const policy = withProof(deps.policy?.() ?? DEFAULT_POLICY, request.proof?.test !== undefined);
  const routed = route(signals, seats, policy);
  const decision = { ...routed, otherwise: otherwise(routed, policy) };
  const first = decision.ranked[0]?.info;
  const repack = (maxTokens: number): ContextPack => packFor(first, maxTokens);
  const isOwn = first !== undefined && packing.differs(first);
  return { decision, pack: isOwn ? await counted(repack(deps.maxTokens()), deps.tokenizer) : packed, seats, repack };
}

async function collected(
  request: AssistRequest,
  { context }: PrepareDeps,
  signal: AbortSignal,
): Promise<CollectedContext> {
  try {
    return await context.collect(request, signal);
  } catch (error) {
    throw signal.aborted ? error : gateFault(error);
  }
}

/** A fault of rules or redaction must not be mistaken for "no rule": nothing is sent, and the reason is said. */
function gateFault(error: unknown): Error {
  if (isAssistError(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AssistError("gate-failed", { reason }, error instanceof Error ? error.stack : undefined);
}

function sizesOf(
  { summary }: ContextPack,
  seats: readonly Seat[],
  deps: PrepareDeps,
): Pick<RouteSignals, "promptTokens" | "promptSizes"> {
  const sizes = seats.map((seat) => [seat.info.id, promptSize(summary, seat.info.model, scaleOf(seat, deps))]);
  return { promptTokens: summary.tokens, promptSizes: Object.fromEntries(sizes) as Record<string, PromptSize> };
}

async function* runAttempts(
  request: AssistRequest,
  start: Start,
  deps: AssistDeps,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const { decision, pack } = start;
  const first = nextStep(decision, []);
  if (!first) {
    yield fail(nobody(decision, pack.summary.localOnly, deps.budgetLeft?.()?.name), "", deps.log);
    return;
  }
  const claims = new Claims(deps.budgets, {
    ...{ request: request.id, task: decision.signals.task, newId: deps.newId },
    ...(request.unpricedAllowed ? { unpricedAllowed: true } : {}),
    scaleOf: (candidate) => scaleOf(candidate, deps),
  });
  try {
    yield* attempts(first, { request, start, claims }, deps, signal);
  } finally {
    // Also what was set aside for an attempt that is never made, and when the listener walks away.
    claims.settle();
  }
}

interface Asked {
  readonly request: AssistRequest;
  readonly start: Start;
  readonly claims: Claims;
}

async function* attempts(
  first: Step,
  { request, start, claims }: Asked,
  deps: AssistDeps,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const { decision, pack: firstPack, seats, repack } = start;
  const facts = factsOf(request.id, start, deps);
  const done: Step[] = [];
  const reading = new ReadingSoFar(request, deps);
  /** What the next rejected draft is put behind: the first pack, and what was read since. */
  let base = firstPack;
  /** What a model gets that is asked for the first time. */
  let whole = firstPack;
  let packed = firstPack;
  let step = first;
  for (let number = 0; ; number += 1) {
    if (signal.aborted) {
      yield { type: "assist-end", outcome: "cancelled", text: "", restored: "" };
      return;
    }
    const seat = seatOf(step, seats);
    packed = packFitting(packed, seat.info);
    const booking = new Booking(facts, {
      id: deps.newId(),
      candidate: seat,
      pack: packed,
      why: step.why,
      reason: bookedReason(step, decision),
      scale: scaleOf(seat, deps),
      clock: deps.clock,
      ...reading.booked,
      ...(deps.prices ? { prices: deps.prices } : {}),
    });
    const sent = packed;
    // With a draft and a complaint at its end, or with what was read, a pack is not made anew.
    const mayTrim = whole === firstPack;
    const trim = (failure: Failure): ContextPack | undefined =>
      mayTrim ? trimmed(sent, failure, { info: seat.info, repack }) : undefined;
    const reads = reading.active && packed.tools !== undefined;
    const run = { number, step, seat, booking, packed, request, decision, done, trim, claims, reads };
    const maxOutputTokens = roomOf(step, seat, decision);
    const refusal = await claims.refusalOf({ candidate: seat, pack: packed, maxOutputTokens });
    if (refusal) {
      yield fail(refusal, "", deps.log);
      return;
    }
    deps.health?.noteAttempt(deps.clock.now());
    const end: RunEnd = yield* runOne(run, deps, signal);
    claims.settle(end.claimed ? end.next?.candidate.info.id : undefined);
    reading.note(booking);
    if (end.calls) {
      packed = yield* reading.follow(end.calls, { run, maxOutputTokens }, signal);
      base = packed;
      whole = packed;
      step = { candidate: step.candidate, why: "read-on", ...(step.effort ? { effort: step.effort } : {}) };
      continue;
    }
    if (!end.next) return;
    const refusedBy = end.verdict?.type === "rejected" ? end.verdict.checked.at(-1) : undefined;
    done.push({ ...step, rejected: end.verdict?.type === "rejected", ...(refusedBy ? { refusedBy } : {}) });
    if (end.next.again && deps.sleep) await deps.sleep(end.next.again.afterMs, signal);
    if (end.verdict?.type === "rejected") {
      const more = [
        { role: "assistant", text: booking.record.text },
        { role: "user", text: end.verdict.complaint },
      ] as const;
      whole = await counted(extend(base, more), deps.tokenizer);
    }
    packed = end.packed ?? (end.next.again ? packed : whole);
    step = end.next;
  }
}

/** What every attempt of the request is booked with. */
function factsOf(request: string, { decision, pack, seats }: Start, deps: AssistDeps): RequestFacts {
  const baselines = seats.map((seat) => ({
    ...{ tier: seat.tier, price: seat.info.price, scale: scaleOf(seat, deps) },
    ratioFrom: (id: string) => deps.pairs?.ratio(id, seat.info.id),
  }));
  const workspace = deps.workspace();
  const { task, layer } = decision.signals;
  return {
    request,
    session: deps.session,
    task,
    firstPromptTokens: layer?.weighed?.plainTokens ?? pack.summary.tokens,
    // The answer of a pipeline is what another model is compared with, not what its parts wrote for it.
    baselines: layer?.start && !layer.weighed ? [] : baselines,
    ...recorded(decision, deps),
    ...(workspace === undefined ? {} : { workspace }),
  };
}

/** The decision for the ledger. Completions are too many for it, and of them and of parts there is one way to route. */
function recorded(decision: RouteDecision, { policy }: AssistDeps): Pick<RequestFacts, "route"> {
  const { task, layer } = decision.signals;
  if (SINGLE_TRY.has(task) || layer?.start) return {};
  return {
    route: recordOf(
      decision,
      (policy?.().rules.rules ?? []).some(({ path }) => path !== undefined),
    ),
  };
}

function seatOf(step: Step, seats: readonly Seat[]): Seat {
  const seat = seats.find(({ tier, info }) => tier === step.candidate.tier && info.id === step.candidate.info.id);
  if (!seat) throw new Error(`The router chose ${step.candidate.info.id}, which has no seat`);
  return seat;
}
