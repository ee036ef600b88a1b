import { findModel } from "./catalogue.ts";
import type { ModelRow } from "./modelRow.ts";
import type { Tier } from "./tier.ts";

/** A ready choice of one maker's models for the tiers, beside what presets propose. */
interface TierSet {
  /** A product name; it stays untranslated. */
  readonly name: string;
  /** The maker's names, best first. */
  readonly tiers: Readonly<Partial<Record<Tier, readonly string[]>>>;
}

/** The models that the comparisons of 2024 were about. Shut down or soon to be at their makers; gateways keep them. */
const TIER_SETS: readonly TierSet[] = [
  { name: "GPT-4o classic", tiers: { mini: ["gpt-4o-mini"], full: ["gpt-4o"], deep: ["o1-preview", "o1"] } },
  { name: "o1 classic", tiers: { mini: ["o1-mini"], full: ["o1-preview", "o1"] } },
];

/** A set whose models an endpoint offers, under the names that it gives them. */
export interface OfferedSet {
  readonly name: string;
  readonly tiers: Readonly<Partial<Record<Tier, string>>>;
  /** Of its models, the one that its maker shuts down first. */
  readonly firstToGo?: ModelRow;
}

/** The sets of which an endpoint lists a mini and a full model, by their names or behind a maker's (`openai/gpt-4o`). */
export function offeredSets(listed: readonly string[]): readonly OfferedSet[] {
  return TIER_SETS.flatMap(({ name, tiers }) => {
    const found = Object.entries(tiers).flatMap(([tier, models]) => {
      const offered = offeredAs(models, listed);
      return offered === undefined ? [] : [[tier, offered] as const];
    });
    const chosen: OfferedSet["tiers"] = Object.fromEntries(found);
    if (chosen.mini === undefined || chosen.full === undefined) return [];
    const rows = Object.values(tiers)
      .flat()
      .flatMap((model) => findModel("openai", model)?.row ?? [])
      .filter(({ id, shutdown }) => shutdown !== undefined && found.some(([, model]) => bareName(model) === id));
    const [firstToGo] = rows.toSorted((a, b) => (a.shutdown ?? "").localeCompare(b.shutdown ?? "", "en"));
    return [{ name, tiers: chosen, ...(firstToGo ? { firstToGo } : {}) }];
  });
}

function offeredAs(models: readonly string[], listed: readonly string[]): string | undefined {
  for (const model of models) {
    const offered = listed.find((name) => bareName(name) === model);
    if (offered !== undefined) return offered;
  }
  return undefined;
}

function bareName(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
