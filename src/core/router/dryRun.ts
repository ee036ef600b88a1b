import type { LedgerEntry } from "../ledger/entry.ts";
import type { RequestRecord } from "../ledger/request.ts";
import { type Cost, type CostSum, Tally } from "../models/money.ts";
import { costOf } from "../models/price.ts";
import type { Candidate } from "../models/model.ts";
import type { Tier } from "../models/tier.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { RankedCandidate } from "./decision.ts";
import type { RoutePolicy } from "./policy.ts";
import { signalsOfRecord } from "./record.ts";
import { route } from "./route.ts";

/** One request of the ledger under another policy. */
export interface Replayed {
  readonly request: string;
  readonly at: number;
  readonly task: TaskKind;
  readonly was: Tier;
  /** Absent where nobody would have been allowed to answer; `rule` then names the first rule that forbade it. */
  readonly now?: Tier;
  readonly rule: string;
}

export interface DryRun {
  /** Newest first. */
  readonly requests: readonly Replayed[];
  readonly changed: number;
  /** Requests that cannot be replayed: booked without a decision, in a chat that was with a model, or by a rule on paths. */
  readonly left: number;
  /** What the first tries cost, and what they would have cost with the same numbers of tokens. */
  readonly cost: { readonly was: CostSum; readonly now: CostSum };
}

/** How many requests a dry run goes back. */
export const DRY_RUN_REQUESTS = 200;

/** What the requests of `records`, newest first, would have done under `policy` with the models of today. */
export function dryRun(
  records: readonly RequestRecord[],
  candidates: readonly Candidate[],
  policy: RoutePolicy,
): DryRun {
  const requests: Replayed[] = [];
  let left = 0;
  const [was, now] = [new Tally(), new Tally()];
  for (const { attempts } of records.slice(0, DRY_RUN_REQUESTS)) {
    // What a layered pipeline did before stands in front.
    const first = attempts.find(({ route: decided }) => decided !== undefined);
    const seen = first?.route;
    if (!first || !seen || seen.inChat || seen.byPath) {
      left += 1;
      continue;
    }
    const { plan, reasons, excluded } = route(signalsOfRecord(seen, first), candidates, policy);
    const chosen = plan.order[0];
    const rule = chosen ? (reasons[0]?.rule ?? "") : (excluded[0]?.reason.rule ?? "");
    const { request, at, task } = first;
    requests.push({
      request,
      at,
      task,
      was: seen.plan[0] ?? first.tier,
      ...(chosen ? { now: chosen.tier } : {}),
      rule,
    });
    if (!chosen) continue;
    was.add(first.cost);
    now.add(costWith(first, chosen));
  }
  const changed = requests.filter((one) => one.was !== one.now).length;
  return { requests, changed, left, cost: { was: was.sum, now: now.sum } };
}

/** What a booked attempt would cost on another model, with the same numbers of tokens. */
function costWith(first: LedgerEntry, { info }: RankedCandidate): Cost {
  const same = info.id === `${first.connection}/${first.model}`;
  return same ? first.cost : costOf(info.price, { ...first.usage, estimated: true });
}
