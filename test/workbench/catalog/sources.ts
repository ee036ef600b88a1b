import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import { PARAMETER_FAMILIES } from "../../../src/core/models/parameterFamily.ts";
import { installOnce } from "../cache.mjs";
import { npm } from "../npm.mjs";
import { root } from "../toolchain.mjs";

/** Dollars per million tokens; a price of nothing is written as absent. */
export const Money = z.object({
  input: z.number(),
  output: z.number(),
  cacheRead: z.exactOptional(z.number()),
  cacheWrite: z.exactOptional(z.number()),
});

export const Priced = Money.extend({ above: z.exactOptional(Money.extend({ tokens: z.number() })) });
export type Priced = z.infer<typeof Priced>;

/** What one source says of one model; absent fields it does not know. */
export const Facts = z.object({
  price: z.exactOptional(Priced.extend({ from: z.exactOptional(z.string()) })),
  /** Prompt and answer together, in tokens. */
  window: z.exactOptional(z.number()),
  maxOutput: z.exactOptional(z.number()),
  /** What it reads besides text. */
  reads: z.exactOptional(z.array(z.enum(["image", "audio", "video", "pdf"]))),
  efforts: z.exactOptional(z.array(z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]))),
  parameters: z.exactOptional(z.enum(PARAMETER_FAMILIES)),
  shutdown: z.exactOptional(z.iso.date()),
  replacement: z.exactOptional(z.string()),
});
export type Facts = z.infer<typeof Facts>;

export type FactsById = Readonly<Record<string, Facts>>;

const PI_AI = "@earendil-works/pi-ai@1.5.2";
/** Its release day: the newest of the sources. */
export const PI_AI_DAY = "2026-11-10";

/**
 * The model data inside the npm package pi-ai. It is packed, not installed: one of its dependencies is not on the
 * registry, and only the data is wanted.
 */
export async function piAiData(vendors: readonly string[]): Promise<Readonly<Record<string, FactsById>>> {
  const folder = await installOnce({
    name: `pi-ai-${PI_AI.split("@").at(-1)}`,
    probe: "earendil-works-pi-ai-1.5.2.tgz",
    make: async (temporary) => npm(["pack", PI_AI], { cwd: temporary, what: "the model data of pi-ai" }),
  });
  const files = tarFiles(gunzipSync(readFileSync(path.join(folder, "earendil-works-pi-ai-1.5.2.tgz"))));
  return Object.fromEntries(
    vendors.map((vendor) => {
      const text = files.get(`package/dist/providers/data/${vendor}.json`);
      if (text === undefined) throw new Error(`pi-ai has no data of ${vendor}`);
      return [vendor, readPiAi(vendor, JSON.parse(text.toString("utf8")))];
    }),
  );
}

/** A tar archive is blocks of 512 bytes: a header with name and octal size, then the file. */
export function tarFiles(archive: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  const text = (at: number, length: number): string =>
    archive.toString("utf8", at, at + length).replace(/\0[\s\S]*$/, "");
  for (let at = 0; at + 512 <= archive.length;) {
    const size = Number.parseInt(text(at + 124, 12).trim() || "0", 8);
    files.set(text(at, 100), archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

const PiMoney = z.object({ input: z.number(), output: z.number(), cacheRead: z.number(), cacheWrite: z.number() });
const PiModel = z.object({
  id: z.string(),
  type: z.literal("chat"),
  input: z.array(z.enum(["text", "image"])),
  cost: PiMoney.extend({ tiers: z.exactOptional(z.array(PiMoney.extend({ inputTokensAbove: z.number() }))) }),
  contextWindow: z.number(),
  maxTokens: z.number(),
  reasoning: z.boolean(),
});

function readPiAi(vendor: string, data: unknown): FactsById {
  const rows = Object.values(z.record(z.string(), z.record(z.string(), z.unknown())).parse(data)).flatMap((models) =>
    Object.values(models),
  );
  const models = rows.flatMap((row) => {
    const { data: model } = PiModel.safeParse(row);
    return model ? [model] : [];
  });
  return Object.fromEntries(models.map((model) => [model.id, fromPiAi(vendor, model)]));
}

function fromPiAi(vendor: string, model: z.infer<typeof PiModel>): Facts {
  const { cost, contextWindow, maxTokens, input, reasoning } = model;
  const [tier] = cost.tiers ?? [];
  return {
    price: { ...dollars(cost), ...(tier ? { above: { tokens: tier.inputTokensAbove, ...dollars(tier) } } : {}) },
    window: contextWindow,
    maxOutput: maxTokens,
    reads: input.filter((kind) => kind !== "text"),
    // Makers other than OpenAI take the same parameters for all their models.
    ...(vendor === "openai" && reasoning ? { parameters: "reasoning" as const } : {}),
  };
}

/** pi-ai writes 0 where a cache has no price of its own. */
function dollars({ input, output, cacheRead, cacheWrite }: z.infer<typeof PiMoney>): z.infer<typeof Money> {
  return { input, output, ...(cacheRead > 0 ? { cacheRead } : {}), ...(cacheWrite > 0 ? { cacheWrite } : {}) };
}

/** Shutdown dates that OpenAI writes into the comments of its SDK: quoted ids, then "Announced shutdown date: …". */
export function sdkShutdowns(): FactsById {
  const text = readFileSync(path.join(root, "node_modules/openai/resources/shared.d.ts"), "utf8").replace(
    /\n\s*\*\s?/g,
    " ",
  );
  const found: Record<string, Facts> = {};
  for (const [, ids = "", shutdown = ""] of text.matchAll(
    /- ((?:"[^"]+",? +)*"[^"]+"): +Announced +shutdown +date: +(\d{4}-\d{2}-\d{2})/g,
  )) {
    for (const [, id = ""] of ids.matchAll(/"([^"]+)"/g)) found[id] = { shutdown };
  }
  return found;
}

/** What no package carries: models of other lists, windows and dates, each read where `README` of the data says. */
export function ownFacts(): Readonly<Record<string, FactsById>> {
  const file = path.join(import.meta.dirname, "facts.json");
  return z.record(z.string(), z.record(z.string(), Facts)).parse(JSON.parse(readFileSync(file, "utf8")));
}
