import assert from "node:assert/strict";
import { assist } from "../../src/core/assist/assist.ts";
import type { AssistDeps } from "../../src/core/assist/deps.ts";
import { preview } from "../../src/core/assist/preview.ts";
import type { AssistRequest } from "../../src/core/assist/request.ts";
import type { Payload } from "../../src/core/context/payload.ts";
import { createPathGate } from "../../src/core/context/privacy.ts";
import { createLearntStore } from "../../src/providers/learnt.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { KEY, target } from "../helpers/adapter.ts";
import { FakeClock } from "../helpers/fakeClock.ts";
import { FakeLog, item, modelInfo, request } from "../helpers/make.ts";
import { MANNERS } from "../helpers/manners.ts";
import { MemoryLedger } from "../helpers/memoryLedger.ts";
import { startVendor, type VendorServer } from "../helpers/vendorServer.ts";
import { spelledOut } from "../unit/core/context/secrets/makeUp.ts";

const SECRET = spelledOut("gh{}p_<36>");
const signal = new AbortController().signal;

/** The road with one real adapter at its end. */
function depsFor(server: VendorServer, preset: string): AssistDeps {
  const reasons = preset === "openai" || preset === "custom";
  const info = modelInfo({ model: "small", ...(reasons ? { leastEffort: "low", efforts: ["low", "high"] } : {}) });
  const endpoint = { ...target(server.baseUrl, { preset, key: KEY }), learnt: createLearntStore() };
  const text = `const token = "${SECRET}"; // „Gänsefüßchen“ \u2028 "quotes" \\ and a tab\t\n`;
  return {
    context: { collect: () => Promise.resolve({ items: [item({ text })], gate: createPathGate([]) }) },
    seats: () => [{ tier: "mini", info, model: createOpenAiModel(info, endpoint) }],
    verifiers: [],
    ledger: new MemoryLedger(),
    clock: new FakeClock(),
    newId: () => "id",
    session: "session",
    workspace: () => "project",
    maxTokens: () => 16_000,
    log: new FakeLog(),
  };
}

async function shownBefore(asked: AssistRequest, deps: AssistDeps): Promise<string | undefined> {
  const seen = await preview(asked, deps, signal);
  return seen.type === "ready" ? await seen.payload?.body() : undefined;
}

async function shownAfter(asked: AssistRequest, deps: AssistDeps): Promise<string | undefined> {
  let sent: Payload | undefined;
  for await (const event of assist(asked, deps, signal)) if (event.type === "attempt-start") sent = event.payload;
  return await sent?.body();
}

describe("what is shown of a request", () => {
  const asked = request({ instruction: "Why?" });

  // Both flavours of the wire, other names of fields, other roles.
  for (const preset of ["openai", "mistral", "deepseek", "ollama"]) {
    it(`is what the endpoint receives, byte for byte: ${preset}`, async () => {
      const manners = MANNERS[preset];
      assert.ok(manners);
      const server = await startVendor(manners);
      try {
        const deps = depsFor(server, preset);
        const before = await shownBefore(asked, deps);
        assert.equal(server.seen.length, 0, "looking sends nothing");
        const after = await shownAfter(asked, deps);
        const bodies = server.seen.map(({ text }) => text);
        const received = bodies.at(-1) ?? "";
        assert.match(received, /upshift-secret-1:github-token/);
        assert.ok(!received.includes(SECRET));
        assert.deepEqual([before, after, bodies.length], [received, received, 1]);
        assert.equal(await shownBefore(asked, deps), received);
      } finally {
        await server.close();
      }
    });
  }

  it("is what was sent last, where an endpoint refused the form of the first", async () => {
    const manners = MANNERS["openai"];
    assert.ok(manners);
    const server = await startVendor(manners);
    try {
      const deps = depsFor(server, "custom");
      const before = await shownBefore(asked, deps);
      const after = await shownAfter(asked, deps);
      const bodies = server.seen.map(({ text }) => text);
      assert.ok(bodies.length > 1 && bodies[0] !== bodies.at(-1));
      assert.deepEqual([before, after], [bodies[0], bodies.at(-1)]);
    } finally {
      await server.close();
    }
  });
});
