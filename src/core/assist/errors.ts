import type { BudgetName } from "../ledger/budgetLimits.ts";
import type { Tier } from "../models/tier.ts";
import type { ErrorCode } from "./errorCodes.ts";
import type { FaultKind } from "./faultTable.ts";

/** Facts that the sentence of a code may name. Never holds a key, a header, a path beyond the workspace, or code. */
export interface ErrorFacts {
  readonly host?: string;
  readonly model?: string;
  readonly file?: string;
  readonly setting?: string;
  readonly reason?: string;
  /** A step of a flow, as it is shown. */
  readonly step?: string;
  readonly parameter?: string;
  /** This system keeps secrets only until its page is loaded again. */
  readonly forgetful?: boolean;
  /** Another extension's model, which VS Code was not allowed to hand over. */
  readonly consent?: "refused";
  readonly date?: string;
  readonly replacement?: string;
  /** Milliseconds to wait before another try. */
  readonly retryAfterMs?: number;
  /** Seconds without text. */
  readonly seconds?: number;
  /** What was asked for and what is possible, in tokens. */
  readonly tokens?: number;
  readonly limitTokens?: number;
  /** How many of something. */
  readonly count?: number;
  readonly bytes?: number;
  readonly limitBytes?: number;
  /** The tier that was to answer. */
  readonly tier?: Tier;
  /** What a request may cost, and what is left of which budget; pico-dollars. */
  readonly costPico?: number;
  readonly leftPico?: number;
  readonly budget?: BudgetName;
}

/** What failed, as a value. */
export interface Failure {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
  /** The finer kind, where the code alone does not say what may follow; see `faults`. */
  readonly fault?: FaultKind;
  /** The endpoint's own words or a stack, for the log only. */
  readonly detail?: string;
}

const MARK = "AssistError";

/**
 * The one error that crosses the provider edge and the context port; `assist()` turns it into an event. Recognise it
 * with {@link isAssistError}: bundles hold their own copies of the class, so `instanceof` would miss some.
 */
export class AssistError extends Error implements Failure {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
  readonly fault?: FaultKind;
  readonly detail?: string;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, detail?: string, fault?: FaultKind) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = MARK;
    this.code = code;
    this.facts = facts;
    if (detail !== undefined) this.detail = detail;
    if (fault !== undefined) this.fault = fault;
  }
}

export function isAssistError(error: unknown): error is AssistError {
  return error instanceof Error && error.name === MARK && "code" in error;
}

/** Any thrown thing as a {@link Failure}; what is not an {@link AssistError} is a bug and becomes `internal`. */
export function toFailure(error: unknown): Failure {
  if (isAssistError(error)) {
    const { code, facts, fault, detail } = error;
    return { code, facts, ...(fault === undefined ? {} : { fault }), ...(detail === undefined ? {} : { detail }) };
  }
  return {
    code: "internal",
    facts: {},
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
