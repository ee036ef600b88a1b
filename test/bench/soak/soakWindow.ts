import { assist } from "../../../src/core/assist/assist.ts";
import type { AssistDeps, Seat } from "../../../src/core/assist/deps.ts";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import type { LedgerEntry } from "../../../src/core/ledger/entry.ts";
import type { ModelInfo } from "../../../src/core/models/model.ts";
import { presetOf } from "../../../src/core/models/presets.ts";
import type { ChatModel, Log } from "../../../src/core/ports.ts";
import { Health } from "../../../src/core/router/health.ts";
import { Circuits } from "../../../src/providers/circuits.ts";
import type { Endpoint } from "../../../src/providers/endpoint.ts";
import { createLearntStore } from "../../../src/providers/learnt.ts";
import { createOpenAiModel } from "../../../src/providers/openaiCompatible.ts";

/** Short, so that faults that wait do not make the run last for hours. */
const LIMITS = { firstTokenMs: 600, idleMs: 400, totalMs: 3_000 };
/** Of the waits between tries this much remains. */
const WAIT_SHARE = 0.01;

const SILENT: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A window's worth of the product: two models of one endpoint, health, circuits, and a ledger that is counted. */
export class SoakWindow {
  requests = 0;
  /** Requests that nobody stopped, and how many of them were answered. */
  finished = 0;
  answered = 0;
  readonly outcomes = new Map<string, number>();
  readonly #name: string;
  readonly #random: () => number;
  readonly #deps: AssistDeps;
  readonly #entries = new Set<string>();
  #bookings = 0;
  #started = 0;
  #ids = 0;

  constructor(name: string, baseUrl: string, random: () => number) {
    this.#name = name;
    this.#random = random;
    const health = new Health();
    const circuits = new Circuits({
      opened: (model, until) => health.noteOpen(model, until),
      closed: (model) => health.noteClosed(model),
    });
    const seats = [seat("mini", baseUrl, circuits), seat("full", baseUrl, circuits)];
    this.#deps = {
      context: { collect: () => Promise.resolve({ items: [], gate: createPathGate([]) }) },
      seats: () => seats,
      verifiers: [],
      ledger: { append: (entry) => this.#book(entry) },
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms * WAIT_SHARE)),
      newId: () => `${name}-${++this.#ids}`,
      session: name,
      workspace: () => undefined,
      maxTokens: () => 16_000,
      health,
      log: SILENT,
    };
  }

  /** One request to its end, or stopped somewhere on the way. */
  async request({ stop }: { readonly stop: boolean }): Promise<void> {
    this.requests += 1;
    const stopping = new AbortController();
    const timer = stop ? setTimeout(() => stopping.abort(), this.#random() * 30) : undefined;
    const id = `${this.#name}-request-${this.requests}`;
    const request = { id, task: "explain", instruction: "Explain.", origin: "command", tier: "auto" } as const;
    let started = 0;
    for await (const event of assist(
      { ...request, anchors: [], without: [], history: [] },
      this.#deps,
      stopping.signal,
    )) {
      if (event.type === "attempt-start") started += 1;
      if (event.type === "attempt-end") this.#count(event.entry.outcome);
      if (event.type === "assist-error") this.#count(`told: ${event.failure.code}`);
      if (event.type === "assist-error" || (event.type === "assist-end" && event.outcome === "answered"))
        this.finished += 1;
      if (event.type === "assist-end" && event.outcome === "answered") this.answered += 1;
    }
    clearTimeout(timer);
    this.#started += started;
  }

  /** Attempts that began and were not booked. */
  get lost(): number {
    return Math.max(0, this.#started - this.#entries.size);
  }

  /** Bookings of attempts that were booked before. */
  get doubled(): number {
    return this.#bookings - this.#entries.size;
  }

  #book(entry: LedgerEntry): Promise<void> {
    this.#bookings += 1;
    this.#entries.add(entry.id);
    return Promise.resolve();
  }

  #count(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }
}

function seat(tier: "mini" | "full", baseUrl: string, circuits: Circuits): Seat {
  const preset = presetOf("custom");
  if (!preset) throw new Error("There is no custom preset");
  const info: ModelInfo = {
    id: `soak/demo-${tier}`,
    connection: "soak",
    model: `demo-${tier}`,
    label: `demo-${tier}`,
    host: new URL(baseUrl).host,
    price: { kind: "unknown" },
    local: false,
    demo: false,
  };
  const key = (): Promise<string> => Promise.resolve("key");
  const endpoint: Endpoint = { connection: "soak", preset, baseUrl, key, learnt: createLearntStore() };
  const model: ChatModel = circuits.guard(createOpenAiModel(info, endpoint, LIMITS));
  return { tier, info, model };
}
