import type { AssistError, ErrorFacts } from "../core/assist/errors.ts";
import { type FaultKind, FAULTS } from "../core/assist/faultTable.ts";
import { type ErrorWords, forLog, isUsedUp, kindByWords, readWords, wordsOf } from "./errorWords.ts";
import { faultError } from "./faultError.ts";
import { asArray, asObject, asText } from "./json.ts";
import { type HeaderOf, retryAfter, roomOf } from "./waits.ts";

/** An answer that is no success, as it came over the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly header: HeaderOf;
  readonly body: string;
}

/** The only place that knows HTTP. Server text goes into `detail`, for the log; never a key or header. */
export function mapHttpError(answer: ErrorAnswer, facts: ErrorFacts, now: number): AssistError {
  const words = readWords(answer.body);
  const wait = retryAfter(answer.header, now) ?? words.waitMs;
  const kind = kindOf(answer, words, wait);
  const more = { ...waitFacts(kind, answer, wait), ...factsOf(kind, words) };
  return faultError(kind, { ...facts, ...more }, `HTTP ${answer.status}: ${forLog(words.message)}`);
}

/** An error object inside a body that began with 200. */
export function mapStreamError(body: unknown, facts: ErrorFacts): AssistError {
  const words = wordsOf(body);
  const status = Number(words.code);
  const kind =
    Number.isInteger(status) && status >= 400
      ? kindOf({ status, header: () => null, body: "" }, words, undefined)
      : (kindByWords(words) ?? "server");
  return faultError(kind, { ...facts, ...factsOf(kind, words) }, forLog(words.message));
}

function factsOf(kind: FaultKind, { sizes, message, parameter, code }: ErrorWords): ErrorFacts {
  if (FAULTS[kind].code === "context-too-long") return sizes;
  if (kind === "unreachable") return { reason: code };
  if (kind !== "parameter") return {};
  const named = parameter === "" ? parameterIn(message) : parameter;
  return named === undefined ? {} : { parameter: named };
}

/** The parameter that a message names: in quotes, in brackets, after "supplied:", before "Extra inputs". */
function parameterIn(message: string): string | undefined {
  const found =
    /['"`]([A-Za-z_][\w.[\]]*)['"`]|(?:(?:supplied|parameter):\s*|support parameter |key \[)([A-Za-z_]\w*(?:[.[]\w+)*)|([A-Za-z_][\w.]*): extra inputs/i.exec(
      message,
    );
  return found?.slice(1).find((name) => name !== undefined);
}

function waitFacts(kind: FaultKind, { header }: ErrorAnswer, wait: number | undefined): ErrorFacts {
  if (FAULTS[kind].retry === "none" && FAULTS[kind].class !== "rate_limit") return {};
  const retryAfterMs = wait ?? (FAULTS[kind].class === "rate_limit" ? roomOf(header)?.resetMs : undefined);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function kindOf(answer: ErrorAnswer, words: ErrorWords, wait: number | undefined): FaultKind {
  const { status, body } = answer;
  const isPage = /^\s*</.test(body);
  if (status >= 300 && status < 400) return "wrong-url";
  switch (status) {
    case 401:
      return "auth";
    case 402:
      // OpenRouter's 402 with a time is about what is in flight, and passes.
      return wait === undefined ? "billing" : "rate-limit-wait";
    case 403:
      return isPage ? "wrong-url" : (kindByWords(words) ?? "permission");
    case 404:
    case 405:
      if (isPage) return "wrong-url";
      return (
        kindByWords(words) ??
        (/model|deployment/i.test(`${words.message} ${words.code}`) ? "model-not-found" : "wrong-url")
      );
    case 413:
      return words.sizes.limitTokens === undefined ? "body-too-large" : "overflow";
    case 429:
      if (isUsedUp(words)) return "billing";
      // More than a minute's allowance in one request: waiting never makes room for it.
      return /request too large/i.test(words.message) ? "overflow" : rateLimitKind(answer, words, wait);
    case 407:
      return "proxy";
    case 408:
    case 529:
      return "overloaded";
    case 503:
      return kindByWords(words) ?? "overloaded";
    case 504:
    case 522:
    case 524:
      return "gateway-timeout";
    case 502:
      // A relay or gateway that could not get through says so with the system's own code.
      return SYSTEM_CODE.test(words.code) ? "unreachable" : (kindByWords(words) ?? "server");
    default:
      return kindByWords(words) ?? (status >= 500 ? "server" : "bad-request");
  }
}

const SYSTEM_CODE = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/;

/** Nobody sits through a longer wait, in ms. */
const LONGEST_WAIT_MS = 60_000;

/**
 * A named time counts where the API itself gave it: a proxy's plain text does not know the limit, and "slow down" asks
 * for growing waits. It is certain where the limit's own headers say that it is used up and when it is whole again.
 */
function rateLimitKind({ header }: ErrorAnswer, words: ErrorWords, wait: number | undefined): FaultKind {
  const room = roomOf(header);
  const isCertain = room?.share === 0 && room.resetMs !== undefined;
  const ms = wait ?? (isCertain ? room.resetMs : undefined);
  if (header("x-should-retry") === "false" || (ms !== undefined && ms > LONGEST_WAIT_MS)) return "rate-limit-long";
  if (ms === undefined || !words.isJson || /slow_?down/i.test(words.code)) return "rate-limit";
  return isCertain ? "rate-limit-reset" : "rate-limit-wait";
}

/** A failure below HTTP: no connection, a broken one, or a certificate that is not trusted. */
export function mapNetworkError(error: unknown, facts: ErrorFacts, started: boolean): AssistError {
  const code = causeCode(error);
  const detail = `${error instanceof Error ? error.message : String(error)}${code === "" ? "" : ` (${code})`}`;
  const reason = code === "" ? "connection closed" : code;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ALTNAME/.test(code))
    return faultError("certificate", { ...facts, reason }, detail);
  const words = messagesOf(error);
  if (
    !started &&
    (/proxy authentication|proxy.{0,40}407|407.{0,40}proxy/i.test(words.join(" ")) || isBlank(words, code))
  )
    return faultError("proxy", facts, detail);
  if (started) return faultError("broken", { ...facts, reason }, detail);
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET" || code === "EPIPE")
    return faultError("reset", { ...facts, reason }, detail);
  return faultError("unreachable", code === "" ? facts : { ...facts, reason: code }, detail);
}

/**
 * `fetch` makes a network error of an answer with 407, and says nothing more (Fetch standard, HTTP-network-or-cache fetch,
 * step 14): of all its failures this one alone has a cause without a word and without a code.
 */
function isBlank(words: readonly string[], code: string): boolean {
  return code === "" && words.at(-1) === "" && words.at(-2) === "fetch failed";
}

/** The messages of an error and of what caused it, one after the other. */
function messagesOf(error: unknown): readonly string[] {
  const words: string[] = [];
  for (let current: unknown = error, depth = 0; depth < 6; depth += 1) {
    const object = asObject(current);
    if (!object) break;
    words.push(asText(object["message"]) ?? "");
    current = object["cause"];
  }
  return words;
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
