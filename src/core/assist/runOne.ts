import { type Payload, payloadOf } from "../context/payload.ts";
import { english, phrase, say } from "../../util/phrase.ts";
import type { ContextPack } from "../context/pack.ts";
import type { Verdict } from "../cascade/verdict.ts";
import { verify } from "../cascade/verify.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import { FRAME_TOKENS } from "../context/size.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { Candidate, ModelInfo } from "../models/model.ts";
import { promptTokens } from "../models/usage.ts";
import type { Draft, Log, ModelRequest } from "../ports.ts";
import { PROMPTS } from "../prompts/prompts.ts";
import type { RouteDecision } from "../router/decision.ts";
import { effortFor } from "../task/effort.ts";
import { attempt, noteOf } from "./attempt.ts";
import type { Booking } from "./booking.ts";
import type { Claims } from "./claims.ts";
import type { AssistDeps, Seat } from "./deps.ts";
import { type Failure, toFailure } from "./errors.ts";
import type { AssistEvent } from "./events.ts";
import type { ToolCall } from "./message.ts";
import { nextStep, sameAgain, type Step } from "./nextStep.ts";
import type { AssistRequest } from "./request.ts";

export interface Run {
  readonly number: number;
  readonly step: Step;
  readonly seat: Seat;
  readonly booking: Booking;
  readonly packed: ContextPack;
  readonly request: AssistRequest;
  readonly decision: RouteDecision;
  readonly done: readonly Step[];
  /** The pack with less context, after an overflow; undefined where it cannot be smaller. */
  readonly trim: (failure: Failure) => ContextPack | undefined;
  readonly claims: Claims;
  /** The request reads on its own: calls of its models are ours to run. */
  readonly reads: boolean;
}

export interface RunEnd {
  /** Absent: this attempt was the last, and the closing event is out. */
  readonly next?: Step;
  readonly verdict?: Verdict;
  /** What the next attempt sends, where it is not what this one sent. */
  readonly packed?: ContextPack;
  /** The next attempt's worst case is set aside. */
  readonly claimed?: boolean;
  /** It ended in calls of tools that are ours to run; the same model goes on with what they give. */
  readonly calls?: readonly ToolCall[];
}

/** One attempt from `attempt-start` to `attempt-end`, and the closing event when nothing follows. */
export async function* runOne(run: Run, deps: AssistDeps, signal: AbortSignal): AsyncGenerator<AssistEvent, RunEnd> {
  const { number, step, seat, booking, packed, decision } = run;
  const { record } = booking;
  const { mayBeEmpty = false } = PROMPTS[decision.signals.task];
  const { tier, info } = seat;
  try {
    const because = step.because ? { because: step.because } : {};
    const payload = payloadOf({ tier, info }, packed, () => Promise.resolve(record.body));
    deps.log.info(sentLine(payload));
    yield { type: "attempt-start", attempt: number, candidate: { tier, info }, payload, why: step.why, ...because };
    const { isEnough, stop } = run.request;
    const ends = { ...(isEnough ? { isEnough } : {}), ...(stop ? { stop } : {}) };
    const limits = { ...limitsOf(step, seat, decision), mayBeEmpty, ...ends };
    const input = { attempt: number, model: seat.model, pack: packed, ...limits, clock: deps.clock };
    yield* noted(attempt(input, record, signal), { booking, info }, deps);
    await deps.prices?.ready(info);
    if (signal.aborted) return yield* close(run, deps, "cancelled");
    if (record.failure) return yield* afterFailure(run, record.failure, deps);
    noteCut(run, deps);
    if (record.calls.length > 0) return yield* run.reads ? readOn(run, deps) : close(run, deps, "accepted");
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
    if (!booking.settled) await deps.prices?.ready(info);
    if (!booking.settled) await book(booking.settle("cancelled", { last: true }), deps);
  }
}

/** Where a request goes and how large it is; nothing of what is in it. */
function sentLine({ candidate: { info }, summary }: Payload): string {
  const { tokens, parts, redactions, keptOut } = summary;
  const counts = `${tokens} tokens, ${parts.length} parts, ${redactions.length} redacted, ${keptOut.length} kept out`;
  return `Sending to ${info.host === "" ? "this process" : info.host} (${info.id}): ${counts}`;
}

/** What a model may think before its answer begins; without it the limit is spent on thoughts that nobody sees and all pay for. */
const REASONING_TOKENS = 8_000;

/** How much more room an answer gets whose room went into thoughts. */
const MORE_ROOM = 4;

/** How long the answer may be and how much the model is to think first. */
export function limitsOf(
  step: Step,
  seat: Candidate,
  decision: RouteDecision,
): Pick<ModelRequest, "maxOutputTokens" | "effort"> {
  const { task } = decision.signals;
  const own = step.effort ?? (seat.info.leastEffort && decision.effort);
  const effort = own ?? effortFor(task, seat, PROMPTS[task].quick ?? false);
  return { maxOutputTokens: roomOf(step, seat, decision), ...(effort ? { effort } : {}) };
}

/** How long an answer may be, hidden reasoning counted; in tokens. */
export function roomOf(step: Step, { info }: Candidate, decision: RouteDecision): number {
  const { answerTokens, quick = false } = PROMPTS[decision.signals.task];
  const wanted = (answerTokens + reasoningRoom(info, quick)) * (step.again?.change === "more-room" ? MORE_ROOM : 1);
  return Math.min(wanted, info.maxOutput ?? Infinity);
}

