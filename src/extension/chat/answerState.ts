import type { AssistEvent } from "../../core/assist/events.ts";
import { type Failure } from "../../core/assist/errors.ts";
import { remedyOf } from "../../core/assist/faults.ts";
import { sumCosts } from "../../core/models/money.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import { requestsOf } from "../../core/ledger/request.ts";
import { type MoneyKind, savedBy } from "../../core/ledger/savings.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Verdict } from "../../core/cascade/verdict.ts";
import { expectedCost } from "../../core/router/expected.ts";
import { EDIT_TASKS } from "../../core/task/kinds.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import type { RouteDecision } from "../../core/router/decision.ts";
import type { PackSummary } from "../../core/context/pack.ts";
import type { AnswerView, AttemptView, NoticeView } from "../../protocol/viewState.ts";
import { phrase } from "../../util/phrase.ts";
import { sumView } from "../costSumView.ts";
import type { ActionId } from "../actionIds.ts";
import type { Words } from "../words.ts";
import { endedSteps, withStep } from "./steps.ts";
import { actionView, whyView } from "./why.ts";

/** An answer as it grows: the view and what it was made from. */
export interface AnswerState {
  readonly view: AnswerView;
  readonly decision?: RouteDecision;
  readonly pack?: PackSummary;
  /** Of the last attempt that was checked. */
  readonly verdict?: Verdict;
  readonly entries: readonly LedgerEntry[];
  /** What it failed with, with all that its sentence names. */
  readonly failure?: Failure;
  /** URIs of what it read on its own. */
  readonly read?: readonly string[];
}

/** What turning events into words needs. */
export interface AnswerWords extends Words {
  /** Sentence, icon and buttons of a failure. */
  readonly notice: (failure: Failure) => NoticeView;
  /** ms since the epoch. */
  readonly now: () => number;
}

export const NEW_ANSWER: AnswerState = {
  view: { attempts: [], text: "", state: "working", because: "", cost: sumView(sumCosts([])), simulated: false },
  entries: [],
};

/** The next state of an answer. Pure but for the clock in `words`; the same fold serves live and restored answers. */
export function foldAnswer(state: AnswerState, event: AssistEvent, words: AnswerWords): AnswerState {
  const { view } = state;
  switch (event.type) {
    case "route-decided":
      return withWhy(
        {
          ...state,
          decision: event.decision,
          pack: event.pack,
          view: { ...view, because: reasonOf(event.decision, words) },
        },
        words,
      );
    case "attempt-start":
      return {
        ...state,
        view: { ...view, text: "", attempts: [...view.attempts, startedAttempt(state, event, words)] },
      };
    case "text-delta":
      return { ...state, view: written({ ...view, text: view.text + event.text }) };
    case "reasoning-delta":
    // Calls of programs that use Upshift as their model are theirs; our own are shown as steps.
    case "tool-call":
      return state;
    case "step":
      return {
        ...state,
        ...(event.about?.length ? { read: [...new Set([...(state.read ?? []), ...event.about])] } : {}),
        view: { ...view, steps: withStep(view, event.step, words) },
      };
    case "check-start":
      return { ...state, view: inLast(view, { state: "checking" }) };
    case "verdict":
      return { ...state, verdict: event.verdict, view: inLast(view, verdictPart(event, words)) };
    case "text-discarded":
      return { ...state, view: { ...inLast(view, { discardedText: view.text }), text: "" } };
    case "attempt-end":
      return withWhy(endedAttempt(state, event, words), words);
    case "assist-end":
      return { ...state, view: finished(state, event.outcome === "cancelled" ? "stopped" : "done", event.note, words) };
    case "assist-error":
      return { ...state, failure: event.failure, view: finished(state, "failed", event.failure, words) };
  }
}

function reasonOf(decision: RouteDecision, { tell }: AnswerWords): string {
  const because = decision.reasons[0]?.because;
  const task = tell(TASK_NAMES[decision.signals.task]);
  return because ? tell(phrase("{task}, {reason}", { task, reason: because })) : task;
}

function startedAttempt(
  { decision }: AnswerState,
  { candidate, why }: AssistEvent & { type: "attempt-start" },
  { now }: AnswerWords,
): AttemptView {
  const seen = decision?.ranked.find(({ tier, info }) => tier === candidate.tier && info.id === candidate.info.id);
  const estimate = seen ? expectedCost(seen) : { kind: "unknown" as const };
  return {
    tier: candidate.tier,
    model: candidate.info.label,
    why,
    state: "waiting",
    note: "",
    cost: estimate,
    costIsEstimate: true,
    startedAt: now(),
    checked: [],
  };
}

function verdictPart({ verdict }: AssistEvent & { type: "verdict" }, { tell }: AnswerWords): Partial<AttemptView> {
  return { state: verdict.type, checked: verdict.checked, ...verdictNote(verdict, tell) };
}

function verdictNote(verdict: Verdict, tell: Words["tell"]): Pick<AttemptView, "note"> | undefined {
  if (verdict.type === "rejected")
    return { note: tell(phrase("Check failed: {reason}.", { reason: verdict.because })) };
  if (verdict.type === "unverified" && verdict.found)
    return { note: tell(phrase("The check found {findings}.", { findings: verdict.found })) };
  return undefined;
}

