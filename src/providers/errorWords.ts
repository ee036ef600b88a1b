import type { ErrorFacts } from "../core/assist/errors.ts";
import type { FaultKind } from "../core/assist/faultTable.ts";
import { asArray, asCount, asText, field } from "./json.ts";
import { parseJson } from "../util/parseJson.ts";
import { durationMs } from "./waits.ts";

/** What an error body says, whatever its shape. */
export interface ErrorWords {
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly parameter: string;
  /** Sizes, where the server gives them as numbers of their own. */
  readonly sizes: ErrorFacts;
  /** The wait that the body asks for (google.rpc.RetryInfo). */
  readonly waitMs?: number;
  /** False for a text that no API wrote: a proxy's page or line. */
  readonly isJson: boolean;
}

const NONE: ErrorWords = { message: "", code: "", type: "", parameter: "", sizes: {}, isJson: true };

export function readWords(body: string): ErrorWords {
  const parsed = parseJson(body);
  return parsed === undefined ? { ...NONE, message: plain(body), isJson: false } : wordsOf(parsed);
}

/**
 * Of `{ error: {…} }`, `{ error: "…" }`, `[{ error }]`, `{ detail: […] }` (FastAPI, also below `message`), and an error
 * without its own key.
 */
export function wordsOf(parsed: unknown): ErrorWords {
  const top = asArray(parsed)?.[0] ?? parsed;
  const detail = field(top, "detail") ?? field(field(top, "message"), "detail");
  const issue = asArray(detail)?.[0];
  if (issue !== undefined) return wordsOfIssue(issue);
  const inner = field(top, "error") ?? top;
  const error = typeof inner === "string" ? top : inner;
  const message = asText(inner) ?? asText(field(error, "message")) ?? asText(detail) ?? "";
  return {
    ...NONE,
    message,
    code: label(field(error, "code") ?? field(error, "status")),
    type: asText(field(error, "type")) ?? "",
    parameter: asText(field(error, "param")) ?? "",
    ...waitIn(field(error, "details")),
    sizes: sizesOf(asCount(field(error, "n_prompt_tokens")), asCount(field(error, "n_ctx"))) ?? sizesIn(message),
  };
}

function waitIn(details: unknown): { readonly waitMs?: number } {
  const delays = (asArray(details) ?? []).map((one) => durationMs(asText(field(one, "retryDelay"))));
  const waitMs = delays.find((delay) => delay !== undefined);
  return waitMs === undefined ? {} : { waitMs };
}

function wordsOfIssue(issue: unknown): ErrorWords {
  const place = asArray(field(issue, "loc"))?.at(-1);
  return {
    ...NONE,
    message: asText(field(issue, "msg")) ?? "",
    type: asText(field(issue, "type")) ?? "",
    parameter: label(place),
  };
}

function label(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function plain(body: string): string {
  return body
    .replace(/<[^>]{0,500}>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function sizesOf(asked: number | undefined, limit: number | undefined): ErrorFacts | undefined {
  return asked === undefined || limit === undefined ? undefined : { tokens: asked, limitTokens: limit };
}

/**
 * The first two figures of an overflow message, in whichever order: the larger was asked for, the smaller is the limit.
 * What a total is made up of comes after it, or as a sum; digits in a model's name are no figure.
 */
function sizesIn(message: string): ErrorFacts {
  const counts = [...message.matchAll(/(?<![\w.-])(\d{1,3}(?:,\d{3})+|\d{4,9})(?: \+ (\d{1,9}))?(?![\w-])/g)].map(
    ([, count = "", more = "0"]) => Number(count.replaceAll(",", "")) + Number(more),
  );
  const [first, second] = counts;
  if (first === undefined || second === undefined) return {};
  return { tokens: Math.max(first, second), limitTokens: Math.min(first, second) };
}

/**
 * How servers say it, one row a kind. First match wins, so what only looks like another stands before it: a limit per
 * minute before an overflow, a model that nobody offers before a parameter that is not supported.
 */
const BY_WORDS: readonly (readonly [FaultKind, RegExp])[] = [
  [
    "auth",
    /api.?key (?:not valid|expired|was reported)|(?:invalid|incorrect|wrong|expired) (?:x-)?api.?key|(?:invalid|wrong)_api_key|invalid authorization|authentication.?error|unregistered callers|security token .{0,40}(?:invalid|expired)|\bunauthorized\b|authorization failed/i,
  ],
  ["permission", /location is not supported|unsupported_country|data policy/i],
  ["warming-up", /loading model|\bmodel\b.{0,80}\bis (?:still |currently )?loading|not ready for inference/i],
  ["overloaded", /overloaded|capacity.?exceeded|over capacity/i],
  [
    "filtered",
    /content.?(?:filter|policy)|content management policy|flagged|safety system|usage (?:policy|guidelines)|inappropriate content|data_inspection|unsafe or sensitive|content exists risk/i,
  ],
  [
    "billing",
    /insufficient_quota|credit.?balance|insufficient (?:credits|balance)|balance is insufficient|(?:any|available) credits|credit limit|(?:spend|spending|key) limit|arrearage/i,
  ],
  ["overflow", /request too large/i],
  ["rate-limit", /rate.?limit|too many requests|throttling|please wait before/i],
  [
    "overflow",
    /context.?(?:length|size|window|limit)|(?:maximum|max) (?:context|model|prompt)?.?length|(?:prompt|input) (?:is )?too long|(?:input|prompt) (?:token count|length)|model token limit|must have less than \d+ tokens|inputs?`? tokens \+|too many tokens|tokens to keep from the initial prompt|reduce the length of the (?:messages|prompt)|max_prompt_tokens|too large to process/i,
  ],
  [
    "model-not-found",
    /model.{0,80}(?:not found|(?:does )?not exist|decommissioned|not supported by any)|model_(?:not_found|decommissioned|not_supported)|(?:invalid|unknown) model(?:[:,]| ['"])|not a valid model|model identifier is invalid|on-demand throughput|no (?:endpoints found for|allowed providers)/i,
  ],
  [
    "parameter",
    /unsupported (?:parameter|value)|unsupported_(?:parameter|value)|unrecognized request argument|unknown (?:parameter|name|field)|invalid parameter|argument not supported|extraneous key|extra_forbidden|extra inputs are not permitted|not currently supported|['"`][\w.[\]]+['"`].{0,60}(?:(?:is not|not) supported|is unsupported)|does not support (?:parameter|tools|thinking)|support tool use|tool choice requires/i,
  ],
];

/** The kind that the words alone tell; undefined where they tell nothing. */
export function kindByWords({ message, code, type }: ErrorWords): FaultKind | undefined {
  const all = `${code} ${type} ${message}`;
  return BY_WORDS.find(([, pattern]) => pattern.test(all))?.[0];
}

/** 1113 and 1308 are Z.ai's codes for an empty account and for a used-up plan. */
const USED_UP = /quota|credit|billing|balance|^\s*(?:1113|1308)\b/i;
const PASSES = /\bper (?:second|minute|hour|day)\b/i;

/** A 429 that no waiting cures. */
export function isUsedUp(words: ErrorWords): boolean {
  if (kindByWords(words) === "billing") return true;
  return USED_UP.test(`${words.code} ${words.type}`) && !PASSES.test(words.message);
}

const KEY_LIKE = /\b(?:sk|key|pk|rk)[-_][A-Za-z0-9_*.-]{3,}|\bBearer\s+\S+/gi;

/** The server's words for the log, short and without keys. */
export function forLog(message: string): string {
  return message.replace(KEY_LIKE, "[key]").slice(0, 500);
}
