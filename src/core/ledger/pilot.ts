import { type CostSum, sumCosts } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import { type Feedback, outcomeOf } from "../router/feedback.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";
import { Pace, type Speed } from "./speed.ts";

/** What a team needs to decide on a model: one model on one kind of task over a period. */
export interface PilotRow {
  readonly model: string;
  readonly connection: string;
  readonly tier: Tier;
  readonly task: TaskKind;
  /** Attempts that were sent. */
  readonly attempts: number;
  /** Attempts whose answer stood, less those that the user then rejected, undid or voted down. */
  readonly accepted: number;
  /** Attempts whose answer a check refused. */
  readonly rejected: number;
  readonly failed: number;
  /** `accepted` of the attempts that ended by themselves; absent without one. */
  readonly acceptance?: number;
  /** Share of the attempts that ended by themselves after which a stronger tier had to step in. */
  readonly shiftUpRate?: number;
  readonly cost: CostSum;
  /** Real money per accepted answer, pico-dollars; absent without one, or where a price is unknown. */
  readonly picoPerAccepted?: number;
  readonly speed: Speed;
}

interface Gathering {
  readonly first: LedgerEntry;
  readonly entries: LedgerEntry[];
  readonly pace: Pace;
}

/** Rows by task, then by number of attempts. Every attempt is in exactly one row, so costs add up to the period's. */
export function pilotOf(entries: readonly LedgerEntry[], feedback: readonly Feedback[]): readonly PilotRow[] {
  const judged = judgedRequests(feedback);
  const groups = new Map<string, Gathering>();
  for (const entry of entries) {
    const key = [entry.task, entry.tier, entry.connection, entry.model].join("\n");
    const group = groups.get(key) ?? { first: entry, entries: [], pace: new Pace() };
    groups.set(key, group);
    group.entries.push(entry);
    group.pace.add(entry);
  }
  return [...groups.values()]
    .map((group) => rowOf(group, judged))
    .toSorted((a, b) => a.task.localeCompare(b.task, "en") || b.attempts - a.attempts);
}

/** How good an answer turned out, by request and model. */
function judgedRequests(feedback: readonly Feedback[]): ReadonlyMap<string, number> {
  const kinds = new Map<string, Feedback["kind"][]>();
  for (const { request, model, kind } of feedback) {
    const key = `${request}\n${model}`;
    kinds.set(key, [...(kinds.get(key) ?? []), kind]);
  }
  return new Map(
    [...kinds].flatMap(([key, all]) => {
      const good = outcomeOf(all);
      return good === undefined ? [] : [[key, good] as const];
    }),
  );
}

function rowOf({ first, entries, pace }: Gathering, judged: ReadonlyMap<string, number>): PilotRow {
  const { task, tier, connection, model } = first;
  const count = (outcome: LedgerEntry["outcome"]): number =>
    entries.filter((entry) => entry.outcome === outcome).length;
  const stood = entries.filter(
    ({ outcome, request }) => outcome === "accepted" && (judged.get(`${request}\n${connection}/${model}`) ?? 1) > 0,
  ).length;
  const ended = count("accepted") + count("rejected");
  const cost = sumCosts(entries.map((entry) => entry.cost));
  const known = cost.unknown === 0 && stood > 0 && cost.priced > 0;
  return {
    ...{ model, connection, tier, task, cost },
    attempts: entries.length,
    accepted: stood,
    rejected: count("rejected"),
    failed: count("failed"),
    ...(ended > 0 ? { acceptance: stood / ended, shiftUpRate: count("rejected") / ended } : {}),
    ...(known ? { picoPerAccepted: Number(cost.pico) / stood } : {}),
    speed: pace.speed,
  };
}
