import type { Verdict } from "../cascade/verdict.ts";
import type { ContextPack } from "../context/pack.ts";
import type { AttemptOutcome, AttemptWhy, LedgerEntry } from "../ledger/entry.ts";
import type { Cost } from "../models/money.ts";
import type { Candidate } from "../models/model.ts";
import { costOf, type Price } from "../models/price.ts";
import type { Tier } from "../models/tier.ts";
import type { TokenScale } from "../models/tokenFamilies.ts";
import { promptTokens, type Usage } from "../models/usage.ts";
import type { Clock, Prices } from "../ports.ts";
import type { RouteRecord } from "../router/record.ts";
import type { TaskKind } from "../task/kinds.ts";
import { type AttemptRecord, usageOf } from "./attempt.ts";
import { type Baseline, baselineCost, cheapestCost, type Compared } from "./baseline.ts";

/** What every entry of one request shares. */
export interface RequestFacts {
  readonly request: string;
  readonly session: string;
  readonly task: TaskKind;
  readonly workspace?: string;
  /** The decision, for the entry of the first attempt. */
  readonly route?: RouteRecord;
  /** Estimated size of the prompt as it was first packed, before any draft and complaint were added. */
  readonly firstPromptTokens: number;
  /** The user's models, to compare with what each alone would have cost. */
  readonly baselines: readonly (Baseline & { readonly tier: Tier })[];
}

/**
 * The account of one started attempt. `settle` makes its ledger entry, once: later calls return the first one, so that
 * the `finally` of a listener who left and the ordinary end cannot book twice.
 */
export class Booking {
  readonly record: AttemptRecord = { asked: false, text: "", reasoning: "", calls: [] };
  readonly #facts: RequestFacts;
  readonly #attempt: AttemptFacts;
  readonly #startedAt: number;
  readonly #startedMonotonic: number;
  #entry: LedgerEntry | undefined;

  constructor(facts: RequestFacts, attempt: AttemptFacts) {
    this.#facts = facts;
    this.#attempt = attempt;
    this.#startedAt = attempt.clock.now();
    this.#startedMonotonic = attempt.clock.monotonic();
  }

  /** The attempt as a part of the whole request that another model is compared with. */
  get compared(): Compared {
    const { candidate, pack, scale } = this.#attempt;
    const usage = usageOf(this.record, pack, candidate.info.model, scale);
    return { usage, id: candidate.info.id, scale, added: this.#added };
  }

  get settled(): boolean {
    return this.#entry !== undefined;
  }

  /** What was booked; undefined before. */
  get entry(): LedgerEntry | undefined {
    return this.#entry;
  }

  /** `last` = no attempt follows: the entry then carries what always Full would have cost. */
  settle(outcome: AttemptOutcome, end: { readonly verdict?: Verdict; readonly last: boolean }): LedgerEntry {
    this.#entry ??= this.#makeEntry(outcome, end);
    return this.#entry;
  }

  /** The entry if everything ended now, cancelled, with the request on its way. Settles nothing. */
  provisional(): LedgerEntry {
    return this.#makeEntry("cancelled", { last: true }, { ...this.record, asked: true });
  }

  #makeEntry(
    outcome: AttemptOutcome,
    { verdict, last }: { readonly verdict?: Verdict; readonly last: boolean },
    record = this.record,
  ): LedgerEntry {
    const { candidate, pack, clock } = this.#attempt;
    const { scale } = this.#attempt;
    const usage = usageOf(record, pack, candidate.info.model, scale);
    const { failure, served, firstTokenMs } = record;
    const cost = costOfAttempt(this.#price(served), usage, record.billedPico);
    return {
      v: 1,
      id: this.#attempt.id,
      request: this.#facts.request,
      session: this.#facts.session,
      at: this.#startedAt,
      task: this.#facts.task,
      tier: candidate.tier,
      connection: candidate.info.connection,
      model: candidate.info.model,
      ...(served !== undefined && served !== candidate.info.model ? { served } : {}),
      why: this.#attempt.why,
      reason: this.#attempt.reason,
      outcome,
      ...(failure || record.cut ? { code: (failure ?? record.cut)?.code } : {}),
      ...(verdict ? { verdict: verdict.type, checked: [...verdict.checked] } : {}),
      usage,
      cost,
      ...(last
        ? this.#compared(cost, [
            { usage, id: candidate.info.id, scale, added: this.#added },
            ...(this.#attempt.earlier ?? []),
          ])
        : {}),
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
      totalMs: Math.round(clock.monotonic() - this.#startedMonotonic),
      ...(this.#facts.workspace === undefined ? {} : { workspace: this.#facts.workspace }),
      ...(pack.summary.prompt === "" ? {} : { prompt: pack.summary.prompt }),
      ...(this.#facts.route && this.#attempt.why === "routed" ? { route: this.#facts.route } : {}),
    };
  }

  /** Tokens of a draft and a complaint. */
  get #added(): number {
    const { pack, scale, readTokens = 0 } = this.#attempt;
    return Math.round((pack.summary.tokens - this.#facts.firstPromptTokens - readTokens) * scale.factor);
  }

  /** What always Full, and always the cheapest, would have cost: the last attempt and those that read for it. */
  #compared(
    cost: Cost,
    compared: readonly [Compared, ...(readonly Compared[])],
  ): Pick<LedgerEntry, "alwaysFull" | "alwaysCheapest"> {
    const { baselines } = this.#facts;
    const full = baselines.find(({ tier }) => tier === "full");
    const kind = cost.kind === "simulated" ? "simulated" : "priced";
    const cheapest = cheapestCost(baselines, kind, compared);
    return {
      alwaysFull: baselineCost(full, compared),
      ...(cheapest.kind === "unknown" ? {} : { alwaysCheapest: cheapest }),
    };
  }

  #price(served: string | undefined): Price {
    const { candidate, prices } = this.#attempt;
    return prices?.ofAnswer(candidate.info, served, this.#startedAt) ?? candidate.info.price;
  }
}

export interface AttemptFacts {
  readonly prices?: Prices;
  readonly id: string;
  readonly candidate: Candidate;
  readonly pack: ContextPack;
  readonly why: AttemptWhy;
  readonly reason: string;
  /** Of the model's tokenizer. */
  readonly scale: TokenScale;
  /** Tokens of what tools gave in earlier attempts: any model would have read them. */
  readonly readTokens?: number;
  /** Earlier attempts of the request that ended in calls: any model would have made them. */
  readonly earlier?: readonly Compared[];
  readonly clock: Clock;
}

/** What the provider billed, else the price of the tokens; no tokens cost nothing, whatever the price. */
function costOfAttempt(price: Price, usage: Usage, billedPico: number | undefined): Cost {
  if (billedPico !== undefined) return { kind: "priced", pico: billedPico, provenance: "billed" };
  if ((price.kind === "unknown" || price.kind === "listed") && promptTokens(usage) + usage.output === 0) {
    return { kind: "priced", pico: 0, provenance: "computed" };
  }
  return costOf(price, usage);
}
