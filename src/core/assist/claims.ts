import type { ContextPack } from "../context/pack.ts";
import type { Budgets, Reservation } from "../ledger/budgets.ts";
import type { Candidate } from "../models/model.ts";
import { promptSize } from "../models/promptSize.ts";
import type { Tier } from "../models/tier.ts";
import type { TokenScale } from "../models/tokenFamilies.ts";
import { worstCost } from "../models/worst.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { Failure } from "./errors.ts";

export interface ClaimFacts {
  readonly request: string;
  readonly task: TaskKind;
  /** What has no price needs no claim here. */
  readonly unpricedAllowed?: true;
  readonly newId: () => string;
  readonly scaleOf: (candidate: Candidate) => TokenScale;
}

/** What a try would send and how long its answer may be. */
export interface Wanted {
  readonly candidate: Candidate;
  readonly pack: ContextPack;
  readonly maxOutputTokens: number;
  /** Tokens of a draft and a complaint that will stand behind the pack. */
  readonly more?: number;
}

/** What one request has set aside: for the attempt that runs and, before that is booked, for the next. */
export class Claims {
  readonly #budgets: Pick<Budgets, "reserve"> | undefined;
  readonly #facts: ClaimFacts;
  readonly #held = new Map<string, () => void>();

  constructor(budgets: Pick<Budgets, "reserve"> | undefined, facts: ClaimFacts) {
    this.#budgets = budgets;
    this.#facts = facts;
  }

  /** Why a try may not be sent; undefined when its worst case is set aside. What is set aside for it already stays. */
  async refusalOf({ candidate, pack, maxOutputTokens, more = 0 }: Wanted): Promise<Failure | undefined> {
    const { info, tier } = candidate;
    if (!this.#budgets || this.#held.has(info.id)) return undefined;
    const { request, task, unpricedAllowed, newId, scaleOf } = this.#facts;
    const summary = { ...pack.summary, tokens: pack.summary.tokens + more };
    const worst = worstCost(info, promptSize(summary, info.model, scaleOf(candidate)), maxOutputTokens);
    if (worst.kind === "unknown" && unpricedAllowed) return undefined;
    const reservation = await this.#budgets.reserve({ id: newId(), request, task, model: info.id, worst });
    if (reservation.type === "granted") this.#held.set(info.id, reservation.settle);
    return failureOf(reservation, info.model, tier);
  }

  /** The attempt is booked; what is set aside for the next model stays. */
  settle(next?: string): void {
    for (const [model, settle] of this.#held) {
      if (model === next) continue;
      this.#held.delete(model);
      settle();
    }
  }
}

function failureOf(reservation: Reservation, model: string, tier: Tier): Failure | undefined {
  switch (reservation.type) {
    case "granted":
      return undefined;
    case "price-needed":
      return { code: "price-needed", facts: { model } };
    case "refused": {
      const { budget, pico, left } = reservation;
      return { code: "over-budget", facts: { model, tier, budget, costPico: Number(pico), leftPico: Number(left) } };
    }
  }
}
