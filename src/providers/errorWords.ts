import type { ErrorFacts } from "../core/assist/errors.ts";
import type { FaultKind } from "../core/assist/faultTable.ts";
import { asArray, asCount, asText, field } from "./json.ts";
import { parseJson } from "../util/parseJson.ts";

/** What an error body says, whatever its shape. */
export interface ErrorWords {
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly parameter: string;
  /** Sizes, where the server gives them as numbers of their own. */
  readonly sizes: ErrorFacts;
  /** False for a text that no API wrote: a proxy's page or line. */
  readonly isJson: boolean;
}

const NONE: ErrorWords = { message: "", code: "", type: "", parameter: "", sizes: {}, isJson: true };

export function readWords(body: string): ErrorWords {
  const parsed = parseJson(body);
  return parsed === undefined ? { ...NONE, message: plain(body), isJson: false } : wordsOf(parsed);
}

/** Of `{ error: {…} }`, `{ error: "…" }`, `[{ error }]`, `{ detail: […] }` (FastAPI), and an error without its own key. */
export function wordsOf(parsed: unknown): ErrorWords {
  const top = asArray(parsed)?.[0] ?? parsed;
  const detail = field(top, "detail");
  const issue = asArray(detail)?.[0];
  if (issue !== undefined) return wordsOfIssue(issue);
  const error = field(top, "error") ?? top;
  if (typeof error === "string") return { ...NONE, message: error };
  const message = asText(field(error, "message")) ?? asText(detail) ?? "";
  return {
    ...NONE,
    message,
    code: label(field(error, "code") ?? field(error, "status")),
    type: asText(field(error, "type")) ?? "",
    parameter: asText(field(error, "param")) ?? "",
    sizes: sizesOf(asCount(field(error, "n_prompt_tokens")), asCount(field(error, "n_ctx"))) ?? sizesIn(message),
  };
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

/** The two figures that overflow messages carry, in whichever order: the larger was asked for, the smaller is the limit. */
function sizesIn(message: string): ErrorFacts {
  const counts = (message.match(/\d{1,3}(?:,\d{3})+|\d{4,9}/g) ?? []).map((count) => Number(count.replaceAll(",", "")));
  if (counts.length < 2) return {};
  return { tokens: Math.max(...counts), limitTokens: Math.min(...counts) };
}

/** First match wins, so what only looks like an overflow ("too many tokens per minute") stands before it. */
const BY_WORDS: readonly (readonly [RegExp, FaultKind])[] = [
  [/api.?key not valid|(?:invalid|incorrect) api.?key|invalid_api_key/i, "auth"],
  [/loading model|model is (?:still |currently )?loading/i, "warming-up"],
  [/overloaded/i, "overloaded"],
  [/content_?filter|content management policy|flagged/i, "filtered"],
  [/insufficient_quota|credit_balance|insufficient (?:credits|balance)/i, "billing"],
  [/rate.?limit|too many requests/i, "rate-limit"],
  [
    /context.?length|context.?size|context.?window|prompt is too long|input token count|maximum context|too many tokens|tokens to keep from the initial prompt|reduce the length of the messages/i,
    "overflow",
  ],
  [
    /unsupported (?:parameter|value)|unsupported_(?:parameter|value)|unrecognized request argument|unknown parameter|invalid parameter|extra_forbidden|extra inputs are not permitted|not currently supported|['"`][\w.[\]]+['"`].{0,60}(?:is not|not) supported/i,
    "parameter",
  ],
  [/model.{0,80}(?:not found|does not exist)|model_not_found/i, "model-not-found"],
];

/** The kind that the words alone tell; undefined where they tell nothing. */
export function kindByWords({ message, code, type }: ErrorWords): FaultKind | undefined {
  const all = `${code} ${type} ${message}`;
  return BY_WORDS.find(([pattern]) => pattern.test(all))?.[1];
}

/** 429s that no waiting cures. 1308 is Z.ai's code for a used-up plan. */
const USED_UP = /quota|credit|billing|balance|^\s*1308\b/i;

export function isUsedUp({ code, type }: ErrorWords): boolean {
  return USED_UP.test(`${code} ${type}`);
}

const KEY_LIKE = /\b(?:sk|key|pk|rk)[-_][A-Za-z0-9_*.-]{3,}|\bBearer\s+\S+/gi;

/** The server's words for the log, short and without keys. */
export function forLog(message: string): string {
  return message.replace(KEY_LIKE, "[key]").slice(0, 500);
}
