import * as z from "zod/mini";

const count = z.int().check(z.nonnegative());

/** Money set aside for a request that runs; holds until it is settled or `until`, ms since the epoch. */
export const holdSchema = z.object({
  v: z.literal(1),
  type: z.literal("hold"),
  id: z.string(),
  session: z.string(),
  at: count,
  until: count,
  pico: count,
});

export type Hold = z.infer<typeof holdSchema>;

/** The request of a hold has ended; what it cost stands in its entries. */
export const settledSchema = z.object({ v: z.literal(1), type: z.literal("settled"), id: z.string(), at: count });

export type Settled = z.infer<typeof settledSchema>;

/** How long money stays set aside for a request whose window was killed. */
export const HOLD_MS = 15 * 60_000;

/**
 * Money set aside for requests that run, of all windows, in the order in which it stands in the file: whoever stands first
 * was first, so two windows never both take the last of a budget.
 */
export class Holds {
  readonly #holds = new Map<string, Hold>();
  readonly #settled = new Set<string>();
  #settlements = 0;

  /** How many ended so far. */
  get settlements(): number {
    return this.#settlements;
  }

  take(line: Hold | Settled): void {
    if (line.type === "settled") this.settle(line.id);
    else if (!this.#settled.has(line.id)) this.#holds.set(line.id, line);
  }

  settle(id: string): void {
    if (this.#holds.delete(id)) this.#settlements += 1;
    this.#settled.add(id);
    // A settlement is read soon after its hold; the rest of the memory is of no use.
    if (this.#settled.size > MOST_SETTLED) this.#settled.delete(this.#settled.values().next().value ?? "");
  }

  has(id: string): boolean {
    return this.#holds.has(id);
  }

  /** What is set aside at a moment, before a hold of the file or by all. */
  sum(now: number, before?: string): bigint {
    let sum = 0n;
    for (const { id, pico, until } of this.#holds.values()) {
      if (id === before) break;
      if (until > now) sum += BigInt(pico);
    }
    return sum;
  }
}

const MOST_SETTLED = 1_000;