function reasoningRoom({ leastEffort }: ModelInfo, quick: boolean): number {
  if (leastEffort === undefined || (quick && leastEffort === "none")) return 0;
  return quick ? REASONING_TOKENS / 4 : REASONING_TOKENS;
}

/** Compares what the server says it read with what was sent; the calibration learns from it. */
function noteCut({ packed, seat: { info }, booking: { record } }: Run, { calibration }: AssistDeps): void {
  const { tokens, counted, pictures } = packed.summary;
  if (!calibration || !counted || pictures || !record.reported) return;
  const read = promptTokens(record.reported);
  const expected = Math.round(tokens * calibration.scaleOf(info).factor);
  // Servers turn tools into text of their own, so such a prompt tells nothing of the tokenizer.
  if (!packed.tools?.length) calibration.observe(info, tokens, read);
  if (!calibration.isCut(info, tokens, read)) return;
  record.cut = {
    code: "prompt-cut",
    facts: { host: info.host, model: info.model, tokens: expected, limitTokens: read },
  };
}

const NOTE_MS = 1_000;

/** Passes events on and keeps the account of the running attempt where a sudden end of the process cannot take it. */
async function* noted(
  events: AsyncIterable<AssistEvent>,
  { booking, info }: { readonly booking: Booking; readonly info: ModelInfo },
  { ledger, clock, prices }: AssistDeps,
): AsyncGenerator<AssistEvent, void> {
  ledger.note?.(booking.provisional());
  let at = clock.monotonic();
  for await (const event of events) {
    // The request is on its way: what loads now delays nobody.
    void prices?.ready(info);
    if (clock.monotonic() - at >= NOTE_MS) {
      at = clock.monotonic();
      ledger.note?.(booking.provisional());
    }
    yield event;
  }
}

async function* afterFailure(run: Run, failure: Failure, deps: AssistDeps): AsyncGenerator<AssistEvent, RunEnd> {
  const { booking, step, number } = run;
  deps.health?.noteFailure(step.candidate.info.id, failure, deps.clock.now());
  const shown = booking.record.text.trim() !== "";
  const trimmed = shown ? undefined : run.trim(failure);
  const next = shown ? undefined : afterFault(run, failure, { canTrim: trimmed !== undefined }, deps);
  const entry = booking.settle("failed", { last: !next });
  await book(entry, deps);
  yield { type: "attempt-end", attempt: number, entry, failure };
  if (next) return { next, ...(next.again?.change === "trimmed" && trimmed ? { packed: trimmed } : {}) };
  yield fail(failure, booking.record.text, deps.log);
  return {};
}

/** The same model again where that may help and the budget of retries allows it, else the next that may cure it. */
function afterFault(
  { decision, done, step }: Run,
  failure: Failure,
  { canTrim }: { readonly canTrim: boolean },
  { health, sleep, clock }: AssistDeps,
): Step | undefined {
  const all = [...done, step];
  const again = sleep && sameAgain(all, failure, { task: decision.signals.task, canTrim });
  if (again && health?.mayRetry(clock.now()) !== false) return again;
  return nextStep(decision, all, failure);
}

async function* afterVerdict(run: Run, verdict: Verdict, deps: AssistDeps): AsyncGenerator<AssistEvent, RunEnd> {
  if (verdict.type !== "rejected") return yield* close(run, deps, "accepted", verdict);
  const next = nextStep(
    run.decision,
    [...run.done, { ...run.step, rejected: true, ...refusal(verdict) }],
    verdict.because,
  );
  if (!next || !(await canAfford(run, next, verdict.complaint))) return yield* close(run, deps, "rejected", verdict);
  yield { type: "text-discarded", attempt: run.number, because: verdict.because };
  const entry = run.booking.settle("rejected", { verdict, last: false });
  await book(entry, deps);
  yield { type: "attempt-end", attempt: run.number, entry };
  return { next, verdict, claimed: true };
}

/** Before the text is taken away: what the budget does not allow must not cost the user the answer that there is. */
async function canAfford({ packed, booking, decision, claims }: Run, next: Step, complaint: string): Promise<boolean> {
  const more = estimateTokens(booking.record.text) + estimateTokens(complaint) + 2 * FRAME_TOKENS;
  const maxOutputTokens = roomOf(next, next.candidate, decision);
  return !(await claims.refusalOf({ candidate: next.candidate, pack: packed, maxOutputTokens, more }));
}

/** The attempt was one step of reading: booked like any other, and what it said on the way is folded away. */
async function* readOn(run: Run, deps: AssistDeps): AsyncGenerator<AssistEvent, RunEnd> {
  const { text, calls } = run.booking.record;
  if (text.trim() !== "") yield { type: "text-discarded", attempt: run.number, because: phrase("It reads on first") };
  const entry = run.booking.settle("accepted", { last: false });
  await book(entry, deps);
  yield { type: "attempt-end", attempt: run.number, entry };
  return { calls };
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
  const { text, cut } = booking.record;
  const note: Failure | undefined =
    outcome === "rejected" && verdict?.type === "rejected"
      ? { code: "check-failed", facts: { reason: say(verdict.because, english) } }
      : (cut ?? noteOf(booking.record, run.seat.info));
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

export function fail(failure: Failure, text: string, log: Log): AssistEvent {
  log.warn(`Request failed: ${failure.code}${failure.detail ? `, ${failure.detail}` : ""}`);
  return { type: "assist-error", failure, text };
}

/** The check that ran last is the one that refused. */
function refusal({ checked }: Verdict): Pick<Step, "refusedBy"> {
  const refusedBy = checked.at(-1);
  return refusedBy ? { refusedBy } : {};
}
