import { ERROR_CODES } from "../assist/errorCodes.ts";
import { CHECK_NAMES } from "../cascade/verdict.ts";
import { TIER_CHOICES, TIERS } from "../models/tier.ts";
import { USAGE_PARTS } from "../models/usage.ts";
import { TASK_KINDS } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";
import type { Hold, Settled } from "./holds.ts";
import { type Check, isCount, isFlag, isNumber, isObject, isShare, isText } from "./shape.ts";
import { listOf, objectOf, oneOf, optional } from "./shape.ts";

/** A check for every field, so that a new one cannot be forgotten. */
type Fields<T> = Readonly<Record<keyof Required<T>, Check>>;

const isParts = objectOf(Object.fromEntries(Object.keys(USAGE_PARTS).map((part) => [part, optional(isCount)])));

const isUsage = objectOf({
  ...{ input: isCount, cacheRead: isCount, cacheWrite: isCount, output: isCount, reasoning: isCount },
  ...{ estimated: isFlag, parts: optional(isParts), webSearches: optional(isCount) },
} satisfies Fields<LedgerEntry["usage"]>);

const PICO = { pico: isCount };
const COSTS: ReadonlyMap<unknown, Check> = new Map([
  ["priced", objectOf({ ...PICO, provenance: oneOf(["billed", "computed", "assumed", "estimated"]) })],
  ["simulated", objectOf(PICO)],
  ...["free", "included", "unknown"].map((kind) => [kind, isObject] as const),
]);
const isCost: Check = (value) => isObject(value) && COSTS.get(value["kind"])?.(value) === true;

const isRoute = objectOf({
  pick: oneOf(TIER_CHOICES),
  guessed: optional(oneOf(TASK_KINDS)),
  promptTokens: isCount,
  answerTokens: isCount,
  codeTokens: optional(isCount),
  languages: optional(listOf(isText)),
  rule: isText,
  valuePico: isNumber,
  plan: listOf(oneOf(TIERS)),
  byPath: optional(isFlag),
  inChat: optional(isFlag),
  candidates: listOf(
    objectOf({
      ...{ tier: oneOf(TIERS), model: isText, right: isShare, pico: isNumber, ms: isNumber },
      out: optional(isText),
    } satisfies Fields<NonNullable<LedgerEntry["route"]>["candidates"][number]>),
  ),
} satisfies Fields<NonNullable<LedgerEntry["route"]>>);

const isEntryShape = objectOf({
  v: oneOf([1]),
  ...{ id: isText, request: isText, session: isText, at: isCount },
  ...{ task: oneOf(TASK_KINDS), tier: oneOf(TIERS), connection: isText, model: isText, served: optional(isText) },
  ...{ why: oneOf(["routed", "shifted-up", "failed-over", "retried", "read-on"]), reason: isText },
  outcome: oneOf(["accepted", "rejected", "failed", "cancelled"]),
  code: optional(oneOf(ERROR_CODES)),
  verdict: optional(oneOf(["accepted", "unverified", "rejected"])),
  checked: optional(listOf(oneOf(CHECK_NAMES))),
  ...{ usage: isUsage, cost: isCost, alwaysFull: optional(isCost), alwaysCheapest: optional(isCost) },
  ...{ firstTokenMs: optional(isCount), totalMs: isCount, workspace: optional(isText), prompt: optional(isText) },
  route: optional(isRoute),
} satisfies Fields<LedgerEntry>);

const isHoldShape = objectOf({
  ...{ v: oneOf([1]), type: oneOf(["hold"]), id: isText, session: isText },
  ...{ at: isCount, until: isCount, pico: isCount },
} satisfies Fields<Hold>);

const isSettledShape = objectOf({
  ...{ v: oneOf([1]), type: oneOf(["settled"]), id: isText, at: isCount },
} satisfies Fields<Settled>);

/** As strict as {@link ledgerEntrySchema}, for lines of our own files. */
export function isEntry(json: unknown): json is LedgerEntry {
  return isEntryShape(json);
}

/** As strict as {@link holdSchema}. */
export function isHold(json: unknown): json is Hold {
  return isHoldShape(json);
}

/** As strict as {@link settledSchema}. */
export function isSettled(json: unknown): json is Settled {
  return isSettledShape(json);
}
