import { AssistError, type ErrorCode, type ErrorFacts } from "../core/assist/errors.ts";
import { asArray, asCount, asObject, asText, field, parseJson } from "./json.ts";

/** An answer that is no success, as it came over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  /** Lower-case header names. */
  readonly header: (name: string) => string | null;
  readonly body: string;
}

/** What an error body says, whatever its shape. */
interface ErrorWords {
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly parameter: string;
}

/** The only place that knows HTTP. Server text goes into `detail`, for the log; never a key or header. */
export function mapHttpError(answer: ErrorAnswer, facts: ErrorFacts, now: number): AssistError {
  const words = readWords(answer.body);
  const code = codeOf(answer, words);
  const retryAfterMs = code === "rate-limit" || code === "overloaded" ? retryAfter(answer, now) : undefined;
  const tokens = code === "context-too-long" ? tokenCounts(words.message) : {};
  const parameter = code === "bad-parameter" && words.parameter !== "" ? { parameter: words.parameter } : {};
  const more = { ...(retryAfterMs === undefined ? {} : { retryAfterMs }), ...tokens, ...parameter };
  return new AssistError(
    code,
    { ...facts, ...more },
    `HTTP ${answer.status}: ${withoutKeys(words.message).slice(0, 500)}`,
  );
}

/** An error object inside a stream that began with 200. */
export function mapStreamError(body: unknown, facts: ErrorFacts): AssistError {
  const words = wordsOf(body);
  const status = Number(words.code);
  const code =
    Number.isInteger(status) && status >= 400
      ? codeOf({ status, header: () => null, body: "" }, words)
      : codeByWords(words);
  return new AssistError(code ?? "server", facts, withoutKeys(words.message).slice(0, 500));
}

const KEY_LIKE = /\b(?:sk|key|pk|rk)[-_][A-Za-z0-9_*.-]{3,}|\bBearer\s+\S+/gi;

function withoutKeys(message: string): string {
  return message.replace(KEY_LIKE, "[key]");
}

function readWords(body: string): ErrorWords {
  const parsed = parseJson(body);
  if (parsed === undefined) return { message: plain(body), code: "", type: "", parameter: "" };
  return wordsOf(parsed);
}

function wordsOf(parsed: unknown): ErrorWords {
  const top = asArray(parsed)?.[0] ?? parsed;
  const detail = field(top, "detail");
  const issue = asArray(detail)?.[0];
  if (issue !== undefined) {
    const place = asArray(field(issue, "loc"))?.at(-1);
    return {
      message: asText(field(issue, "msg")) ?? "",
      code: "",
      type: asText(field(issue, "type")) ?? "",
      parameter: typeof place === "string" || typeof place === "number" ? String(place) : "",
    };
  }
  const error = field(top, "error") ?? top;
  if (typeof error === "string") return { message: error, code: "", type: "", parameter: "" };
  const code = field(error, "code") ?? field(error, "status");
  return {
    message: asText(field(error, "message")) ?? asText(detail) ?? "",
    code: typeof code === "string" || typeof code === "number" ? String(code) : "",
    type: asText(field(error, "type")) ?? "",
    parameter: asText(field(error, "param")) ?? "",
  };
}

function plain(body: string): string {
  return body
    .replace(/<[^>]{0,500}>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function codeOf({ status, body }: ErrorAnswer, words: ErrorWords): ErrorCode {
  const html = /^\s*</.test(body);
  if (status >= 300 && status < 400) return "wrong-url";
  if (status === 401) return "auth";
  if (status === 402) return "billing";
  if (status === 403) return codeByWords(words) ?? (html ? "wrong-url" : "permission");
  if (status === 404 || status === 405) {
    return !html && /model|deployment/i.test(`${words.message} ${words.code}`) ? "model-not-found" : "wrong-url";
  }
  if (status === 413) return "context-too-long";
  if (status === 429)
    return /quota|credit|billing|balance/i.test(`${words.code} ${words.type}`) ? "billing" : "rate-limit";
  if (status === 408 || status === 529) return "overloaded";
  if (status === 503) return codeByWords(words) ?? "overloaded";
  if (status >= 500) return "server";
  return codeByWords(words) ?? "bad-parameter";
}

const BY_WORDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/loading model/i, "warming-up"],
  [/overloaded/i, "overloaded"],
  [/content_?filter|content management policy|flagged/i, "filtered"],
  [/insufficient_quota|credit_balance|insufficient credits/i, "billing"],
  [/rate.?limit/i, "rate-limit"],
  [
    /context.?length|context.?size|context window|prompt is too long|input token count|maximum context|too many tokens/i,
    "context-too-long",
  ],
  [
    /unsupported (?:parameter|value)|unrecognized request argument|invalid parameter|extra_forbidden|extra inputs are not permitted/i,
    "bad-parameter",
  ],
  [/model.{0,80}(?:not found|does not exist)|model_not_found/i, "model-not-found"],
];

function codeByWords({ message, code, type }: ErrorWords): ErrorCode | undefined {
  const all = `${code} ${type} ${message}`;
  return BY_WORDS.find(([pattern]) => pattern.test(all))?.[1];
}

/** A longer wait cannot be told as a time of day. */
const DAY_MS = 86_400_000;

/**
 * Milliseconds that the server asks to wait: `retry-after-ms`, Azure's own header, `retry-after` as seconds or date.
 * Undefined where it says nothing or names more than a day.
 */
function retryAfter(answer: ErrorAnswer, now: number): number | undefined {
  const wait = askedWait(answer, now);
  return wait === undefined || wait > DAY_MS ? undefined : wait;
}

function askedWait({ header }: ErrorAnswer, now: number): number | undefined {
  const exact = asCount(Number(header("retry-after-ms") ?? header("x-ms-retry-after-ms") ?? Number.NaN));
  if (exact !== undefined) return exact;
  const value = header("retry-after");
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.round(seconds * 1_000));
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The two figures that overflow messages carry, in whichever order: the larger was asked for, the smaller is the limit. */
function tokenCounts(message: string): ErrorFacts {
  const counts = (message.match(/\d{4,9}/g) ?? []).map(Number);
  if (counts.length < 2) return {};
  return { tokens: Math.max(...counts), limitTokens: Math.min(...counts) };
}

/** A failure below HTTP: no connection, a broken one, or a certificate that is not trusted. */
export function mapNetworkError(error: unknown, facts: ErrorFacts, started: boolean): AssistError {
  const code = causeCode(error);
  const detail = `${error instanceof Error ? error.message : String(error)}${code === "" ? "" : ` (${code})`}`;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ALTNAME/.test(code))
    return new AssistError("certificate", { ...facts, reason: code }, detail);
  if (started) return new AssistError("transport", { ...facts, reason: reasonOf(code) }, detail);
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET" || code === "EPIPE") {
    return new AssistError("transport", { ...facts, reason: reasonOf(code) }, detail);
  }
  return new AssistError("unreachable", facts, detail);
}

function reasonOf(code: string): string {
  return code === "" ? "connection closed" : code;
}

function causeCode(error: unknown): string {
  for (let current: unknown = error, depth = 0; depth < 6; depth += 1) {
    const object = asObject(current);
    if (!object) return "";
    const code = asText(object["code"]);
    if (code !== undefined && code !== "") return code;
    const first = asArray(object["errors"])?.[0];
    current = first ?? object["cause"];
  }
  return "";
}
