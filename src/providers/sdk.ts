import OpenAI from "openai";
import type { Endpoint } from "./endpoint.ts";
import { type Fetch, guardedFetch } from "./guardedFetch.ts";

/** One question to an endpoint. */
export interface Question {
  readonly method: "get" | "post";
  /** Below the endpoint's address, or a whole address. */
  readonly path: string;
  readonly body?: object;
  readonly signal: AbortSignal;
}

/** How a request's own fetch goes through the SDK. */
interface Guarded {
  readonly guarded: Fetch;
}

/**
 * Does only what the user configured: no retries, no environment, no telemetry headers. One for all endpoints, because
 * making one costs as much as a request does; it knows no key, and the address comes with each request.
 */
const client = new OpenAI({
  // Only in the place of this one does the SDK take the address of a request.
  baseURL: "https://api.openai.com/v1",
  apiKey: "none",
  adminAPIKey: null,
  organization: null,
  project: null,
  webhookSecret: null,
  maxRetries: 0,
  // The watchdog ends requests; a second timer would only race with it.
  timeout: 2_147_483_647,
  logLevel: "off",
  async fetch(input, { guarded, ...init }: RequestInit & Partial<Guarded> = {}) {
    if (!guarded) throw new Error("A request without its guards is not sent");
    return await guarded(input, init);
  },
});

/** Asks by the SDK; the body of what comes back is for the caller to read. Throws what `toAssistError` understands. */
export async function ask(
  endpoint: Endpoint,
  key: string | undefined,
  { method, path, body, signal }: Question,
): Promise<Response> {
  const fetchOptions: OpenAI["fetchOptions"] & Guarded = { guarded: guardedFetch(endpoint, key, signal) };
  const options = { ...(body ? { body } : {}), defaultBaseURL: endpoint.baseUrl, fetchOptions };
  return await client[method](path, options).asResponse();
}
