import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { presetOf } from "../../src/core/models/presets.ts";
import { billedFigures } from "../../src/providers/billedFigures.ts";
import type { Endpoint } from "../../src/providers/endpoint.ts";

const SPAN = { from: Date.UTC(2026, 10, 19), until: Date.UTC(2026, 10, 21) };

describe("what a provider says it charged", () => {
  let server: Server;
  let answer: (path: string) => { readonly status?: number; readonly body: unknown };
  const seen: IncomingMessage[] = [];

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      seen.push(request);
      const { status = 200, body } = answer(request.url ?? "");
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  function endpoint(preset: string): Endpoint {
    const known = presetOf(preset);
    assert.ok(known);
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    return { connection: "mine", preset: { ...known, baseUrl }, baseUrl, key: async () => "sk-test" };
  }
  const ask = (from: Endpoint): ReturnType<typeof billedFigures> =>
    billedFigures(from, SPAN, new AbortController().signal);

  it("comes from OpenRouter by model, own keys at the upstream included", async () => {
    const row = (date: string, model: string, usage: number, byok = 0): object => ({
      ...{ date, model, usage, byok_usage_inference: byok, requests: 5 },
    });
    answer = () => ({
      body: {
        data: [
          row("2026-11-18", "openai/gpt-4o", 9),
          row("2026-11-19", "openai/gpt-4o", 0.015, 0.012),
          row("2026-11-20", "openai/o3", 0.5),
          row("2026-11-21", "openai/o3", 9),
          { date: "2026-11-20" },
          null,
        ],
      },
    });
    assert.deepEqual(await ask(endpoint("openrouter")), [
      { model: "openai/gpt-4o", pico: 27_000_000_000n },
      { model: "openai/o3", pico: 500_000_000_000n },
    ]);
    assert.deepEqual([seen[0]?.url, seen[0]?.headers.authorization], ["/v1/activity", "Bearer sk-test"]);
  });

  it("comes from OpenAI by line item, over all pages", async () => {
    const bucket = (lines: readonly (readonly [string | null, unknown])[]): object => ({
      results: lines.map(([line_item, value]) => ({ line_item, amount: { value, currency: "usd" } })),
    });
    answer = (path) =>
      path.includes("page=two")
        ? { body: { data: [bucket([[null, 0.25]])], next_page: null } }
        : {
            body: {
              data: [
                bucket([
                  ["gpt-4o-2024-08-06, input", 0.06],
                  ["gpt-4o-2024-08-06, output", "0.0000000001"],
                  ["o3", "much"],
                ]),
              ],
              next_page: "two",
            },
          };
    assert.deepEqual(await ask(endpoint("openai")), [
      { model: "gpt-4o-2024-08-06", pico: 60_000_000_000n },
      { model: "gpt-4o-2024-08-06", pico: 100n },
      { pico: 250_000_000_000n },
    ]);
    const query = new URL(seen[0]?.url ?? "", "http://x").searchParams;
    assert.deepEqual([query.get("start_time"), query.get("end_time")], ["1795046400", "1795219200"]);
  });

  it("is refused to keys of another kind, with the reason", async () => {
    answer = () => ({
      status: 403,
      body: { error: { message: "You have insufficient permissions for this operation." } },
    });
    await assert.rejects(ask(endpoint("openai")), { code: "permission" });
    answer = () => ({ status: 401, body: { error: { message: "Invalid management key" } } });
    await assert.rejects(ask(endpoint("openrouter")), { code: "auth" });
  });

  it("is not asked for where the provider has no such place, nor behind another address", async () => {
    assert.equal(await ask(endpoint("mistral")), undefined);
    const moved = endpoint("openai");
    assert.equal(await ask({ ...moved, baseUrl: `${moved.baseUrl}/proxy` }), undefined);
    assert.equal(seen.length, 0);
  });
});
