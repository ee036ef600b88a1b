import assert from "node:assert/strict";
import type { ErrorCode } from "../../../src/core/assist/errorCodes.ts";
import type { ErrorFacts } from "../../../src/core/assist/errors.ts";
import { mapHttpError, mapNetworkError, mapStreamError } from "../../../src/providers/mapError.ts";
import { NAMED, SAID, SIZES } from "./vendorWords.ts";

const FACTS: ErrorFacts = { host: "api.example", model: "gpt-6" };
const NOON = Date.UTC(2026, 10, 20, 12);

interface Http {
  readonly status: number;
  /** A text as it is; anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function mapped({ status, body = "", headers = {} }: Http): ReturnType<typeof mapHttpError> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return mapHttpError({ status, header: (name) => headers[name] ?? null, body: text }, FACTS, NOON);
}

/** An error as OpenAI shapes it. */
const openai = (message: string, code: string | number | null = null, more: object = {}): object => ({
  error: { message, code, ...more },
});
const page = "<!DOCTYPE html><html><body>Sign in</body></html>";

const ROWS: readonly (readonly [status: number, body: unknown, code: ErrorCode])[] = [
  [401, openai("Incorrect API key provided.", "invalid_api_key"), "auth"],
  [401, "", "auth"],
  [403, openai("Country, region, or territory not supported", "unsupported_country_region_territory"), "permission"],
  [403, openai("Input flagged", 403), "filtered"],
  [403, page, "wrong-url"],
  [403, "<html>Unauthorized</html>", "wrong-url"],
  [
    404,
    openai("The model `gpt-9` does not exist or you do not have access to it.", "model_not_found"),
    "model-not-found",
  ],
  [404, openai('model "llama9" not found, try pulling it first'), "model-not-found"],
  [404, page, "wrong-url"],
  [404, "<html>The model page</html>", "wrong-url"],
  [404, { detail: "Not Found" }, "wrong-url"],
  [405, { detail: "Method Not Allowed" }, "wrong-url"],
  [307, "", "wrong-url"],
  [400, openai("This model's maximum context length is 128000 tokens.", "context_length_exceeded"), "context-too-long"],
  [
    400,
    {
      object: "error",
      message: "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens",
    },
    "context-too-long",
  ],
  [400, openai("the request exceeds the available context size, try increasing it", 400), "context-too-long"],
  [400, openai("prompt is too long: 213462 tokens > 200000 maximum"), "context-too-long"],
  [
    400,
    [openai("The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).", 400)],
    "context-too-long",
  ],
  [413, "<html>413 Request Entity Too Large</html>", "context-too-long"],
  [
    400,
    openai("Unsupported parameter: 'max_tokens' is not supported with this model.", "unsupported_parameter"),
    "bad-parameter",
  ],
  [
    400,
    openai("Unsupported value: 'temperature' does not support 0 with this model.", "unsupported_value"),
    "bad-parameter",
  ],
  [400, openai("Unrecognized request argument supplied: stream_options"), "bad-parameter"],
  [400, openai("Invalid parameter: 'response_format' of type 'json_schema' is not supported."), "bad-parameter"],
  [
    422,
    { detail: [{ type: "extra_forbidden", loc: ["body", "reasoning_effort"], msg: "Extra inputs are not permitted" }] },
    "bad-parameter",
  ],
  [400, openai("The response was filtered due to content management policy.", "content_filter"), "filtered"],
  [400, { error: "something odd" }, "bad-parameter"],
  [400, "Bad Request", "bad-parameter"],
  [402, "", "billing"],
  [300, "", "wrong-url"],
  [402, openai("Insufficient credits.", 402), "billing"],
  [429, openai("You exceeded your current quota.", "insufficient_quota"), "billing"],
  [429, openai("Your credit balance is exhausted.", "credit_balance_exhausted"), "billing"],
  [429, openai("Rate limit reached for gpt-4o", "rate_limit_exceeded"), "rate-limit"],
  [429, openai("nope", "y", { type: "x" }), "rate-limit"],
  [429, "Too Many Requests", "rate-limit"],
  [408, "", "overloaded"],
  [500, openai("The server had an error", null, { type: "server_error" }), "server"],
  [500, "", "server"],
  [502, openai("The endpoint cannot be reached.", "ENOTFOUND"), "unreachable"],
  [502, "<html><head><title>502 Bad Gateway</title></head></html>", "server"],
  [504, "<html>504 Gateway Time-out</html>", "server"],
  [503, openai("The servers are currently overloaded.", "server_is_overloaded"), "overloaded"],
  [503, openai("Loading model", 503, { type: "unavailable_error" }), "warming-up"],
  [503, "", "overloaded"],
  [529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "overloaded"],
];

describe("an answer that is no success", () => {
  for (const [status, body, code] of ROWS) {
    it(`${status} ${JSON.stringify(body).slice(0, 70)} is ${code}`, () => {
      const error = mapped({ status, body });
      assert.equal(error.code, code);
      assert.deepEqual([error.facts.host, error.facts.model], ["api.example", "gpt-6"]);
    });
  }

  it("never throws for a body, whatever it is", () => {
    for (const body of [
      "null",
      "7",
      '"text"',
      "[]",
      "{",
      '{"error":null}',
      '{"error":[]}',
      '{"detail":[null]}',
      '{"detail":[{"loc":[{}]}]}',
    ]) {
      for (const status of [400, 403, 404, 429, 500, 503]) assert.equal(typeof mapped({ status, body }).code, "string");
    }
  });

  const waits: readonly (readonly [Readonly<Record<string, string>>, number | undefined])[] = [
    [{ "retry-after": "1", "retry-after-ms": "300" }, 300],
    [{ "x-ms-retry-after-ms": "40" }, 40],
    [{ "retry-after": "3600" }, 3_600_000],
    [{ "retry-after": "1.5" }, 1_500],
    [{ "retry-after": new Date(NOON + 2_000).toUTCString() }, 2_000],
    [{ "retry-after": new Date(NOON - 9_000).toUTCString() }, 0],
    [{ "retry-after": "-3" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "retry-after": "99999999999" }, undefined],
    [{ "retry-after-ms": "9007199254740991" }, undefined],
    [{}, undefined],
  ];
  for (const [headers, expected] of waits) {
    it(`asks to wait ${expected ?? "for no known time"} with ${JSON.stringify(headers)}`, () => {
      assert.equal(mapped({ status: 429, headers }).facts.retryAfterMs, expected);
      assert.equal(mapped({ status: 400, headers }).facts.retryAfterMs, undefined);
    });
  }

  it("tells sizes and the parameter where the words name them", () => {
    const { facts } = mapped({ status: 400, body: openai("prompt is too long: 213462 tokens > 200000 maximum") });
    assert.deepEqual([facts.tokens, facts.limitTokens], [213_462, 200_000]);
    assert.equal(
      mapped({ status: 400, body: openai("the request exceeds the available context size") }).facts.tokens,
      undefined,
    );
    const parameter = (body: unknown): unknown => mapped({ status: 400, body }).facts.parameter;
    assert.equal(parameter(openai("Unsupported value", null, { param: "top_k" })), "top_k");
    assert.equal(parameter({ detail: [{ type: "extra_forbidden", loc: ["body", "seed"], msg: "no" }] }), "seed");
    assert.equal(parameter("Bad Request"), undefined);
  });

  for (const [kind, lines] of Object.entries(SAID)) {
    for (const line of lines) {
      it(`${line} is ${kind}`, () => {
        assert.equal(mapped({ status: Number(line.slice(0, 3)), body: openai(line.slice(4)) }).fault, kind);
      });
    }
  }
  for (const [message, tokens, limitTokens] of SIZES) {
    it(`${message} is about ${tokens} of ${limitTokens}`, () => {
      const { facts } = mapped({ status: 400, body: openai(message) });
      assert.deepEqual([facts.tokens, facts.limitTokens], [tokens, limitTokens]);
    });
  }
  for (const [message, parameter] of NAMED) {
    it(`${message} is about ${parameter}`, () => {
      assert.equal(mapped({ status: 400, body: openai(message) }).facts.parameter, parameter);
    });
  }

  it("reads errors whose words stand elsewhere", () => {
    const issue = { type: "extra_forbidden", loc: ["body", "stream_options"], msg: "Extra inputs are not permitted" };
    assert.equal(mapped({ status: 422, body: { message: { detail: [issue] } } }).facts.parameter, "stream_options");
    const grok = {
      code: "invalid",
      error: "This model's maximum prompt length is 4096 but the request contains 5000.",
    };
    assert.equal(mapped({ status: 400, body: grok }).facts.limitTokens, 4096);
    const gemini = { message: "Resource exhausted.", details: [{ "@type": "x" }, { retryDelay: "32s" }] };
    assert.equal(mapped({ status: 429, body: [{ error: gemini }] }).facts.retryAfterMs, 32_000);
    const daily = { code: "request_quota_exceeded", message: "Requests per day limit exceeded." };
    assert.equal(mapped({ status: 429, body: daily }).fault, "rate-limit");
  });

  it("keeps the server's words for the log, short and without keys", () => {
    const cut = "";
    const key = `sk-${cut}proj-aB3dE6gH9jK2`;
    const { detail = "" } = mapped({
      status: 401,
      body: openai(`Incorrect API key provided: ${key}. Bearer ${key}x ${"long ".repeat(500)}`),
    });
    assert.match(detail, /^HTTP 401: Incorrect API key provided: \[key\]/);
    assert.ok(!detail.includes("aB3d") && detail.length < 520);
    assert.equal(
      mapped({ status: 502, body: "<html>\n <b>502</b>  Bad\nGateway</html>" }).detail,
      "HTTP 502: 502 Bad Gateway",
    );
  });
});

describe("an error inside a stream", () => {
  const rows: readonly (readonly [unknown, ErrorCode])[] = [
    [openai("Provider disconnected", 502), "server"],
    [openai("Slow down", 429), "rate-limit"],
    [openai("Rate limit reached", "rate_limit_exceeded"), "rate-limit"],
    [openai("boom", "server_error"), "server"],
    [{ object: "error", message: "engine died", code: 500 }, "server"],
    [{ error: "raw" }, "server"],
    [openai("maximum context length is 4096"), "context-too-long"],
    [{ type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "overloaded"],
    [undefined, "server"],
  ];
  for (const [body, code] of rows) {
    it(`${JSON.stringify(body)} is ${code}`, () => assert.equal(mapStreamError(body, FACTS).code, code));
  }
});

describe("a failure below HTTP", () => {
  const because = (code: string): Error =>
    new Error("Connection error.", {
      cause: Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("x"), { code }) }),
    });
  const rows: readonly (readonly [unknown, boolean, ErrorCode, string | undefined])[] = [
    [because("ECONNREFUSED"), false, "unreachable", "ECONNREFUSED"],
    [because("ENOTFOUND"), false, "unreachable", "ENOTFOUND"],
    [because("ECONNRESET"), false, "transport", "ECONNRESET"],
    [because("UND_ERR_SOCKET"), false, "transport", "UND_ERR_SOCKET"],
    [because("UND_ERR_SOCKET"), true, "transport", "UND_ERR_SOCKET"],
    [new TypeError("terminated"), true, "transport", "connection closed"],
    [because("DEPTH_ZERO_SELF_SIGNED_CERT"), false, "certificate", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    [because("CERT_HAS_EXPIRED"), true, "certificate", "CERT_HAS_EXPIRED"],
    [because("ERR_TLS_CERT_ALTNAME_INVALID"), false, "certificate", "ERR_TLS_CERT_ALTNAME_INVALID"],
    [
      new AggregateError([Object.assign(new Error("x"), { code: "ECONNREFUSED" })]),
      false,
      "unreachable",
      "ECONNREFUSED",
    ],
    [
      new Error("Connection error.", { cause: new Error("Proxy response (407) !== 200 when HTTP Tunneling") }),
      false,
      "proxy",
      undefined,
    ],
    [
      new Error("Connection error.", { cause: new TypeError("fetch failed", { cause: new Error("") }) }),
      false,
      "proxy",
      undefined,
    ],
    [new Error("Connection error.", { cause: new TypeError("fetch failed") }), false, "unreachable", undefined],
    ["a text", false, "unreachable", undefined],
    [undefined, false, "unreachable", undefined],
  ];
  for (const [error, started, code, reason] of rows) {
    it(`${String(error)} ${started ? "after" : "before"} the answer began is ${code}${reason ? `, ${reason}` : ""}`, () => {
      const found = mapNetworkError(error, FACTS, started);
      assert.deepEqual([found.code, found.facts.reason], [code, reason]);
    });
  }

  it("keeps the words and the code of the cause for the log", () => {
    assert.equal(mapNetworkError(because("ECONNREFUSED"), FACTS, false).detail, "Connection error. (ECONNREFUSED)");
    assert.equal(mapNetworkError("a text", FACTS, false).detail, "a text");
  });

  it("does not follow causes in a circle", () => {
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    assert.equal(mapNetworkError(circle, FACTS, false).code, "unreachable");
  });
});
