import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { isRecord } from "../workbench/endpointChat.ts";

/** How a vendor's endpoint behaves, as far as it differs from the others. Sources: the vendors' documents. */
export interface Manners {
  /** Where its dialect begins, as in `/v1`. */
  readonly base: string;
  /** The header that the key must be in, and its value; absent = asks for none. */
  readonly key?: readonly [header: string, value: string];
  /** Fields of a chat request that it knows; any other is refused as `refusal` says. */
  readonly fields: readonly string[];
  readonly refusal: (field: string) => { readonly status: number; readonly body: unknown };
  /** Roles that it knows. */
  readonly roles: readonly string[];
  /** When usage comes: with `include_usage`, always, or never. */
  readonly usage: "asked" | "always" | "never";
  /** Events of an answer, each a piece of the stream. */
  readonly answer: (model: string, usage: object) => readonly string[];
  /** What `GET /models` says. */
  readonly listing: unknown;
  /** What it says to a wrong key. */
  readonly wrongKey: { readonly status: number; readonly body: unknown };
  /** Speaks Responses, for models that reason. */
  readonly responses?: boolean;
}

export interface VendorServer {
  readonly baseUrl: string;
  readonly seen: {
    readonly url: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: unknown;
    /** The body as it arrived. */
    readonly text: string;
  }[];
  close(): Promise<void>;
}

export async function startVendor(manners: Manners): Promise<VendorServer> {
  const seen: VendorServer["seen"] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const text = Buffer.concat(pieces).toString("utf8");
      const body: unknown = text === "" ? undefined : JSON.parse(text);
      const { url = "", headers } = request;
      seen.push({ url, headers, body, text });
      serve(manners, { url, headers, body }, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}${manners.base}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

function serve(manners: Manners, { url, headers, body }: Asked, response: ServerResponse): void {
  const { base, key, listing, wrongKey } = manners;
  if (key && headers[key[0]] !== key[1]) return json(response, wrongKey.status, wrongKey.body);
  if (url === `${base}/models`) return json(response, 200, listing);
  if (url === `${base}/responses` && manners.responses && isRecord(body)) return respond(response, body);
  if (url !== `${base}/chat/completions` || !isRecord(body)) return json(response, 404, { detail: "Not Found" });
  const strange = Object.keys(body).find((field) => !manners.fields.includes(field));
  if (strange !== undefined) {
    const { status, body: refusal } = manners.refusal(strange);
    return json(response, status, refusal);
  }
  const role = (body["messages"] as readonly { readonly role: string }[]).find(
    (one) => !manners.roles.includes(one.role),
  );
  if (role) return json(response, 400, manners.refusal(`messages[0].role`).body);
  const asked = isRecord(body["stream_options"]) && body["stream_options"]["include_usage"] === true;
  const counts = manners.usage === "always" || (manners.usage === "asked" && asked);
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of manners.answer(String(body["model"]), counts ? { usage: USAGE } : {})) response.write(piece);
  response.end();
}

export const USAGE = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** A Responses stream. */
function respond(response: ServerResponse, body: Readonly<Record<string, unknown>>): void {
  const usage = {
    input_tokens: 20,
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 2 },
    total_tokens: 25,
  };
  const told = { id: "resp_1", object: "response", model: body["model"], output: [] };
  const events = [
    { type: "response.created", response: { ...told, status: "in_progress" } },
    { type: "response.output_text.delta", delta: "hel" },
    { type: "response.output_text.delta", delta: "lo" },
    { type: "response.completed", response: { ...told, status: "completed", usage } },
  ];
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
}
