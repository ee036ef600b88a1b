import type { Preset } from "../core/models/presets.ts";
import type { Pico } from "../core/models/money.ts";
import type { Usage } from "../core/models/usage.ts";
import type { FinishReason, StreamPart } from "../core/ports.ts";
import { mapBilled, mapUsage } from "./mapUsage.ts";

interface CallSoFar {
  id: string;
  name: string;
  arguments: string;
}

/** What an answer has said so far besides the parts that went out. The last word of each kind wins. */
export class FoldState {
  reason: FinishReason | undefined;
  usage: Usage | undefined;
  billedPico: Pico | undefined;
  served: string | undefined;
  refused = false;
  readonly #preset: Pick<Preset, "thinkingInTotal">;
  readonly #calls = new Map<string, CallSoFar>();

  constructor(preset: Pick<Preset, "thinkingInTotal"> = {}) {
    this.#preset = preset;
  }

  noteUsage(raw: unknown): void {
    if (raw === undefined || raw === null) return;
    this.usage = mapUsage(raw, this.#preset) ?? this.usage;
    this.billedPico = mapBilled(raw) ?? this.billedPico;
  }

  refusal(piece: string): readonly StreamPart[] {
    this.refused = true;
    return [{ type: "text-delta", text: piece }];
  }

  /** A piece of a tool call. Servers that number none begin a new one with every new id. */
  call(key: string | undefined, piece: Partial<CallSoFar>): void {
    const last = [...this.#calls.keys()].at(-1);
    const name = key ?? (piece.id === undefined && last !== undefined ? last : `new ${this.#calls.size}`);
    const call = this.#calls.get(name) ?? { id: "", name: "", arguments: "" };
    this.#calls.set(name, call);
    if (piece.id) call.id = piece.id;
    if (piece.name) call.name = piece.name;
    call.arguments += piece.arguments ?? "";
  }

  /** The closing parts, once the stream has ended as it should. */
  end(): readonly StreamPart[] {
    const calls = [...this.#calls.values()].map((call): StreamPart => ({ type: "tool-call", ...call }));
    return [...calls, this.#finish()];
  }

  #finish(): StreamPart {
    const reason = this.refused ? "refused" : (this.reason ?? "unknown");
    return {
      type: "finish",
      reason: this.#calls.size > 0 && reason === "stop" ? "tool-calls" : reason,
      ...(this.usage ? { usage: this.usage } : {}),
      ...(this.served === undefined ? {} : { served: this.served }),
      ...(this.billedPico === undefined ? {} : { billedPico: this.billedPico }),
    };
  }
}
