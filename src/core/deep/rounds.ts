import { assist } from "../assist/assist.ts";
import type { AssistDeps } from "../assist/deps.ts";
import type { AssistEvent } from "../assist/events.ts";
import type { AssistRequest } from "../assist/request.ts";
import { FLAKY } from "../cascade/judgeProof.ts";
import type { Verdict } from "../cascade/verdict.ts";
import { EDIT_TASKS } from "../task/kinds.ts";
import { PICO_PER_DOLLAR } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import { ReadingCaps } from "../tools/readingCaps.ts";
import { phrase, type Phrase, say } from "../../util/phrase.ts";
import { inner } from "./inner.ts";
import { causeIn, stepEvent } from "./stepEvents.ts";

/**
 * Requests of one flow. Each has up to three tries of its own on rising tiers; a second one lets the strongest model see
 * what became of its own answer, which the first cannot.
 */
const MOST_ROUNDS = 2;
/**
 * What the tries of one flow may cost together before no further round is begun: five times what a solved request is
 * worth by default. The user's budgets hold besides it, before each try.
 */
const MOST_PICO = PICO_PER_DOLLAR / 2;

interface Tally {
  /** Requests to models, those that only read among them. */
  attempts: number;
  /** Answers that were checked, and why the last of them was refused. */
  edits: number;
  because: string | Phrase;
  pico: number;
  /** What the tries of this round cost. */
  roundPico: number;
  text: string;
  tier: Tier | undefined;
  model: string;
  refused: Extract<Verdict, { type: "rejected" }> | undefined;
}

/**
 * Asks until the checks let an answer through, a bound is reached, or nothing more can be asked: each round is a request
 * on the one road, told what became of the one before. Shows the cause that each answer names and what the check that ran
 * a command said. Ends with the last request's closing event, after a step that says what was learned.
 */
export async function* rounds(
  request: AssistRequest,
  deps: AssistDeps,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const shared = request.reading ? { ...deps, readingCaps: new ReadingCaps(request.reading) } : deps;
  const tally: Tally = {
    ...{ attempts: 0, edits: 0, because: "", pico: 0, roundPico: 0 },
    ...{ text: "", tier: undefined, model: "", refused: undefined },
  };
  let asked = request;
  for (let round = 1; ; round += 1) {
    tally.roundPico = 0;
    const closing = yield* inner(told(assist(asked, shared, signal), asked, tally));
    const refused = tally.refused;
    if (!refused || closing.type === "assist-error" || closing.outcome === "cancelled") {
      if (closing.type === "assist-error" && tally.edits > 0) yield learned(tally);
      yield closing;
      return;
    }
    const bound = boundOf(round, tally);
    if (bound) {
      yield learned(tally, bound);
      yield closing;
      return;
    }
    yield { type: "text-discarded", attempt: tally.attempts - 1, because: refused.because };
    asked = nextRequest(request, tally, refused.complaint);
  }
}

/** Why no further round is begun; undefined where one may be. */
function boundOf(round: number, { pico, roundPico }: Tally): Phrase | undefined {
  if (round >= MOST_ROUNDS) return phrase("Stopped after {count} rounds.", { count: MOST_ROUNDS });
  return pico + roundPico > MOST_PICO ? phrase("Stopped at the limit of $0.50 for one fix.") : undefined;
}

/** The same again with what the last answer came to: whoever gave it has failed, so the router looks above. */
function nextRequest(request: AssistRequest, { text, tier, model }: Tally, complaint: string): AssistRequest {
  const failed = tier === undefined ? {} : { conversation: { model, tier, cachedTokens: 0, failed: true } };
  return {
    ...request,
    ...(request.tier === "auto" ? failed : {}),
    history: [
      ...request.history,
      { role: "user", text: request.instruction },
      { role: "assistant", text },
      { role: "user", text: complaint },
    ],
    instruction: `${request.instruction}\n\nAn earlier answer was tried and refused, see above. Question its cause too: the bug may lie elsewhere.`,
  };
}

/** Passes events on with numbers that go on over all rounds, keeps the tally, and adds the steps. */
async function* told(
  events: AsyncIterable<AssistEvent>,
  { task = "chat" }: AssistRequest,
  tally: Tally,
): AsyncGenerator<AssistEvent, void> {
  const before = tally.attempts;
  tally.refused = undefined;
  for await (const event of events) {
    const numbered = "attempt" in event ? { ...event, attempt: event.attempt + before } : event;
    if (numbered.type === "check-start" && EDIT_TASKS.has(task)) yield* named(tally);
    yield numbered;
    if (numbered.type === "attempt-start") {
      const { tier, info } = numbered.candidate;
      Object.assign(tally, { attempts: numbered.attempt + 1, text: "", tier, model: info.id, refused: undefined });
    }
    if (numbered.type === "text-delta") tally.text += numbered.text;
    if (numbered.type === "verdict") {
      tally.refused = numbered.verdict.type === "rejected" ? numbered.verdict : undefined;
      tally.edits += 1;
      if (tally.refused) tally.because = tally.refused.because;
      yield* judged(numbered.verdict, tally);
    }
    if (numbered.type === "attempt-end" && "pico" in numbered.entry.cost) {
      tally.pico += numbered.entry.cost.pico;
      tally.roundPico += numbered.entry.cost.pico;
    }
  }
}

/** The hypothesis stays in sight, also when the answer that holds it is refused. */
function* named({ attempts, text }: Tally): Generator<AssistEvent, void> {
  const cause = causeIn(text);
  if (cause !== "")
    yield stepEvent({
      id: `cause-${attempts}`,
      kind: "plan",
      title: phrase("Cause: {cause}", { cause }),
      state: "done",
    });
}

/** What a command said of the edit. What another check says stands with the try itself. */
function* judged(verdict: Verdict, { attempts }: Tally): Generator<AssistEvent, void> {
  if (!verdict.checked.includes("tests")) return;
  const refusedHere = verdict.type === "rejected" && verdict.checked.at(-1) === "tests";
  const isFlaky = verdict.type === "unverified" && verdict.found?.text === FLAKY.text;
  const passes = isFlaky
    ? phrase("Ran the test with this edit: it passes only sometimes")
    : phrase("Ran the test with this edit: it passes");
  const title = refusedHere ? phrase("Ran the test with this edit: {reason}", { reason: verdict.because }) : passes;
  yield stepEvent({
    id: `check-${attempts}`,
    kind: "check",
    title,
    state: refusedHere || isFlaky ? "failed" : "done",
    ...(refusedHere ? { detail: verdict.complaint } : {}),
  });
}

/** One sentence: what was tried, and what the last check said of it; below it why no more was tried. */
function learned({ edits, because: reason }: Tally, bound?: Phrase): AssistEvent {
  const title =
    edits === 1
      ? phrase("Learned: 1 edit was tried, and {reason}", { reason })
      : phrase("Learned: {count} edits were tried; of the last, {reason}", { count: edits, reason });
  const detail = bound ? { detail: say(bound) } : {};
  return stepEvent({ id: "learned", kind: "plan", title, state: "failed", ...detail });
}
