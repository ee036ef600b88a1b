import { type CostSum, Tally } from "../models/money.ts";
import { EDIT_TASKS, type TaskKind } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";
import { keyOf, modelId, Row, rowId, type RowKey, type RowRecord } from "./row.ts";
import { type BaselineName, compare, Comparing, type ComparisonRecord, type MoneyKind } from "./savings.ts";
import { Pace, type PaceRecord } from "./speed.ts";

export type ComparisonKey = `${BaselineName} ${MoneyKind}`;

const COMPARISONS: readonly (readonly [ComparisonKey, BaselineName, MoneyKind])[] = [
  ["alwaysFull priced", "alwaysFull", "priced"],
  ["alwaysFull simulated", "alwaysFull", "simulated"],
  ["alwaysCheapest priced", "alwaysCheapest", "priced"],
  ["alwaysCheapest simulated", "alwaysCheapest", "simulated"],
];

export interface TotalsRecord {
  readonly rows: readonly RowRecord[];
  readonly tasks: readonly (readonly [TaskKind, number])[];
  readonly compared: readonly ComparisonRecord[];
  readonly shifted: readonly [requests: number, edits: number];
  readonly paces: readonly (readonly [string, PaceRecord])[];
}

/** Sums of a span of time, such as a day. Spans are merged by merging records; entries come in through {@link Requests}. */
export class Totals {
  readonly rows = new Map<string, Row>();
  /** Requests by task; a request counts where its first attempt was booked. */
  readonly tasks = new Map<TaskKind, number>();
  readonly compared = new Map<ComparisonKey, Comparing>(COMPARISONS.map(([key]) => [key, new Comparing()]));
  readonly paces = new Map<string, Pace>();
  /** Requests that a stronger tier had to finish, and how many of those were edits. */
  shifted = 0;
  shiftedEdits = 0;

  get cost(): CostSum {
    const tally = new Tally();
    for (const row of this.rows.values()) tally.addSum(row.cost);
    return tally.sum;
  }

  get record(): TotalsRecord {
    return { ...this.sums, paces: [...this.paces].map(([id, pace]) => [id, pace.record]) };
  }

  get sums(): Omit<TotalsRecord, "paces"> {
    return {
      rows: [...this.rows.values()].map((row) => row.record),
      tasks: [...this.tasks],
      compared: [...this.compared.values()].map(({ record }) => record),
      shifted: [this.shifted, this.shiftedEdits],
    };
  }

  /** Throws where the record does not fit. */
  merge(record: TotalsRecord): void {
    this.mergeSums(record);
    for (const [id, pace] of record.paces) this.paceOf(id).merge(pace);
  }

  /** {@link merge} without the speeds, which take longest. */
  mergeSums({ rows, tasks, compared, shifted }: Omit<TotalsRecord, "paces">): void {
    for (const record of rows) this.rowOf(keyOf(record)).merge(record);
    for (const [task, requests] of tasks) this.countRequest(task, requests);
    for (const [index, comparing] of [...this.compared.values()].entries()) {
      const record = compared[index];
      if (record) comparing.merge(record);
    }
    this.shifted += shifted[0];
    this.shiftedEdits += shifted[1];
  }

  rowOf(key: RowKey): Row {
    return made(this.rows, rowId(key), () => new Row(key));
  }

  paceOf(id: string): Pace {
    return made(this.paces, id, () => new Pace());
  }

  countRequest(task: TaskKind, requests = 1): void {
    this.tasks.set(task, (this.tasks.get(task) ?? 0) + requests);
  }
}

function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}

interface Tracked {
  readonly attempts: LedgerEntry[];
  readonly rows: Set<string>;
  /** Where its comparisons are counted: the span of its last attempt. */
  home: Totals;
}

/** Attempts of a request follow each other closely, so what is older than so many requests will not go on. */
const MOST_TRACKED = 1_000;

/** Books entries into spans and knows which attempts belong together, also across spans. */
export class Requests {
  readonly #tracked = new Map<string, Tracked>();

  add(entry: LedgerEntry, span: Totals): void {
    const known = this.#tracked.get(entry.request);
    const request = known ?? { attempts: [], rows: new Set(), home: span };
    if (!known) this.#track(entry, request);
    const before = request.attempts.some(({ why }) => why === "shifted-up");
    this.#compare(request, -1n);
    request.attempts.push(entry);
    request.home = span;
    this.#compare(request, 1n);
    if (!before && entry.why === "shifted-up") {
      span.shifted += 1;
      if (EDIT_TASKS.has(entry.task)) span.shiftedEdits += 1;
    }
    const row = span.rowOf(entry);
    row.add(entry);
    if (!request.rows.has(rowId(entry))) row.requests += 1;
    request.rows.add(rowId(entry));
    span.paceOf(modelId(entry)).add(entry);
  }

  /** Attempts of requests that wait for their last one. */
  get open(): readonly LedgerEntry[] {
    const waiting = [...this.#tracked.values()].filter(({ attempts }) => attempts.at(-1)?.alwaysFull === undefined);
    return waiting.flatMap(({ attempts }) => attempts);
  }

  /** Takes up {@link open} again: counted already, but not finished. */
  resume(entry: LedgerEntry, span: Totals): void {
    const known = this.#tracked.get(entry.request);
    const request = known ?? { attempts: [], rows: new Set(), home: span };
    this.#tracked.set(entry.request, request);
    request.attempts.push(entry);
    request.rows.add(rowId(entry));
    request.home = span;
  }

  #track({ request: id, task }: LedgerEntry, request: Tracked): void {
    this.#tracked.set(id, request);
    request.home.countRequest(task);
    const [oldest] = this.#tracked.keys();
    if (this.#tracked.size > MOST_TRACKED && oldest !== undefined) this.#tracked.delete(oldest);
  }

  #compare({ attempts, home }: Tracked, sign: 1n | -1n): void {
    for (const [key, name, kind] of COMPARISONS) {
      const compared = compare(attempts, name, kind);
      if (compared) home.compared.get(key)?.add(compared, sign);
    }
  }
}
