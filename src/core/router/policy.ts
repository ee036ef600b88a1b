import type { CheckName } from "../cascade/verdict.ts";
import { PICO_PER_DOLLAR, type Pico } from "../models/money.ts";
import type { Candidate } from "../models/model.ts";
import { CHECK_STRENGTHS, checkFor, type CheckStrength } from "./checkStrength.ts";
import type { RouteSignals } from "./decision.ts";
import { KIND_TABLE, type KindTable } from "./kindTable.ts";
import { NO_RULES, type OwnRules } from "./ownRules.ts";
import { VALUE_PRESETS } from "./value.ts";

/** Everything that decides besides the request and the models. */
export interface RoutePolicy {
  /** What a solved request is worth to the user. */
  readonly valuePico: Pico;
  readonly table: KindTable;
  /** What will judge an answer of this candidate; absent = nothing stronger than its shape. */
  readonly checkOf: (signals: RouteSignals, candidate: Candidate) => CheckStrength | undefined;
  /** Tries of one request; two rejections end it. */
  readonly mostTries: number;
  /** The user's own rules, and what the workspace forbids. */
  readonly rules: OwnRules;
}

export function policyFor(
  valueUsd: number,
  checks: readonly CheckName[] = ["diagnostics"],
  rules: OwnRules = NO_RULES,
  strengths: Readonly<Record<CheckName, CheckStrength>> = CHECK_STRENGTHS,
): RoutePolicy {
  return {
    valuePico: Math.round(valueUsd * PICO_PER_DOLLAR),
    table: KIND_TABLE,
    checkOf: ({ task }) => checkFor(task, checks, strengths),
    mostTries: 3,
    rules,
  };
}

/** The same for a request whose answer has to make a failing command pass: the strongest check there is will run. */
export function withProof(policy: RoutePolicy, isProven: boolean): RoutePolicy {
  return isProven ? { ...policy, checkOf: () => CHECK_STRENGTHS.tests } : policy;
}

export const DEFAULT_POLICY: RoutePolicy = policyFor(VALUE_PRESETS.balanced);
