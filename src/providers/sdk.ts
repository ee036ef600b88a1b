import OpenAI from "openai";
import type { Endpoint } from "./endpoint.ts";
import type { ErrorAnswer } from "./mapError.ts";

/** The headers that may leave; everything else that the SDK or the environment adds is dropped. */
const ALLOWED = ["accept", "content-type"];

/** An answer that is no success, whole: of its body the SDK keeps only what stands under OpenAI's own `error`. */
export class HttpFailure extends Error {
  readonly answer: ErrorAnswer;

  constructor(answer: ErrorAnswer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/**
 * An SDK client that does only what the user configured: no retries, no environment, no redirects, no telemetry headers.
 * The SDK builds and sends the request; the body is read by us. `fetch` is taken at call time, so that VS Code's proxy
 * and certificate handling apply.
 */
export function createClient({ baseUrl }: Endpoint, key: string | undefined): OpenAI {
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: key ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // The watchdog ends requests; a second timer would only race with it.
    timeout: 2_147_483_647,
    logLevel: "off",
    fetch: async (url, init) => {
      const headers = ownHeaders(init?.headers, key);
      const response = await globalThis.fetch(url, { ...init, headers, redirect: "manual" });
      if (response.ok) return response;
      throw new HttpFailure({
        status: response.status,
        header: (name) => response.headers.get(name),
        body: await response.text(),
      });
    },
  });
}

/** Authorization comes from the key alone: OPENAI_CUSTOM_HEADERS in the environment cannot add or replace it. */
function ownHeaders(built: ConstructorParameters<typeof Headers>[0], key: string | undefined): Headers {
  const from = new Headers(built);
  const headers = new Headers({ "user-agent": "Upshift" });
  for (const name of ALLOWED) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
  return headers;
}
