/** Every way a request can fail that a user may meet. Sentences and next steps: `extension/errors`. */
export const ERROR_CODES = [
  "no-model",
  "auth",
  "permission",
  "model-not-found",
  "model-retired",
  "wrong-url",
  "unreachable",
  "certificate",
  "rate-limit",
  "overloaded",
  "server",
  "billing",
  "context-too-long",
  "prompt-cut",
  "filtered",
  "refused",
  "bad-parameter",
  "warming-up",
  "timeout",
  "stalled",
  "truncated",
  "length-limit",
  "empty",
  "check-failed",
  "bad-response",
  "transport",
  "over-budget",
  "price-needed",
  "private-only",
  "ignored",
  "untrusted",
  "nothing-selected",
  "no-workspace",
  "file-missing",
  "not-text",
  "too-large",
  "bad-setting",
  "edit-misfit",
  "key-storage",
  "key-missing",
  "ledger-write",
  "file-write",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Facts that the sentence of a code may name. Never holds a key, a header, a path beyond the workspace, or code. */
export interface ErrorFacts {
  readonly host?: string;
  readonly model?: string;
  readonly file?: string;
  readonly setting?: string;
  readonly reason?: string;
  readonly parameter?: string;
  readonly date?: string;
  readonly replacement?: string;
  /** Milliseconds to wait before another try. */
  readonly retryAfterMs?: number;
  /** Seconds without text. */
  readonly seconds?: number;
  /** What was asked for and what is possible, in tokens. */
  readonly tokens?: number;
  readonly limitTokens?: number;
  readonly bytes?: number;
  readonly limitBytes?: number;
}

/** What failed, as a value. */
export interface Failure {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
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
  readonly detail?: string;

  constructor(code: ErrorCode, facts: ErrorFacts = {}, detail?: string) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = MARK;
    this.code = code;
    this.facts = facts;
    if (detail !== undefined) this.detail = detail;
  }
}

export function isAssistError(error: unknown): error is AssistError {
  return error instanceof Error && error.name === MARK && "code" in error;
}

/** Any thrown thing as a {@link Failure}; what is not an {@link AssistError} is a bug and becomes `internal`. */
export function toFailure(error: unknown): Failure {
  if (isAssistError(error)) {
    return { code: error.code, facts: error.facts, ...(error.detail === undefined ? {} : { detail: error.detail }) };
  }
  return {
    code: "internal",
    facts: {},
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/**
 * Faults that another candidate may cure: any other one, or only one behind another connection. What the user must mend
 * (key, address) is not among them. Values as in the fault matrix under `test/cases`.
 */
const CURED_BY: Readonly<Partial<Record<ErrorCode, "any" | "other-connection">>> = {
  permission: "other-connection",
  billing: "other-connection",
  unreachable: "other-connection",
  "model-not-found": "any",
  "model-retired": "any",
  "rate-limit": "any",
  overloaded: "any",
  server: "any",
  "context-too-long": "any",
  "warming-up": "any",
  timeout: "any",
  stalled: "any",
  truncated: "any",
  empty: "any",
  "bad-response": "any",
  transport: "any",
};

/** True when a model behind connection `next` may cure a failure of one behind `failed`. Only before any text was shown. */
export function canFailOver(code: ErrorCode, failed: string, next: string): boolean {
  const cure = CURED_BY[code];
  return cure === "any" || (cure === "other-connection" && failed !== next);
}
