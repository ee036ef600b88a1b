import { AssistError, type ErrorFacts } from "../core/assist/errors.ts";
import type { BilledLine, Span } from "../core/ledger/reconcile.ts";
import { PICO_PER_DOLLAR } from "../core/models/money.ts";
import { type Endpoint, hostOf } from "./endpoint.ts";
import { guardedFetch, HttpFailure } from "./guardedFetch.ts";
import { asArray, asText, field } from "./json.ts";
import { parseJson } from "../util/parseJson.ts";
import { mapHttpError } from "./mapError.ts";
import { toAssistError } from "./toAssistError.ts";

const LONGEST_MS = 30_000;
const MOST_PAGES = 40;

type Reader = (get: (path: string) => Promise<unknown>, span: Span) => Promise<readonly BilledLine[]>;

const READERS: Readonly<Record<NonNullable<Endpoint["preset"]["figures"]>, Reader>> = {
  openrouter: openRouterActivity,
  openai: openAiCosts,
};

/**
 * What the provider itself says a span cost, by model. Undefined where it publishes no such figures. Throws `AssistError`:
 * mostly `permission` or `auth`, because providers keep these figures for keys of another kind. Days are UTC days.
 */
export async function billedFigures(
  endpoint: Endpoint,
  span: Span,
  signal: AbortSignal,
): Promise<readonly BilledLine[] | undefined> {
  const { figures } = endpoint.preset;
  if (figures === undefined || endpoint.baseUrl !== endpoint.preset.baseUrl) return undefined;
  const facts: ErrorFacts = { host: hostOf(endpoint) };
  const key = await endpoint.key();
  if (key === undefined) throw new AssistError("key-missing", facts);
  const limit = AbortSignal.timeout(LONGEST_MS);
  const fetch = guardedFetch(endpoint, key, AbortSignal.any([signal, limit]));
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${endpoint.baseUrl}${path}`);
    const parsed = parseJson(await response.text());
    if (parsed === undefined) throw new AssistError("bad-response", facts, "the figures are not JSON");
    return parsed;
  };
  try {
    return await READERS[figures](get, span);
  } catch (error) {
    if (signal.aborted) throw error;
    if (limit.aborted) throw new AssistError("unreachable", facts, `no figures within ${LONGEST_MS} ms`);
    const cause = error instanceof HttpFailure ? mapHttpError(error.answer, facts, Date.now()) : error;
    throw toAssistError(cause, facts, { answered: false, key });
  }
}

/** https://openrouter.ai/docs/api/api-reference/analytics/get-user-activity: the last thirty whole days, all at once. */
async function openRouterActivity(get: Parameters<Reader>[0], { from, until }: Span): Promise<readonly BilledLine[]> {
  const rows = asArray(field(await get("/activity"), "data")) ?? [];
  return rows.flatMap((row) => {
    const day = Date.parse(asText(field(row, "date")) ?? "");
    const model = asText(field(row, "model"));
    const pico = (picoOf(field(row, "usage")) ?? 0n) + (picoOf(field(row, "byok_usage_inference")) ?? 0n);
    return model !== undefined && day >= from && day < until ? [{ model, pico }] : [];
  });
}

/** https://developers.openai.com/api/reference: GET /organization/costs, one bucket a day, line items "model, input". */
async function openAiCosts(get: Parameters<Reader>[0], { from, until }: Span): Promise<readonly BilledLine[]> {
  const lines: BilledLine[] = [];
  const query = new URLSearchParams({
    start_time: String(Math.floor(from / 1_000)),
    end_time: String(Math.floor(until / 1_000)),
    group_by: "line_item",
    limit: "31",
  });
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await get(`/organization/costs?${query.toString()}`);
    for (const bucket of asArray(field(page, "data")) ?? []) {
      for (const result of asArray(field(bucket, "results")) ?? []) {
        const pico = picoOf(field(field(result, "amount"), "value"));
        const [model = ""] = (asText(field(result, "line_item")) ?? "").split(",");
        if (pico !== undefined) lines.push({ ...(model.trim() === "" ? {} : { model: model.trim() }), pico });
      }
    }
    const next = asText(field(page, "next_page"));
    if (next === undefined || next === "") break;
    query.set("page", next);
  }
  return lines;
}

/** OpenAI writes amounts as numbers, and as text where they are exact. */
function picoOf(value: unknown): bigint | undefined {
  const dollars = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof dollars !== "number" || !Number.isFinite(dollars) || Math.abs(dollars) > 1e9) return undefined;
  return BigInt(Math.round(dollars * PICO_PER_DOLLAR));
}
