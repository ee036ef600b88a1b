import { pack } from "../../../src/core/context/pack.ts";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import type { ModelInfo } from "../../../src/core/models/model.ts";
import { presetOf } from "../../../src/core/models/presets.ts";
import { PROMPTS } from "../../../src/core/prompts/prompts.ts";
import { createConnector } from "../../../src/providers/connection.ts";
import type { Endpoint } from "../../../src/providers/endpoint.ts";
import { QUESTION, type StreamClient } from "./client.ts";

// The product's own adapter, with every guard that it has.

const connect = createConnector({ opened: () => undefined, closed: () => undefined });
const gate = createPathGate([]);
const prompt = { ...PROMPTS.chat, system: "" };
const request = {
  pack: pack({ prompt, instruction: QUESTION, history: [], items: [], gate, maxTokens: 1_000 }),
  maxOutputTokens: 100_000,
};
const info: ModelInfo = {
  id: "bench/m",
  connection: "bench",
  model: "m",
  label: "m",
  host: "bench",
  price: { kind: "unknown" },
  local: false,
  demo: false,
};

function endpointAt(baseUrl: string): Endpoint {
  const preset = presetOf("custom");
  if (!preset) throw new Error("There is no custom preset");
  return { connection: "bench", preset, baseUrl, key: () => Promise.resolve("k") };
}

export const client: StreamClient = {
  async *stream(baseUrl) {
    const model = connect(endpointAt(baseUrl)).chat(info);
    for await (const part of model.stream(request, new AbortController().signal)) {
      if (part.type === "text-delta") yield part.text;
    }
  },
  warm: (baseUrl) => connect(endpointAt(baseUrl)).warm(info),
};
