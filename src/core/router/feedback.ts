import * as z from "zod/mini";
import { TIERS } from "../models/tier.ts";
import { TASK_KINDS, type TaskKind } from "../task/kinds.ts";
import { parseJson } from "../../util/parseJson.ts";

export const FEEDBACK_KINDS = ["accept", "reject", "undo", "ask-again", "helpful", "not-helpful", "preferred"] as const;

/** What a user did with an answer. Holds no code, no prompt and no path. */
export const feedbackSchema = z.object({
  v: z.literal(1),
  /** ms since the epoch. */
  at: z.int().check(z.nonnegative()),
  request: z.string().check(z.minLength(1), z.maxLength(200)),
  kind: z.enum(FEEDBACK_KINDS),
  task: z.enum(TASK_KINDS),
  tier: z.enum(TIERS),
  /** `connection/model` that gave the answer. */
  model: z.string().check(z.minLength(1), z.maxLength(300)),
});

export type Feedback = z.infer<typeof feedbackSchema>;
export type FeedbackKind = Feedback["kind"];

/** An accepted edit that is undone within this time was no good answer; later an undo is about something else. */
export const UNDO_MS = 600_000;

export interface FeedbackRead {
  readonly entries: readonly Feedback[];
  /** Lines that are no feedback; they are left out. */
  readonly skipped: number;
  /** The file as a whole cannot be trusted and is left out: more bad lines than good ones, or more lines than people make. */
  readonly poisoned?: "unreadable" | "too-many" | "future";
}

/** More feedback than this a day no person gives. */
const MOST_LINES = 200_000;
const CLOCK_SKEW_MS = 86_400_000;

/** Reads JSON lines; `now` in ms since the epoch. Never throws. */
export function parseFeedback(text: string, now: number): FeedbackRead {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > MOST_LINES) return { entries: [], skipped: lines.length, poisoned: "too-many" };
  const entries = lines.flatMap((line) => {
    const parsed = z.safeParse(feedbackSchema, parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
  const skipped = lines.length - entries.length;
  if (skipped > entries.length) return { entries: [], skipped: lines.length, poisoned: "unreadable" };
  const ahead = entries.filter(({ at }) => at > now + CLOCK_SKEW_MS).length;
  if (ahead * 2 > entries.length) return { entries: [], skipped: lines.length, poisoned: "future" };
  return { entries, skipped };
}

/** How good an answer was in the end, 0 to 1, from all that was done with it; undefined where nothing tells. */
export function outcomeOf(kinds: readonly FeedbackKind[]): number | undefined {
  if (kinds.some((kind) => kind === "undo" || kind === "reject" || kind === "not-helpful")) return 0;
  if (kinds.some((kind) => kind === "accept" || kind === "helpful" || kind === "preferred")) return 1;
  // Asked again: not good enough, but nobody said wrong.
  return kinds.includes("ask-again") ? 0.25 : undefined;
}

/** What was seen of one model on one kind of task, in requests, older ones faded. */
export interface Learned {
  readonly good: number;
  readonly bad: number;
}

/** After this many further requests of its kind and model a request counts half. */
const HALF_LIFE = 350;

/**
 * Counts per kind and model. A replaced model has another id and starts anew. One request counts once, however often it was
 * judged. Fades over about 500 requests (half-life 350: 500 requests keep 37 %).
 */
export function learn(entries: readonly Feedback[]): ReadonlyMap<string, Learned> {
  const requests = new Map<string, { readonly key: string; readonly at: number; readonly kinds: FeedbackKind[] }>();
  for (const { request, task, model, at, kind } of entries) {
    const key = learnedKey(task, model);
    const id = `${request}\n${key}`;
    const known = requests.get(id);
    if (known) known.kinds.push(kind);
    else requests.set(id, { key, at, kinds: [kind] });
  }
  const learned = new Map<string, Learned>();
  const fade = 0.5 ** (1 / HALF_LIFE);
  for (const { key, kinds } of [...requests.values()].toSorted((a, b) => a.at - b.at)) {
    const good = outcomeOf(kinds);
    if (good === undefined) continue;
    const before = learned.get(key) ?? { good: 0, bad: 0 };
    learned.set(key, { good: before.good * fade + good, bad: before.bad * fade + 1 - good });
  }
  return learned;
}

export function learnedKey(task: TaskKind, model: string): string {
  return `${task} ${model}`;
}

/** Weight of the table, in requests. With less, a table that was right lost value against its own feedback. */
export const PRIOR_WEIGHT = 200;

/** The chance after what was seen here: the mean of a Beta whose prior is the table. */
export function withLearned(right: number, seen: Learned | undefined): number {
  if (!seen) return right;
  return (right * PRIOR_WEIGHT + seen.good) / (PRIOR_WEIGHT + seen.good + seen.bad);
}
