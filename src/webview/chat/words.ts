import * as l10n from "@vscode/l10n";
import type { AnswerView, AttemptView, TurnView } from "../../protocol/viewState.ts";
import {
  costText,
  savedText,
  sharedDecimals,
  sumText,
  type CostLike,
  type CostSumLike,
  type CostWords,
} from "../../util/costText.ts";
import { formatDuration, formatTokens } from "../../util/format.ts";
import { tierName } from "../shared/names.ts";
import { verdictOf } from "./verdict.ts";

/* Sentences of the chat, as pure functions of what is drawn. */

export function lastAttempt(answer: AnswerView): AttemptView | undefined {
  return answer.attempts.at(-1);
}

/** True for a price before the end, and for tokens that the server never reported, as after a stop. */
export function isEstimate({ cost, costIsEstimate, usage }: AttemptView): boolean {
  return costIsEstimate || usage?.estimated === true || (cost.kind === "priced" && cost.provenance === "estimated");
}

export function isRunning({ state }: AttemptView): boolean {
  return state === "waiting" || state === "streaming" || state === "checking";
}

/**
 * The sum of all attempts. The estimate of one that runs, or that its window cut off before it was booked, is in, so
 * that the parts and the total agree at any time.
 */
function costOf({ attempts, cost }: AnswerView): CostSumLike {
  if (attempts.every((attempt) => !attempt.costIsEstimate)) return cost;
  const count = (kind: CostLike["kind"]): number => attempts.filter((attempt) => attempt.cost.kind === kind).length;
  const pico = (kind: "priced" | "simulated"): bigint =>
    attempts.reduce((sum, { cost: each }) => (each.kind === kind ? sum + BigInt(Math.round(each.pico)) : sum), 0n);
  return {
    pico: pico("priced"),
    simulatedPico: pico("simulated"),
    priced: count("priced"),
    simulated: count("simulated"),
    free: count("free"),
    included: count("included"),
    unknown: count("unknown"),
  };
}

/** Decimals that the attempts of one answer and their sum share; undefined for a single attempt. */
export function answerDecimals(answer: AnswerView): number | undefined {
  if (answer.attempts.length < 2) return undefined;
  return sharedDecimals(answer.attempts.flatMap((attempt) => picoOf(attempt.cost)));
}

function picoOf(cost: CostLike): readonly number[] {
  return cost.kind === "priced" || cost.kind === "simulated" ? [cost.pico] : [];
}

export function answerCost(answer: AnswerView, words: CostWords): string {
  const estimate = answer.attempts.some(isEstimate);
  return sumText(costOf(answer), words, { estimate, decimals: answerDecimals(answer) });
}

export function attemptCost(answer: AnswerView, attempt: AttemptView, words: CostWords): string {
  return costText(attempt.cost, words, { estimate: isEstimate(attempt), decimals: answerDecimals(answer) });
}

export function savings(answer: AnswerView, words: CostWords): string | undefined {
  if (answer.savedPico === undefined || answer.state === "working") return undefined;
  return savedText(BigInt(Math.round(answer.savedPico)), words, answer.simulated ? "simulated" : "real");
}

/** `2.1 s, first token 0.4 s` once the answer has ended. */
export function timing(answer: AnswerView, locale: string): string | undefined {
  if (answer.totalMs === undefined || answer.state === "working") return undefined;
  const total = formatDuration(answer.totalMs, locale);
  if (answer.firstTokenMs === undefined) return total;
  return l10n.t("{total}, first token {first}", { total, first: formatDuration(answer.firstTokenMs, locale) });
}

/** Where no price is known the tokens stand in for it. */
export function tokensUsed(answer: AnswerView, locale: string): string | undefined {
  const usage = lastAttempt(answer)?.usage;
  if (answer.cost.unknown === 0 || usage === undefined) return undefined;
  const count = (tokens: number): string => new Intl.NumberFormat(locale).format(tokens);
  return l10n.t("{input} in, {output} out", {
    input: count(usage.input + usage.cacheRead + usage.cacheWrite),
    output: count(usage.output),
  });
}

const WAIT_SHOWN_MS = 3_000;

/** `Waiting for gpt-6-luna, 4 s` once waiting has become noticeable. */
export function waitingText(answer: AnswerView, now: number, locale: string): string | undefined {
  const attempt = lastAttempt(answer);
  if (answer.state !== "working" || attempt?.state !== "waiting") return undefined;
  const waited = now - attempt.startedAt;
  if (waited < WAIT_SHOWN_MS) return undefined;
  const time = clock(Math.floor(waited / 1_000), locale);
  return attempt.tier === "local"
    ? l10n.t("Waiting for {model}, {time}. First answers of a local model are slow.", { model: attempt.model, time })
    : l10n.t("Waiting for {model}, {time}", { model: attempt.model, time });
}

/** Whole seconds, so that the clock ticks once per second. */
function clock(seconds: number, locale: string): string {
  if (seconds >= 10) return formatDuration(seconds * 1_000, locale);
  return l10n.t("{seconds} s", { seconds: new Intl.NumberFormat(locale).format(seconds) });
}

/** What a running attempt does; the timeline and, for a single attempt, the receipt say it. */
export function doing(attempt: AttemptView): string {
  if (attempt.state === "checking") return l10n.t("Checking");
  if (attempt.state === "streaming") return l10n.t("Writing");
  return l10n.t("Waiting for the first text");
}

export function receiptLabel(attempt: AttemptView, cost: string, working: boolean): string {
  const names = { tier: tierName(attempt.tier), model: attempt.model, cost };
  return working
    ? l10n.t("Answering with {tier}, {model}, {cost}. Why this model", names)
    : l10n.t("Answered by {tier}, {model}, {cost}. Why this model", names);
}

export function tokenCount(tokens: number, locale: string): string {
  return l10n.t("{tokens} tokens", { tokens: formatTokens(tokens, locale) });
}

/** What the live region says when a turn changes from `before` to `after`. */
export function announcements(before: TurnView | undefined, after: TurnView, words: CostWords): readonly string[] {
  const known = before?.answer.attempts.length ?? 0;
  const started = after.answer.attempts
    .slice(known)
    .flatMap((attempt, index) => (attempt.why === "read-on" ? [] : [began(after.answer, attempt, known + index)]));
  const ended = before?.answer.state === "working" && after.answer.state !== "working";
  return ended ? [...started, ending(after.answer, words)] : started;
}

function began(answer: AnswerView, attempt: AttemptView, index: number): string {
  const tier = tierName(attempt.tier);
  const reason = answer.attempts[index - 1]?.note ?? "";
  if (attempt.why === "routed" || reason === "") return l10n.t("Answering with {tier}.", { tier });
  return attempt.why === "shifted-up" ? l10n.t("{reason} Shifting up to {tier}.", { reason, tier }) : reason;
}

function ending(answer: AnswerView, words: CostWords): string {
  const attempt = lastAttempt(answer);
  if (answer.state === "stopped") return l10n.t("Stopped.");
  if (answer.state === "failed" || attempt === undefined) return "";
  return l10n.t("Answer complete. {tier}, {cost}, {verdict}.", {
    tier: tierName(attempt.tier),
    cost: answerCost(answer, words),
    verdict: verdictOf(answer)?.text ?? l10n.t("Unverified"),
  });
}
