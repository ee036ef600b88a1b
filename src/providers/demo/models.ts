import type { ModelInfo } from "../../core/models/model.ts";
import { type Price, ratesPerMillion } from "../../core/models/price.ts";

export const DEMO_MODEL_NAMES = ["demo-mini", "demo-full", "demo-deep"] as const;
export type DemoModelName = (typeof DEMO_MODEL_NAMES)[number];
export type DemoTier = "mini" | "full" | "deep";

/** The connection that the in-process demo belongs to; the first half of its models' ids. */
export const DEMO_CONNECTION = "demo";

/** A row of the demo's own list: a model and the tier it plays. */
export interface DemoModelInfo extends ModelInfo {
  readonly model: DemoModelName;
  readonly tier: DemoTier;
}

const PRICES: Readonly<Record<DemoModelName, Price>> = {
  "demo-mini": simulated(0.25, 2, 0.025),
  "demo-full": simulated(3, 15, 0.3),
  "demo-deep": simulated(10, 40, 1),
};

/** The demo's models as one process offers them: no host, because nothing leaves it. One row per tier. */
export const DEMO_MODELS: readonly DemoModelInfo[] = [
  row("demo-mini", "mini"),
  row("demo-full", "full"),
  row("demo-deep", "deep"),
];

export function isDemoModel(name: string): name is DemoModelName {
  return DEMO_MODEL_NAMES.some((known) => known === name);
}

/** The simulated price of a demo model, by the name its endpoint knows; undefined for every other name. */
export function demoPrice(model: string): Price | undefined {
  return isDemoModel(model) ? PRICES[model] : undefined;
}

/** The row of a demo model, by the name its endpoint knows; undefined for every other name. */
export function demoModel(model: string): DemoModelInfo | undefined {
  return DEMO_MODELS.find((info) => info.model === model);
}

function row(model: DemoModelName, tier: DemoTier): DemoModelInfo {
  return {
    id: `${DEMO_CONNECTION}/${model}`,
    connection: DEMO_CONNECTION,
    model,
    tier,
    label: "demo, no AI",
    host: "",
    price: PRICES[model],
    contextWindow: 128_000,
    maxOutput: 16_384,
    images: false,
    local: true,
    demo: true,
  };
}

function simulated(input: number, output: number, cacheRead: number): Price {
  return {
    kind: "simulated",
    rates: ratesPerMillion({ input, output, cacheRead }),
  };
}
