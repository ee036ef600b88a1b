import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** How to answer wrongly: the shape of `response` in a row of the error matrix. */
export interface FaultResponse {
  readonly status?: number;
  /** A value `@now+2s` becomes the HTTP date of that moment. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly frames?: readonly string[];
  /** Long cases in words: `one delta of 200000 "x", finish, [DONE]`. */
  readonly frames_generator?: string;
  /** `base64`: frames are bytes, so that a character may be split between two. */
  readonly frames_encoding?: string;
  /** Wait before each frame after the first; below 0 all frames go out in one write. */
  readonly frame_delay_ms?: number;
  /** How often the frames are sent; once when absent. */
  readonly repeat?: number;
  readonly end?: "fin" | "destroy" | "hang";
  readonly hang?: "before_headers" | "reset" | "refused";
}

/** Plays a fault. Resolves when it is over: at once for a hang, whose connection stays open until a side closes it. */
export async function playFault(response: ServerResponse, fault: FaultResponse, signal: AbortSignal): Promise<void> {
  if (fault.hang === "before_headers") return;
  if (fault.hang) {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(fault.status ?? 200, headersOf(fault));
  if (fault.body !== undefined) response.write(fault.body);
  response.flushHeaders();
  for (const [index, bytes] of framesOf(fault).entries()) {
    if (index > 0 && !(await waited(fault.frame_delay_ms ?? 0, signal))) return;
    response.write(bytes);
  }
  await finish(response, fault.end ?? "fin");
}

/** Every write of a fault, as bytes. */
export function framesOf(fault: FaultResponse): readonly Buffer[] {
  const encoding = fault.frames_encoding === "base64" ? "base64" : "utf8";
  const texts = fault.frames_generator === undefined ? (fault.frames ?? []) : generate(fault.frames_generator);
  const frames = Array.from({ length: fault.repeat ?? 1 }, () =>
    texts.map((text) => Buffer.from(text, encoding)),
  ).flat();
  return (fault.frame_delay_ms ?? 0) < 0 ? [Buffer.concat(frames)] : frames;
}

/** Resolves false as soon as the listener has gone. */
export async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // The only way this wait rejects is the abort, which the return value says.
  }
  return !signal.aborted;
}

async function finish(response: ServerResponse, end: "fin" | "destroy" | "hang"): Promise<void> {
  if (end === "fin") response.end();
  if (end !== "destroy") return;
  // Without a turn of the event loop the frames would die in the socket's buffer together with the connection.
  await sleep(10);
  response.socket?.destroy();
}

function headersOf(fault: FaultResponse): Record<string, string> {
  return Object.fromEntries(Object.entries(fault.headers ?? {}).map(([name, value]) => [name, resolveDate(value)]));
}

function resolveDate(value: string): string {
  const seconds = /^@now\+(\d+)s$/.exec(value)?.[1];
  return seconds === undefined ? value : new Date(Date.now() + Number(seconds) * 1000).toUTCString();
}

const GENERATOR = /^(one|\d+) deltas? (?:of (\d+) )?"(.)"/;

function generate(words: string): readonly string[] {
  const [, count = "", size = "1", letter = ""] = GENERATOR.exec(words) ?? [];
  if (letter === "") throw new Error(`Cannot generate frames from ${JSON.stringify(words)}`);
  const deltas = count === "one" ? 1 : Number(count);
  const delta = frame({ delta: { content: letter.repeat(Number(size)) }, finish_reason: null });
  return [...Array.from({ length: deltas }, () => delta), frame({ delta: {}, finish_reason: "stop" }), DONE];
}

const DONE = "data: [DONE]\n\n";

function frame(choice: object): string {
  const chunk = {
    id: "c1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, ...choice }],
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

const JSON_TYPE = { "content-type": "application/json" };
const SSE_TYPE = { "content-type": "text/event-stream" };

/** An error body as OpenAI shapes it. */
export function errorBody(message: string, type: string, code: string): string {
  return JSON.stringify({ error: { message, type, param: null, code } });
}

const HELLO = frame({ delta: { content: "This answer breaks off " }, finish_reason: null });

/** Faults for a tour by hand: `demo-mini+429` answers like this. */
export const NAMED_FAULTS: Readonly<Record<string, FaultResponse>> = {
  "401": {
    status: 401,
    headers: JSON_TYPE,
    body: errorBody("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
  },
  "404": {
    status: 404,
    headers: JSON_TYPE,
    body: errorBody("The model does not exist.", "invalid_request_error", "model_not_found"),
  },
  "429": {
    status: 429,
    headers: { ...JSON_TYPE, "retry-after": "2" },
    body: errorBody("Rate limit reached.", "requests", "rate_limit_exceeded"),
  },
  "500": {
    status: 500,
    headers: JSON_TYPE,
    body: errorBody("The server had an error.", "server_error", "server_error"),
  },
  html: {
    status: 200,
    headers: { "content-type": "text/html" },
    body: "<!DOCTYPE html><html><body>Sign in</body></html>",
  },
  nobody: { status: 200, headers: SSE_TYPE, body: "" },
  error: {
    headers: SSE_TYPE,
    frames: [HELLO, `data: ${errorBody("The upstream provider failed.", "server_error", "server_error")}\n\n`],
    frame_delay_ms: 200,
    end: "fin",
  },
  refuse: { hang: "reset" },
  silent: { hang: "before_headers" },
};
