import { AssistError, type ErrorFacts } from "../core/assist/errors.ts";
import { type Endpoint, hostOf } from "./endpoint.ts";
import { asArray, asCount, asText, field } from "./json.ts";
import { mapStreamError } from "./mapError.ts";
import { toAssistError } from "./toAssistError.ts";
import { createClient } from "./sdk.ts";

/** A model as the endpoint lists it; absent fields were not given. */
export interface ListedModel {
  readonly id: string;
  readonly contextWindow?: number;
  /** `YYYY-MM-DD` */
  readonly shutdownDate?: string;
}

const MOST_MODELS = 5_000;
const LONGEST_MS = 30_000;

/** The endpoint's models, sorted by name. Throws `AssistError`, so it is also the test of a connection. */
export async function listModels(
  endpoint: Endpoint,
  signal: AbortSignal,
  longestMs = LONGEST_MS,
): Promise<readonly ListedModel[]> {
  const facts: ErrorFacts = { host: hostOf(endpoint) };
  const key = await endpoint.key();
  if (key === undefined && endpoint.preset.key === "required") throw new AssistError("key-missing", facts);
  const limit = AbortSignal.timeout(longestMs);
  try {
    const stop = AbortSignal.any([signal, limit]);
    const response = await createClient(endpoint, key).models.list({ signal: stop }).asResponse();
    return readListing(await response.text(), facts);
  } catch (error) {
    if (signal.aborted) throw error;
    if (limit.aborted) throw new AssistError("unreachable", facts, `no answer within ${longestMs} ms`);
    throw toAssistError(error, facts, { answered: false, key });
  }
}

function readListing(text: string, facts: ErrorFacts): readonly ListedModel[] {
  if (/^\s*</.test(text)) throw new AssistError("wrong-url", facts, text.slice(0, 200));
  const parsed = parse(text, facts);
  const rows = asArray(field(parsed, "data")) ?? asArray(parsed);
  if (!rows && field(parsed, "error")) throw mapStreamError(parsed, facts);
  if (!rows) throw new AssistError("wrong-url", facts, "the listing has no data");
  return rows
    .slice(0, MOST_MODELS)
    .flatMap((row) => {
      const id = asText(field(row, "id"));
      return id ? [listed(id, row)] : [];
    })
    .toSorted((a, b) => a.id.localeCompare(b.id, "en"));
}

function listed(id: string, row: unknown): ListedModel {
  const contextWindow = asCount(field(row, "context_length")) ?? asCount(field(row, "max_model_len"));
  const shutdownDate = asText(field(row, "shutdown_date"));
  return { id, ...(contextWindow ? { contextWindow } : {}), ...(shutdownDate ? { shutdownDate } : {}) };
}

function parse(text: string, facts: ErrorFacts): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AssistError("bad-response", facts, "the listing is not JSON");
  }
}
