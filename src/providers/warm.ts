import { pack } from "../core/context/pack.ts";
import { createPathGate } from "../core/context/privacy.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ModelRequest } from "../core/ports.ts";
import { PROMPTS } from "../core/prompts/prompts.ts";
import type { Endpoint } from "./endpoint.ts";
import { createOpenAiModel } from "./openaiCompatible.ts";
import { probeLocal } from "./probeLocal.ts";

/** A connection that nobody uses is closed about so soon, by us or by the server; asked again sooner, it is still open. */
const OPEN_MS = 3_500;
const LONGEST_MS = 3_000;
/** What a server tells of a loaded model holds about so long. */
const PROBED_MS = 20_000;

/** What makes a first request slow, done before it: code that loads on first use, and the way to the endpoint. */
export class Warmth {
  readonly #openedAt = new Map<string, number>();
  readonly #probedAt = new Map<string, number>();
  #rehearsed = false;

  /**
   * Opens a connection to the endpoint, at most every few seconds, without a key and without a question; a server on this
   * computer is asked what it has loaded. Never rejects: what is wrong shows with the first request.
   */
  async warm(info: ModelInfo, endpoint: Endpoint): Promise<void> {
    const { origin } = new URL(endpoint.baseUrl);
    const isOpen = performance.now() - (this.#openedAt.get(origin) ?? -Infinity) < OPEN_MS;
    if (!isOpen) this.#openedAt.set(origin, performance.now());
    try {
      await Promise.all([
        isOpen ? undefined : knock(endpoint),
        this.#rehearse(info, endpoint),
        this.#probe(info, endpoint),
      ]);
    } catch {
      // Nobody asked for anything yet.
    }
  }

  /** A server on this computer loads a model anew with another window whenever its user likes. */
  async #probe({ model }: ModelInfo, endpoint: Endpoint): Promise<void> {
    const { onTold, preset, baseUrl } = endpoint;
    const name = `${baseUrl} ${model}`;
    const isFresh = performance.now() - (this.#probedAt.get(name) ?? -Infinity) < PROBED_MS;
    if (!onTold || preset.probe === undefined || isFresh) return;
    this.#probedAt.set(name, performance.now());
    const [told] = await probeLocal(endpoint, [{ id: model }], new AbortController().signal);
    if (told && Object.keys(told).length > 1) onTold(told);
  }

  /** Runs one request through all our code, with an answer from memory. */
  async #rehearse(info: ModelInfo, endpoint: Endpoint): Promise<void> {
    if (this.#rehearsed) return;
    this.#rehearsed = true;
    const model = createOpenAiModel(info, {
      ...endpoint,
      learnt: { get: () => ({ chatOnly: true }), set: () => undefined },
      key: () => Promise.resolve("none"),
      onRoom: () => undefined,
      fetch: () => Promise.resolve(new Response(REHEARSAL)),
    });
    for await (const part of model.stream(REQUEST, new AbortController().signal)) void part;
  }
}

async function knock({ baseUrl, mayConnect }: Endpoint): Promise<void> {
  const url = new URL(baseUrl);
  mayConnect?.(url);
  const signal = AbortSignal.timeout(LONGEST_MS);
  // After HEAD fetch closes the connection; what comes back here is short and read to its end, so that it stays open.
  const response = await globalThis.fetch(url, { method: "OPTIONS", redirect: "manual", signal });
  await response.arrayBuffer();
}

const REHEARSAL = [
  { choices: [{ index: 0, delta: { content: "ready" }, finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage: { prompt_tokens: 1, completion_tokens: 1 } },
]
  .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
  .join("");

const REQUEST: ModelRequest = {
  pack: pack({
    prompt: PROMPTS.chat,
    instruction: "",
    history: [],
    items: [],
    gate: createPathGate([]),
    maxTokens: 16_000,
  }),
  maxOutputTokens: 1,
};
