import assert from "node:assert/strict";
import { pack } from "../../../../src/core/context/pack.ts";
import { costOf } from "../../../../src/core/models/price.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import type { StreamPart } from "../../../../src/core/ports.ts";
import { createDemoModel } from "../../../../src/providers/demo/demoModel.ts";
import { DEMO_MODELS, demoModel, demoPrice } from "../../../../src/providers/demo/models.ts";
import { PACES, planStream } from "../../../../src/providers/demo/pace.ts";
import { STORE_TEXT } from "./storeText.ts";

const mini = demoModel("demo-mini") ?? assert.fail("there is no demo-mini");

function requestFor(file: string): Parameters<ReturnType<typeof createDemoModel>["stream"]>[0] {
  const items = [{ kind: "file", path: "a.ts", language: "typescript", name: "", text: file }] as const;
  const packed = pack({
    prompt: PROMPTS.explain,
    instruction: "",
    history: [],
    items,
    gate: { check: () => undefined },
    maxTokens: 9_000,
  });
  return { pack: packed, maxOutputTokens: 800 };
}

interface Heard {
  readonly parts: readonly StreamPart[];
  readonly waitedMs: number;
}

async function listen(
  options: { readonly stopAfter?: number; readonly rejects?: boolean; readonly paceScale?: number } = {},
): Promise<Heard> {
  const stop = new AbortController();
  let waitedMs = 0;
  const sleep = (ms: number, signal: AbortSignal): Promise<void> => {
    waitedMs += ms;
    return options.rejects && signal.aborted ? Promise.reject(new Error("aborted")) : Promise.resolve();
  };
  const scale = options.paceScale === undefined ? {} : { paceScale: options.paceScale };
  const parts: StreamPart[] = [];
  for await (const part of createDemoModel(mini, { sleep, ...scale }).stream(requestFor(STORE_TEXT), stop.signal)) {
    parts.push(part);
    if (parts.length === options.stopAfter) stop.abort();
  }
  return { parts, waitedMs };
}

describe("the demo as a model", () => {
  it("streams its answer and finishes with usage", async () => {
    const { parts } = await listen();
    const text = parts.map((part) => (part.type === "text-delta" ? part.text : "")).join("");
    const last = parts.at(-1);
    assert.match(text, /Demo, no AI/);
    assert.ok(last?.type === "finish" && last.usage);
    assert.deepEqual([last.reason, last.served, last.usage.estimated], ["stop", "demo-mini", false]);
    assert.equal(costOf(demoPrice("demo-mini") ?? { kind: "unknown" }, last.usage).kind, "simulated");
  });

  it("keeps its pace: 250 ms, then about 60 tokens a second", async () => {
    const { parts, waitedMs } = await listen();
    const last = parts.at(-1);
    const tokens = last?.type === "finish" ? (last.usage?.output ?? 0) : 0;
    assert.ok(Math.abs(waitedMs - 250 - (tokens * 1000) / 60) < 150, `${waitedMs} ms for ${tokens} tokens`);
    assert.equal((await listen({ paceScale: 0 })).waitedMs, 0);
  });

  for (const rejects of [false, true]) {
    it(`stops at once when it is cancelled${rejects ? ", also in a wait" : ""}`, async () => {
      const { parts } = await listen({ stopAfter: 3, rejects });
      assert.equal(parts.length, 3);
      assert.ok(parts.every(({ type }) => type === "text-delta"));
    });
  }

  it("lets a fault of the clock through", async () => {
    const model = createDemoModel(mini, { sleep: () => Promise.reject(new Error("no clock")) });
    await assert.rejects(async () => {
      for await (const part of model.stream(requestFor("a"), new AbortController().signal)) void part;
    }, /no clock/);
  });

  it("is made for the demo's models only", () => {
    assert.throws(
      () => createDemoModel({ ...mini, model: "gpt-6-luna" }, { sleep: () => Promise.resolve() }),
      /Not a demo model/,
    );
  });
});

describe("the demo's models", () => {
  it("cover the tiers, are labelled, and cost play money", () => {
    assert.deepEqual(
      DEMO_MODELS.map(({ tier }) => tier),
      ["mini", "full", "deep"],
    );
    for (const { id, label, demo, price, model } of DEMO_MODELS) {
      assert.deepEqual([id, label, demo, price.kind], [`demo/${model}`, "demo, no AI", true, "simulated"]);
      assert.equal(demoModel(model)?.price, demoPrice(model));
    }
    assert.equal(demoPrice("gpt-6-luna"), undefined);
  });

  it("have the prices of their tiers", () => {
    const usage = {
      input: 1_000_000,
      output: 1_000_000,
      cacheRead: 1_000_000,
      cacheWrite: 0,
      reasoning: 0,
      estimated: false,
    };
    const costs = DEMO_MODELS.map(({ price }) => costOf(price, usage));
    assert.deepEqual(
      costs,
      [2_275_000_000_000, 18_300_000_000_000, 51_000_000_000_000].map((pico) => ({ kind: "simulated", pico })),
    );
  });
});

describe("planning a stream", () => {
  for (const text of ["", "one", "a  b\n\n```ts\n  c\n```\n", " ", "x".repeat(100), "mañana 日本語 🎉 b"]) {
    it(`loses nothing of ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.equal(
        planStream(text, PACES["demo-full"])
          .map((chunk) => chunk.text)
          .join(""),
        text,
      );
    });
  }

  it("waits longest before the first piece", () => {
    const [first, ...rest] = planStream("one two three", PACES["demo-full"]);
    assert.equal(first?.afterMs, 600);
    assert.ok(rest.every(({ afterMs }) => afterMs > 0 && afterMs < 100));
  });
});
