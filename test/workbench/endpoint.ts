import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { DEMO_MODEL_NAMES } from "../../src/providers/demo/models.ts";
import {
  answerChat,
  answerCompletion,
  type ChatBody,
  isRecord,
  readChatBody,
  seconds,
  sendError,
  sendJson,
} from "./endpointChat.ts";
import { type FaultResponse, NAMED_FAULTS, playFault } from "./endpointFaults.ts";

export interface EndpointOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Stretches the demo's waits: 1 as its models are paced (the default), 0 no wait at all. */
  readonly pace?: number;
  /** Answers 401 to requests without this bearer token. */
  readonly requireKey?: string;
  /** What `/v1/models` lists; the demo's names when absent. Every other name is answered too. */
  readonly models?: readonly string[];
  /** What is said instead of the demo's answer; undefined = the demo answers. */
  readonly answer?: (body: ChatBody) => string | undefined;
}

/** A request that arrived. */
export interface RecordedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body parsed; undefined where it is no JSON. */
  readonly json: unknown;
  /** Becomes true when the connection closed before the answer was complete, whoever closed it. */
  readonly closedEarly: boolean;
}

export interface Fault {
  /** How many matching calls it strikes; absent = all, until `behave()`. */
  readonly times?: number;
  /** Which calls it strikes; absent = all but the control calls. */
  readonly match?: (call: RecordedCall) => boolean;
  readonly response: FaultResponse;
}

/** A server on loopback that speaks the OpenAI dialect with the demo's brain. */
export interface Endpoint {
  /** With `/v1`. */
  readonly baseUrl: string;
  /** Every call but the control ones, oldest first; the last 1,000. */
  readonly calls: readonly RecordedCall[];
  /** Goes as bearer token with `POST /__control/misbehave` (a {@link Fault}; `path` and `model` instead of `match`). */
  readonly controlToken: string;
  /** Faults strike in the order they were given. With `hang: "refused"` nobody listens from now on until `behave()`. */
  misbehave(fault: Fault): void;
  /** Ends all faults. */
  behave(): Promise<void>;
  /** Closes every connection and the port. */
  close(): Promise<void>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Call = Mutable<RecordedCall>;

interface State {
  readonly options: EndpointOptions;
  readonly calls: Call[];
  readonly controlToken: string;
  faults: Mutable<Fault>[];
  misbehave(fault: Fault): void;
  behave(): Promise<void>;
}

const MAX_CALLS = 1_000;

/** Starts the endpoint on 127.0.0.1. Rejects when the port is taken. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const state: State = {
    options,
    calls: [],
    controlToken: randomUUID(),
    faults: [],
    misbehave(fault) {
      if (fault.response.hang === "refused") stopListening(server);
      else state.faults.push({ ...fault });
    },
    async behave() {
      state.faults = [];
      if (!server.listening) await listen(server, port);
    },
  };
  const server = createServer(
    (request, response) => void serve(state, request, response).catch(() => response.destroy()),
  );
  // A stalled answer is a fault on purpose; Node's own limits must not end it.
  server.requestTimeout = 0;
  const port = await listen(server, options.port ?? 0);
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    calls: state.calls,
    controlToken: state.controlToken,
    misbehave: (fault) => state.misbehave(fault),
    behave: () => state.behave(),
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, "close");
      stopListening(server);
      await closed;
    },
  };
}

function stopListening(server: Server): void {
  server.close();
  server.closeAllConnections();
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The endpoint has no port.");
  return address.port;
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const call = await record(request);
  response.once("close", () => {
    call.closedEarly = !response.writableEnded;
    gone.abort();
  });
  if (call.url.startsWith("/__control/")) return control(state, call, response);
  state.calls.push(call);
  if (state.calls.length > MAX_CALLS) state.calls.shift();
  const fault = takeFault(state, call);
  if (fault) return playFault(response, fault, gone.signal);
  return behaveWell(state, call, { response, signal: gone.signal });
}

async function record(request: IncomingMessage): Promise<Call> {
  const parts: Buffer[] = [];
  for await (const part of request) if (part instanceof Buffer) parts.push(part);
  const body = Buffer.concat(parts).toString("utf8");
  const { method = "", url = "", headers } = request;
  return { method, url, headers, body, json: parseJson(body), closedEarly: false };
}

function takeFault(state: State, call: RecordedCall): FaultResponse | undefined {
  const fault = state.faults.find(({ match }) => !match || match(call));
  if (!fault) return undefined;
  if (fault.times !== undefined) fault.times -= 1;
  state.faults = state.faults.filter(({ times }) => times === undefined || times > 0);
  return fault.response;
}

interface Reply {
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

async function behaveWell({ options }: State, call: RecordedCall, { response, signal }: Reply): Promise<void> {
  const path = call.url.replace(/\?.*$/, "");
  if (options.requireKey !== undefined && call.headers.authorization !== `Bearer ${options.requireKey}`) {
    return sendError(response, 401, ["Incorrect API key provided.", "invalid_api_key"]);
  }
  if (call.method === "GET" && path.endsWith("/v1/models")) return listModels(options, response);
  // A redirect test moves the path, so its end decides.
  if (call.method === "POST" && path.endsWith("/v1/completions")) {
    return answerCompletion(response, call.json, { pace: options.pace ?? 1 }, signal);
  }
  if (call.method !== "POST" || !path.endsWith("/v1/chat/completions")) {
    return sendError(response, 404, [`Unknown request URL: ${call.method} ${path}.`, "unknown_url"]);
  }
  const body = readChatBody(call.json);
  if (typeof body === "string") return sendError(response, 400, [body, "invalid_body"]);
  const fault = NAMED_FAULTS[body.fault];
  const own = options.answer?.(body);
  const said = { pace: options.pace ?? 1, ...(own === undefined ? {} : { text: own }) };
  return fault ? playFault(response, fault, signal) : answerChat(response, body, said, signal);
}

function listModels({ models = DEMO_MODEL_NAMES }: EndpointOptions, response: ServerResponse): void {
  const data = models.map((id) => ({ id, object: "model", created: seconds(), owned_by: "upshift-test" }));
  sendJson(response, 200, { object: "list", data });
}

/** Faults for other processes: `misbehave` takes a {@link Fault} as JSON, `behave` ends them, `calls` lists what came. */
async function control(state: State, call: RecordedCall, response: ServerResponse): Promise<void> {
  if (call.headers.authorization !== `Bearer ${state.controlToken}`) {
    return sendError(response, 403, ["Wrong control token.", "control_token"]);
  }
  if (call.url === "/__control/calls") return sendJson(response, 200, { calls: state.calls });
  if (call.url === "/__control/behave") {
    await state.behave();
    return sendJson(response, 200, { ok: true });
  }
  const fault = call.url === "/__control/misbehave" ? readFault(call.json) : undefined;
  if (!fault) return sendError(response, 400, ["No fault in the body.", "no_fault"]);
  // Refusing connections would refuse this answer too, so the answer goes first.
  if (fault.response.hang === "refused") response.once("finish", () => state.misbehave(fault));
  else state.misbehave(fault);
  return sendJson(response, 200, { ok: true });
}

function readFault(json: unknown): Fault | undefined {
  if (!isRecord(json) || !isRecord(json["response"])) return undefined;
  const { times, path, model } = json;
  const matches = (call: RecordedCall): boolean =>
    (typeof path !== "string" || call.url.includes(path)) &&
    (typeof model !== "string" || (isRecord(call.json) && call.json["model"] === model));
  return { response: json["response"], match: matches, ...(typeof times === "number" ? { times } : {}) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
