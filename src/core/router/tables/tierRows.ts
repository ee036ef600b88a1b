import type { Tier } from "../../models/tier.ts";
import type { TaskKind } from "../../task/kinds.ts";
import type { KindFacts, TierRow } from "../kindRow.ts";

/** Rounded means of the measured families of each tier; where they differ by less than their error, they are set alike. */
function families(mini: number, full: number, deep: number, local: number): Readonly<Record<Tier, TierRow>> {
  return tiers([mini, full, deep, local], { error: 0.1, source: "families" });
}

function assumed(mini: number, full: number, deep: number, local: number): Readonly<Record<Tier, TierRow>> {
  return tiers([mini, full, deep, local], { error: 0.15, source: "assumed" });
}

function tiers(
  [mini, full, deep, local]: readonly [number, number, number, number],
  rest: Omit<TierRow, "right">,
): Readonly<Record<Tier, TierRow>> {
  return {
    mini: { right: mini, ...rest },
    full: { right: full, ...rest },
    deep: { right: deep, ...rest },
    local: { right: local, ...rest },
  };
}

const AGENTIC = families(0.28, 0.48, 0.6, 0.15);

/** What is expected of a model of which only the tier is known. */
export const TIER_ROWS: Readonly<Record<TaskKind, Readonly<Record<Tier, TierRow>>>> = {
  complete: families(0.58, 0.66, 0.72, 0.5),
  explain: families(0.75, 0.79, 0.85, 0.66),
  fix: families(0.58, 0.63, 0.72, 0.48),
  debug: AGENTIC,
  refactor: families(0.55, 0.8, 0.83, 0.42),
  edit: families(0.51, 0.56, 0.6, 0.4),
  test: families(0.55, 0.55, 0.57, 0.42),
  chat: families(0.28, 0.31, 0.35, 0.22),
  "agent-step": AGENTIC,
  document: assumed(0.85, 0.87, 0.88, 0.78),
  commit: assumed(0.85, 0.87, 0.88, 0.78),
  review: assumed(0.45, 0.65, 0.7, 0.3),
};

const SECOND_USD = 0.0005;

function kind(outputTokens: number, secondUsd = SECOND_USD): KindFacts {
  return { outputTokens, secondUsd };
}

/** Usual lengths and waits, for what no row tells. A completion that comes late is no completion. */
export const WAITS: {
  readonly kinds: Readonly<Record<TaskKind, KindFacts>>;
  readonly seconds: Readonly<Record<Tier, number>>;
} = {
  kinds: {
    complete: kind(40, 0.01),
    explain: kind(350),
    fix: kind(300),
    debug: kind(500),
    refactor: kind(400),
    edit: kind(250),
    test: kind(700),
    document: kind(300),
    review: kind(450),
    commit: kind(60),
    chat: kind(400),
    "agent-step": kind(500),
  },
  seconds: { mini: 3, full: 6, deep: 20, local: 8 },
};
