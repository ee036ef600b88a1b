import type { AssistRequest } from "../../src/core/assist/request.ts";
import type { ContextItem } from "../../src/core/context/item.ts";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import type { ModelInfo } from "../../src/core/models/model.ts";
import { perMillion, type Price } from "../../src/core/models/price.ts";
import { NO_USAGE } from "../../src/core/models/usage.ts";
import type { Log } from "../../src/core/ports.ts";

/** Ordinary values for tests; a case names only what it is about. */

export function price(input: number, output: number): Price {
  const rates = { input: perMillion(input), output: perMillion(output) };
  return { kind: "listed", rates, provenance: "computed", asOf: "2026-11-20" };
}

export function modelInfo(more: Partial<ModelInfo> = {}): ModelInfo {
  const { connection = "cloud", model = "some-model" } = more;
  return {
    id: `${connection}/${model}`,
    connection,
    model,
    label: model,
    host: `${connection}.example`,
    price: price(1, 4),
    local: false,
    demo: false,
    ...more,
  };
}

export function item(more: Partial<ContextItem> = {}): ContextItem {
  return { kind: "file", path: "src/a.ts", language: "typescript", name: "", text: "let a = 1;\n", ...more };
}

export function request(more: Partial<AssistRequest> = {}): AssistRequest {
  const { id = "request-1", instruction = "", origin = "command", tier = "auto" } = more;
  return { id, instruction, origin, tier, anchors: [], without: [], history: [], ...more };
}

export function entry(more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    v: 1,
    id: "attempt-1",
    request: "request-1",
    session: "session-1",
    at: Date.UTC(2026, 10, 20, 12),
    task: "explain",
    tier: "mini",
    connection: "cloud",
    model: "small",
    why: "routed",
    reason: "quick work",
    outcome: "accepted",
    usage: { ...NO_USAGE, input: 100, output: 10 },
    cost: { kind: "priced", pico: 140_000_000, provenance: "computed" },
    totalMs: 100,
    ...more,
  };
}

/** Lines of all levels. */
export class FakeLog implements Log {
  readonly lines: string[] = [];
  readonly #write = (line: string): void => void this.lines.push(line);
  readonly trace = this.#write;
  readonly debug = this.#write;
  readonly info = this.#write;
  readonly warn = this.#write;
  readonly error = this.#write;
}
