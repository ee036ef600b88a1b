import { PICO_PER_DOLLAR } from "../models/money.ts";
import type { Otherwise, RouteDecision } from "./decision.ts";
import type { RoutePolicy } from "./policy.ts";
import { route } from "./route.ts";
import { VALUE_PRESETS, type ValuePreset } from "./value.ts";

/** Presets under which another tier would have been asked first; none where a pick or a rule decided. */
export function otherwise(decision: RouteDecision, policy: RoutePolicy): readonly Otherwise[] {
  const { signals, ranked, excluded, plan, weighing } = decision;
  const first = plan.order[0];
  if (!first || !weighing) return [];
  const candidates = [...ranked, ...excluded];
  return (Object.keys(VALUE_PRESETS) as readonly ValuePreset[]).flatMap((preset) => {
    const valuePico = VALUE_PRESETS[preset] * PICO_PER_DOLLAR;
    const other = route(signals, candidates, { ...policy, valuePico });
    const chosen = other.plan.order[0];
    if (!chosen || chosen.info.id === first.info.id) return [];
    return [{ preset, tier: chosen.tier, extraPico: other.plan.pico - plan.pico }];
  });
}
