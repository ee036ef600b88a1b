import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AddressInfo } from "node:net";

export interface RelayOptions {
  /** The real endpoint, as in `https://host/v1`. */
  readonly target: URL;
  /** Goes to the endpoint as bearer token, and nowhere else. */
  readonly apiKey?: string;
}

/** A way to an endpoint that needs a key, for a process that must not have the key. */
export interface Relay {
  /** Holds a secret part: only who knows it is served, not everybody on this machine. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Headers that belong to one connection, not to the message (RFC 9110, 7.6.1), and those that are made anew. */
const OWN_HEADERS = new Set([
  "connection",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Starts a relay on loopback. Bodies pass through piece by piece in both directions. `node:http` instead of `fetch`,
 * because it changes nothing on the way: no unpacking, no buffering, no redirects.
 */
export async function startRelay({ target, apiKey }: RelayOptions): Promise<Relay> {
  const secret = randomBytes(24).toString("base64url");
  const prefix = `/${secret}/v1`;
  const server = createServer((request, response) => {
    const rest = pathBelow(prefix, request.url ?? "");
    const url = rest === undefined ? undefined : endpointUrl(target, rest);
    if (url === undefined) refuse(response, 404, "not-found", "There is nothing at this address.");
    else forward(request, response, url, apiKey);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://127.0.0.1:${port}${prefix}`, close };
}

/** What follows the prefix; undefined for an address that does not start with it. Takes the same time either way. */
function pathBelow(prefix: string, url: string): string | undefined {
  const start = Buffer.from(url.slice(0, prefix.length).padEnd(prefix.length));
  const expected = Buffer.from(prefix);
  const isSame = start.length === expected.length && timingSafeEqual(start, expected);
  const rest = url.slice(prefix.length);
  return isSame && /^([/?]|$)/.test(rest) ? rest : undefined;
}

/** The address at the endpoint; undefined where dots in the path would leave the part that the endpoint's address names. */
function endpointUrl(target: URL, rest: string): URL | undefined {
  const url = new URL(target);
  const [path = "", query] = rest.split("?", 2);
  const base = target.pathname.replace(/\/$/, "");
  url.pathname = base + path;
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value);
  return url.pathname === base || url.pathname.startsWith(`${base}/`) ? url : undefined;
}

function forward(request: IncomingMessage, response: ServerResponse, url: URL, apiKey: string | undefined): void {
  const headers = endToEnd(request.headers);
  if (apiKey !== undefined) headers["authorization"] = `Bearer ${apiKey}`;
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const upstream = send(url, { method: request.method ?? "GET", headers }, (answer) => relayAnswer(answer, response));
  upstream.on("error", (error: NodeJS.ErrnoException) => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502, error.code ?? "unreachable", `The endpoint ${url.host} cannot be reached.`);
  });
  // Whoever asked has gone: the endpoint is to stop working for them.
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}

function relayAnswer(answer: IncomingMessage, response: ServerResponse): void {
  const status = answer.statusCode ?? 502;
  if (status >= 300 && status < 400) {
    answer.resume();
    refuse(response, 502, "redirect", `The endpoint answered with a redirect (${status}), which is not followed.`);
    return;
  }
  response.writeHead(status, endToEnd(answer.headers));
  response.flushHeaders();
  answer.pipe(response);
  // An answer that broke off must not look like one that is complete.
  answer.on("error", () => response.destroy());
  answer.on("aborted", () => response.destroy());
}

function endToEnd(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const named = new Set((headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !OWN_HEADERS.has(name) && !named.has(name)) kept[name] = value;
  }
  return kept;
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { message, code, type: "relay" } }));
}
