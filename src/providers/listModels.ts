import { AssistError, type ErrorFacts } from "../core/assist/errors.ts";
import type { ListedModel } from "../core/models/listed.ts";
import { type Endpoint, hostOf } from "./endpoint.ts";
import { field } from "./json.ts";
import { parseJson } from "../util/parseJson.ts";
import { mapStreamError } from "./mapError.ts";
import { readListing } from "./readListing.ts";
import { toAssistError } from "./toAssistError.ts";
import { ask } from "./sdk.ts";

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
    const response = await ask(endpoint, key, { method: "get", path: "/models", signal: stop });
    return modelsIn(await response.text(), facts);
  } catch (error) {
    if (signal.aborted) throw error;
    if (limit.aborted) throw new AssistError("unreachable", facts, `no answer within ${longestMs} ms`);
    throw toAssistError(error, facts, { answered: false, key });
  }
}

function modelsIn(text: string, facts: ErrorFacts): readonly ListedModel[] {
  if (/^\s*</.test(text)) throw new AssistError("wrong-url", facts, text.slice(0, 200));
  const parsed = parseJson(text);
  if (parsed === undefined) throw new AssistError("bad-response", facts, "the listing is not JSON");
  const models = readListing(parsed);
  if (models) return models;
  if (field(parsed, "error")) throw mapStreamError(parsed, facts);
  throw new AssistError("wrong-url", facts, "the listing has no data");
}
