import type * as vscode from "vscode";
import * as z from "zod/mini";
import type { Log } from "../core/ports.ts";
import type { Learnt, LearntStore } from "../providers/learnt.ts";

const MEMORY_KEY = "learntParameters";

const learntSchema = z.object({
  dropped: z.optional(z.array(z.string())),
  limitField: z.optional(z.enum(["max_tokens", "max_completion_tokens"])),
  foldSystem: z.optional(z.boolean()),
  chatOnly: z.optional(z.boolean()),
  noTools: z.optional(z.boolean()),
  refusedGaps: z.optional(z.int()),
});

/** Remembers what endpoints do not take from window to window, by address and model; what is not valid is forgotten. */
export function createLearntMemory(memory: vscode.Memento, log: Log): LearntStore {
  const read = (): Readonly<Record<string, unknown>> => memory.get<Record<string, unknown>>(MEMORY_KEY) ?? {};
  return {
    get: (baseUrl, model) => fromStored(learntSchema.safeParse(read()[nameOf(baseUrl, model)]).data),
    set(baseUrl, model, learnt) {
      log.info(`Learnt of ${model} at ${new URL(baseUrl).host}: ${JSON.stringify(learnt)}; kept from now on`);
      // Lost at worst when it cannot be stored, and then learnt again.
      void memory.update(MEMORY_KEY, { ...read(), [nameOf(baseUrl, model)]: learnt });
    },
  };
}

function nameOf(baseUrl: string, model: string): string {
  return `${baseUrl} ${model}`;
}

function fromStored({
  dropped,
  limitField,
  foldSystem,
  chatOnly,
  noTools,
  refusedGaps,
}: z.infer<typeof learntSchema> = {}): Learnt {
  return {
    ...(dropped ? { dropped } : {}),
    ...(limitField ? { limitField } : {}),
    ...(foldSystem ? { foldSystem } : {}),
    ...(chatOnly ? { chatOnly } : {}),
    ...(noTools ? { noTools } : {}),
    ...(refusedGaps ? { refusedGaps } : {}),
  };
}
