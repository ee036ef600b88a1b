import type { TaskKind } from "../task/kinds.ts";
import type { Strata } from "./chance.ts";

/** What was measured of one model family on one kind of task. */
export interface KindRow {
  readonly kind: TaskKind;
  readonly family: string;
  /** Share of right answers, 0 to 1. */
  readonly right: number;
  /** Standard error of `right`. */
  readonly error: number;
  /** The same by difficulty, hardest first; absent where only the mean is known. */
  readonly strata?: Strata;
  /** Mean price of one request, US dollars; absent where it was not recorded. */
  readonly usd?: number;
  /** Median wait, seconds. */
  readonly seconds?: number;
  /** Mean length of an answer, hidden reasoning included. */
  readonly outputTokens?: number;
  readonly n: number;
  readonly source: KindSourceName;
}

/** What is expected of a model of which nothing was measured. */
export interface TierRow {
  readonly right: number;
  readonly error: number;
  readonly source: KindSourceName;
}

/** What a kind of task is like, whoever does it. */
export interface KindFacts {
  /** Usual length of an answer, tokens, without hidden reasoning. */
  readonly outputTokens: number;
  /** What a second of waiting costs, US dollars. */
  readonly secondUsd: number;
}

/** Where figures of the table come from. Nothing fitted on data under a non-commercial licence is among them. */
export const KIND_SOURCES = {
  crb: "CodeRouterBench, test part, MIT",
  crbSimilarity: "CodeRouterBench, test part, MIT; scored by similarity, best model set to 0.9",
  crbAgentic: "CodeRouterBench, 126 agentic tasks, MIT",
  editBench: "EDIT-Bench, 390 real edits in VS Code, Apache-2.0",
  families: "mean of the measured families of this tier",
  assumed: "assumed: nothing was measured for this kind",
} as const;

export type KindSourceName = keyof typeof KIND_SOURCES;
