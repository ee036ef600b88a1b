import { PICO_PER_DOLLAR, type Pico } from "../core/models/money.ts";
import type { Usage } from "../core/models/usage.ts";
import { asObject, field } from "./json.ts";
import { dialectOf, hiddenOutput, READERS, toBuckets, type UsageDialect } from "./usageDialects.ts";

export interface Counting {
  /** How the server counts; told from the names of its fields where absent. */
  readonly dialect?: UsageDialect;
  /** Thinking stands in `total_tokens` alone, and is billed as output. */
  readonly thinkingInTotal?: boolean;
}

/** A server's usage object as disjoint buckets; undefined where it counted nothing that could be billed. */
export function mapUsage(
  raw: unknown,
  { dialect = dialectOf(raw), thinkingInTotal = false }: Counting = {},
): Usage | undefined {
  const usage = dialect && toBuckets(READERS[dialect](raw));
  const hidden = usage && thinkingInTotal && usage.reasoning === 0 ? hiddenOutput(raw) : 0;
  return usage && hidden > 0 ? { ...usage, output: usage.output + hidden, reasoning: hidden } : usage;
}

/**
 * What the provider says it charged, in US dollars (`usage.cost` of OpenRouter and LiteLLM). With a key of one's own at
 * OpenRouter (`is_byok`) the upstream's charge comes on top, and without that figure nothing is known. Undefined where it
 * says nothing, and for a zero that nothing explains: gateways write it for models whose price they lack.
 */
export function mapBilled(raw: unknown): Pico | undefined {
  const cost = dollarsOf(field(raw, "cost"));
  if (cost === undefined) return undefined;
  if (field(raw, "is_byok") === true) {
    const upstream = dollarsOf(asObject(field(raw, "cost_details"))?.["upstream_inference_cost"]);
    return upstream === undefined ? undefined : picoOf(cost + upstream);
  }
  return cost > 0 || field(raw, "is_byok") === false ? picoOf(cost) : undefined;
}

/** LiteLLM tells the cost of an answer in a header; a zero there stands for a price that it lacks. */
export function mapBilledHeader(value: string | null): Pico | undefined {
  const cost = value === null || value.trim() === "" ? undefined : dollarsOf(Number(value));
  return cost === undefined || cost === 0 ? undefined : picoOf(cost);
}

function dollarsOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

function picoOf(dollars: number): Pico | undefined {
  const pico = Math.round(dollars * PICO_PER_DOLLAR);
  return Number.isSafeInteger(pico) ? pico : undefined;
}
