/** What requests are routed to. `local` runs on the user's own machine; the others rise in strength and price. */
export const TIERS = ["mini", "full", "deep", "local"] as const;
export type Tier = (typeof TIERS)[number];

/** A tier picked by the user, or `auto`: the router decides. */
export const TIER_CHOICES = ["auto", ...TIERS] as const;
export type TierChoice = (typeof TIER_CHOICES)[number];

/** How far up `auto` may go: the strongest tier that is asked without being picked. */
export const DEPTHS = ["mini", "full", "deep"] as const satisfies readonly Tier[];
export type Depth = (typeof DEPTHS)[number];

/** Strength for shifting up. Local has none: nothing shifts up to it, and from it everything is up. */
export const TIER_RANK: Readonly<Record<Tier, number>> = { local: 0, mini: 1, full: 2, deep: 3 };

/** English names as people read them; they are product terms and stay untranslated. */
export const TIER_NAMES: Readonly<Record<Tier, string>> = { mini: "Mini", full: "Full", deep: "Deep", local: "Local" };
