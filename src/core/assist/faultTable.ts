import type { ErrorCode } from "./errorCodes.ts";

/** What a fault is, whoever it is told to; the classes of the fault matrix that the case sets hold. */
export type FaultClass =
  | "auth"
  | "permission"
  | "content_filter"
  | "model_not_found"
  | "wrong_base_url"
  | "endpoint_missing"
  | "context_overflow"
  | "unsupported_param"
  | "bad_request"
  | "billing"
  | "rate_limit"
  | "server"
  | "overloaded"
  | "warming_up"
  | "protocol"
  | "truncated"
  | "transport"
  | "timeout"
  | "stalled"
  | "truncated_by_limit"
  | "refusal";

/**
 * Whether the same model is asked again: once without delay, with a growing delay, at the time that the server names, or
 * once with the request changed (a parameter left out, the context trimmed, more room for the answer).
 */
export type Retry = "none" | "immediate" | "backoff" | "at-time" | "changed-request";

/**
 * Who else may cure it: any other model, one behind another connection, one with a larger window, a stronger tier, or any
 * once waiting for this one has not helped.
 */
export type Failover = "none" | "next-model" | "other-provider" | "bigger-window" | "higher-tier" | "after-wait";

interface FaultRow {
  readonly class: FaultClass;
  /** The row of the trouble table (`extension/errors`) that tells it to the user. */
  readonly code: ErrorCode;
  readonly retry: Retry;
  readonly failover: Failover;
}

const row = (kind: FaultClass, code: ErrorCode, retry: Retry, failover: Failover): FaultRow => ({
  class: kind,
  code,
  retry,
  failover,
});

/**
 * The one table where what came over the wire, the class it belongs to, what the user reads and what happens next meet.
 * Retry and failover hold only while nothing has been shown.
 */
export const FAULTS = {
  auth: row("auth", "auth", "none", "none"),
  "key-missing": row("auth", "key-missing", "none", "none"),
  permission: row("permission", "permission", "none", "other-provider"),
  filtered: row("content_filter", "filtered", "none", "none"),
  "model-not-found": row("model_not_found", "model-not-found", "none", "next-model"),
  "model-retired": row("model_not_found", "model-retired", "none", "next-model"),
  "wrong-url": row("wrong_base_url", "wrong-url", "none", "none"),
  /** The endpoint does not speak this wire flavour; the adapter asks in the other one at once. */
  "endpoint-missing": row("endpoint_missing", "wrong-url", "none", "none"),
  overflow: row("context_overflow", "context-too-long", "changed-request", "bigger-window"),
  /** A proxy's limit on bytes: no model behind it takes more. */
  "body-too-large": row("context_overflow", "context-too-long", "changed-request", "none"),
  /** The server cut the prompt and answered all the same. */
  "prompt-cut": row("context_overflow", "prompt-cut", "changed-request", "bigger-window"),
  parameter: row("unsupported_param", "bad-parameter", "changed-request", "none"),
  "bad-request": row("bad_request", "bad-parameter", "none", "none"),
  billing: row("billing", "billing", "none", "other-provider"),
  "rate-limit": row("rate_limit", "rate-limit", "backoff", "next-model"),
  /** The server asks to wait for a while. */
  "rate-limit-wait": row("rate_limit", "rate-limit", "at-time", "next-model"),
  /** The limit's own headers say when it is lifted, so that waiting is certain to help. */
  "rate-limit-reset": row("rate_limit", "rate-limit", "at-time", "after-wait"),
  /** The server forbids another try, or asks for a longer wait than anybody sits through. */
  "rate-limit-long": row("rate_limit", "rate-limit", "none", "next-model"),
  server: row("server", "server", "backoff", "next-model"),
  /** It waited long enough already. */
  "gateway-timeout": row("server", "server", "immediate", "next-model"),
  overloaded: row("overloaded", "overloaded", "backoff", "next-model"),
  "warming-up": row("warming_up", "warming-up", "backoff", "after-wait"),
  /** A sign-in page, or a server that is none of a model. */
  "web-page": row("protocol", "wrong-url", "none", "next-model"),
  "empty-body": row("protocol", "bad-response", "backoff", "next-model"),
  unreadable: row("protocol", "bad-response", "none", "next-model"),
  /** Tool calls that nobody asked for; another model would be asked the same way. */
  "unasked-tools": row("protocol", "bad-response", "none", "none"),
  empty: row("protocol", "empty", "none", "next-model"),
  truncated: row("truncated", "truncated", "backoff", "next-model"),
  /** The connection broke after the answer had begun. */
  broken: row("transport", "transport", "backoff", "next-model"),
  /** The connection broke before: what a kept socket looks like that the server has closed meanwhile. */
  reset: row("transport", "transport", "immediate", "next-model"),
  unreachable: row("transport", "unreachable", "none", "next-model"),
  certificate: row("transport", "certificate", "none", "none"),
  /** The proxy on the way wants a sign-in. */
  proxy: row("transport", "proxy", "none", "none"),
  timeout: row("timeout", "timeout", "immediate", "next-model"),
  stalled: row("stalled", "stalled", "backoff", "next-model"),
  /** Signs of life without a word of an answer. */
  "no-text": row("stalled", "timeout", "none", "next-model"),
  "length-limit": row("truncated_by_limit", "length-limit", "none", "none"),
  /** The room for the answer went into thoughts that nobody sees. */
  "length-empty": row("truncated_by_limit", "length-limit", "changed-request", "none"),
  refused: row("refusal", "refused", "none", "higher-tier"),
} as const satisfies Readonly<Record<string, FaultRow>>;

export type FaultKind = keyof typeof FAULTS;
