import OpenAI from "openai";
import type { Endpoint } from "./endpoint.ts";
import { guardedFetch } from "./guardedFetch.ts";

/**
 * An SDK client that does only what the user configured: no retries, no environment, no telemetry headers. The SDK builds
 * and sends the request; the body is read by us.
 */
export function createClient(endpoint: Endpoint, key: string | undefined): OpenAI {
  return new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: key ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // The watchdog ends requests; a second timer would only race with it.
    timeout: 2_147_483_647,
    logLevel: "off",
    fetch: guardedFetch(endpoint, key),
  });
}
