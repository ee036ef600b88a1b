import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { calcPrice, extractUsage, findProvider, type Provider } from "@pydantic/genai-prices";
import * as z from "zod";
import { chargeOf } from "../../src/core/models/price.ts";
import { createPriceEngine } from "../../src/engines/prices/genaiPrices.ts";
import { mapUsage } from "../../src/providers/mapUsage.ts";
import { MissingData, type Bench, type BenchOptions, type Figures } from "./bench.ts";
import { interleave, ratioOf } from "./rounds.ts";
import { medianOf } from "./stats.ts";

// What it takes to price usage as servers send it: recorded usage objects of Chat Completions, read and priced by our road
// and by the library that holds the list. Each is priced at another moment of a month, so that hours and history count.

const USAGES = 100_000;
const START = Date.UTC(2026, 9, 1);
const STEP_MS = 27_000;

const CaseFile = z.array(
  z.object({
    model: z.string(),
    rawUsage: z.unknown(),
    expect: z.array(z.object({ provider: z.string(), flavor: z.string() })),
  }),
);

interface Job {
  readonly provider: Provider;
  readonly model: string;
  readonly raw: unknown;
  readonly body: unknown;
}

interface Leg {
  readonly cpuMs: number;
  readonly dollars: number;
}

function jobs({ data }: BenchOptions): readonly Job[] {
  const file = path.join(data, "cases/cost/genai-prices-usages.json");
  if (!existsSync(file)) throw new MissingData(`There is no ${file}. Name the data's folder: --data DIR.`);
  return CaseFile.parse(JSON.parse(readFileSync(file, "utf8"))).flatMap(({ model, rawUsage, expect }) =>
    expect.flatMap(({ provider: id, flavor }) => {
      const provider = findProvider({ providerId: id });
      return flavor === "chat" && provider
        ? [{ provider, model, raw: rawUsage, body: { model, usage: rawUsage } }]
        : [];
    }),
  );
}

function leg(all: readonly Job[], dollarsOf: (job: Job, at: number) => number): Leg {
  let dollars = 0;
  const before = process.cpuUsage();
  for (let index = 0; index < USAGES; index += 1) {
    const job = all[index % all.length];
    if (job) dollars += dollarsOf(job, START + index * STEP_MS);
  }
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1_000, dollars };
}

async function run(options: BenchOptions): Promise<Figures> {
  const all = jobs(options);
  const engine = createPriceEngine();
  const ours = ({ provider, model, raw }: Job, at: number): number => {
    const usage = mapUsage(raw, { dialect: "chat" });
    const price = engine.find({ provider: provider.id, model, at });
    const charge = usage && price && chargeOf(price, usage);
    return charge ? (charge.input + charge.output) / 1e12 : 0;
  };
  const library = ({ provider, model, body }: Job, at: number): number => {
    const { usage } = extractUsage(provider, body, "chat");
    const price = calcPrice(usage, model, { provider, timestamp: new Date(at) });
    return price ? price.input_price + price.output_price : 0;
  };
  const rounds = await interleave<Leg>({
    name: `the price of ${USAGES} usages`,
    ours: async () => leg(all, ours),
    floor: async () => leg(all, library),
    steady: [({ cpuMs }) => cpuMs],
    compare: (one, other) => {
      if (Math.abs(one.dollars - other.dollars) > 1e-6 * other.dollars)
        throw new Error(`We say $${one.dollars}, the library says $${other.dollars}`);
    },
  });
  return {
    perMs: medianOf(rounds.map((round) => (2 * USAGES) / (round.ours[0].cpuMs + round.ours[1].cpuMs))),
    cpuRatioLibrary: ratioOf(rounds, ({ cpuMs }) => cpuMs),
  };
}

export const price: Bench = { floors: [{ key: "perMs", min: 50, goal: 100 }], run };