function endedAttempt(
  state: AnswerState,
  { entry, failure }: AssistEvent & { type: "attempt-end" },
  { notice }: AnswerWords,
): AnswerState {
  const entries = [...state.entries, entry];
  const last = state.view.attempts.at(-1);
  // Without a verdict it ended in calls: what it asked for stands below it, as steps.
  const ended = entry.outcome === "rejected" || entry.verdict ? undefined : entry.outcome;
  const part: Partial<AttemptView> = {
    cost: entry.cost,
    costIsEstimate: false,
    usage: entry.usage,
    totalMs: entry.totalMs,
    ...(entry.firstTokenMs === undefined ? {} : { firstTokenMs: entry.firstTokenMs }),
    ...(ended ? { state: ended } : {}),
    ...(failure ? { note: notice(failure).text } : {}),
    ...(entry.served !== undefined && last ? { model: `${last.model} → ${entry.served}` } : {}),
  };
  return { ...state, entries, view: { ...inLast(state.view, part), ...totals(entries) } };
}

/** Cost, time and savings of all attempts so far. */
function totals(entries: readonly LedgerEntry[]): Partial<AnswerView> {
  const last = entries.at(-1);
  if (!last) return {};
  const cost = sumCosts(entries.map((entry) => entry.cost));
  const simulated = cost.simulated > 0;
  const saved = savedByAll(entries, simulated ? "simulated" : "priced");
  const firstToken = entries[0]?.firstTokenMs;
  return {
    cost: sumView(cost),
    simulated,
    totalMs: entries.reduce((sum, { totalMs }) => sum + totalMs, 0),
    ...(firstToken === undefined ? {} : { firstTokenMs: firstToken }),
    ...(saved === undefined ? {} : { savedPico: Number(saved) }),
  };
}

/** A flow is several requests in the ledger, each with a baseline of its own; unknown where one of them is. */
function savedByAll(entries: readonly LedgerEntry[], kind: MoneyKind): bigint | undefined {
  const saved = requestsOf(entries).map((request) => savedBy(request, kind)?.saved);
  return saved.reduce<bigint | undefined>(
    (sum, one) => (sum === undefined || one === undefined ? undefined : sum + one),
    0n,
  );
}

function finished(
  { view, decision }: AnswerState,
  end: AnswerView["state"],
  failure: Failure | undefined,
  words: AnswerWords,
): AnswerView {
  const because = routeLine(view, words);
  return {
    ...view,
    ...endedSteps(view.steps),
    because,
    state: end,
    ...(failure ? { notice: noticeFor(failure, { view, decision }, words), failure: failure.code } : {}),
  };
}

/** The reason for the first model, and how it came to the last one. */
function routeLine({ attempts, because }: AnswerView, { tell }: AnswerWords): string {
  const [first] = attempts;
  const why = attempts.length > 1 ? attempts.findLast((each) => each.why !== "read-on")?.why : undefined;
  const [reason = ""] = because.split(",");
  if (!first || why === undefined || why === "retried" || why === "routed" || why === "read-on") return because;
  const tier = TIER_NAMES[first.tier];
  return why === "shifted-up"
    ? tell(phrase("{reason}, shifted up from {tier}", { reason, tier }))
    : tell(phrase("{reason}, moved on from {tier}", { reason, tier }));
}

/** What a model does not want to say it will not go on with. */
const DECLINED: ReadonlySet<Failure["code"]> = new Set(["refused", "filtered"]);

/** The sentence of a failure with the next steps that can help here. */
function noticeFor(
  failure: Failure,
  { view, decision }: { readonly view: AnswerView; readonly decision: RouteDecision | undefined },
  words: AnswerWords,
): NoticeView {
  const notice = words.notice(failure);
  const isBroken =
    view.text !== "" && !DECLINED.has(failure.code) && remedyOf(failure, { shown: false }).failover !== "none";
  const after = isBroken ? afterText(view.attempts, decision).map((id) => actionView(id, words)) : [];
  const rest = notice.actions.filter(({ id }) => !after.some((action) => action.id === id));
  return possible({ ...notice, actions: [...after, ...rest] }, view.attempts, decision);
}

/** Text that was shown is kept: go on from it, or ask the next tier that can. */
function afterText(attempts: readonly AttemptView[], decision: RouteDecision | undefined): readonly ActionId[] {
  const other = decision?.ranked.find(({ tier }) => !attempts.some((tried) => tried.tier === tier));
  return ["continue", ...(other ? [`retry-${other.tier}` as const] : [])];
}

/** A tier that has just been tried is no next step, half an edit cannot be continued, and only an edit has to be taken. */
function possible(
  notice: NoticeView,
  attempts: readonly AttemptView[],
  decision: RouteDecision | undefined,
): NoticeView {
  const out = new Set(attempts.map(({ tier }) => `retry-${tier}`));
  if (decision) out.add(EDIT_TASKS.has(decision.signals.task) ? "continue" : "keep-answer");
  return { ...notice, actions: notice.actions.filter(({ id }) => !out.has(id)) };
}

/** Text of a try that runs; a flow says its own words when its tries are over, and they are as they ended. */
function written(view: AnswerView): AnswerView {
  return view.attempts.at(-1)?.state === "waiting" ? inLast(view, { state: "streaming" }) : view;
}

function inLast(view: AnswerView, part: Partial<AttemptView>): AnswerView {
  const last = view.attempts.at(-1);
  return last ? { ...view, attempts: [...view.attempts.slice(0, -1), { ...last, ...part }] } : view;
}

function withWhy(state: AnswerState, words: AnswerWords): AnswerState {
  const { decision, pack } = state;
  return decision && pack
    ? { ...state, view: { ...state.view, why: whyView({ ...state, decision, pack }, words) } }
    : state;
}
