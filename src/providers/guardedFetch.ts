import type { Endpoint } from "./endpoint.ts";
import type { ErrorAnswer } from "./mapError.ts";
import { roomOf } from "./waits.ts";

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

export type Fetch = typeof globalThis.fetch;

/**
 * The fetch under the SDK: sends the user's headers and the key and no others, follows a redirect only where the key may
 * follow, and turns what is no success into {@link HttpFailure}; `signal` ends it, and nothing else does. `fetch` is taken
 * at call time, so that VS Code's proxy and certificate handling apply.
 */
export function guardedFetch(endpoint: Endpoint, key: string | undefined, signal: AbortSignal): Fetch {
  return async (input, init) => {
    const headers = ownHeaders(init?.headers, endpoint, key);
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== new URL(endpoint.baseUrl).origin) throw new Error("A request is for its endpoint alone");
    endpoint.mayConnect?.(url);
    const fetch = endpoint.fetch ?? globalThis.fetch;
    const response = await follow(url, { ...init, headers, signal, redirect: "manual" }, fetch);
    const header = (name: string): string | null => response.headers.get(name);
    const room = roomOf(header);
    if (room) endpoint.onRoom?.(room);
    if (response.ok) return response;
    throw new HttpFailure({ status: response.status, header, body: await readSome(response) });
  };
}

const MOST_REDIRECTS = 3;
/** These keep method and body; the others make a question without its text of one with it. */
const KEEPS_METHOD: ReadonlySet<number> = new Set([307, 308]);

/** Follows redirects that stay at scheme, host and port; any other answer, another redirect included, is given back. */
async function follow(start: URL, init: RequestInit, fetch: Fetch): Promise<Response> {
  let url = start;
  for (let count = 0; ; count += 1) {
    const response = await fetch(url, init);
    const next = redirectOf(response, url.href);
    const mayFollow = KEEPS_METHOD.has(response.status) || (init.method ?? "GET") === "GET";
    if (!next || next.origin !== url.origin || !mayFollow || count === MOST_REDIRECTS) return response;
    await response.body?.cancel();
    url = next;
  }
}

function redirectOf({ status, headers }: Response, url: string): URL | undefined {
  const location = headers.get("location");
  if (status < 300 || status >= 400 || location === null || !URL.canParse(location, url)) return undefined;
  return new URL(location, url);
}

const MOST_ERROR_BYTES = 256 * 1_024;

/** The beginning of an error's body: enough for any message, and never more than fits. */
async function readSome({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(piece, { stream: true });
    bytes += piece.length;
    if (bytes > MOST_ERROR_BYTES) break;
  }
  return text;
}

/** The key's header comes from the key alone: OPENAI_CUSTOM_HEADERS in the environment cannot add or replace it. */
function ownHeaders(
  built: ConstructorParameters<typeof Headers>[0],
  { preset, headers: custom = {} }: Endpoint,
  key: string | undefined,
): Headers {
  const from = built instanceof Headers ? built : new Headers(built);
  const headers = new Headers({ ...custom, "user-agent": "Upshift" });
  for (const name of ALLOWED) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (key !== undefined) {
    headers.set(preset.keyHeader, preset.keyHeader === "authorization" ? `Bearer ${key}` : key);
  }
  return headers;
}
