import fc from "fast-check";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import type { Cost } from "../../src/core/models/money.ts";
import { TIERS } from "../../src/core/models/tier.ts";
import { TASK_KINDS } from "../../src/core/task/kinds.ts";
import { entry } from "./make.ts";

const PROVENANCES = ["billed", "computed", "assumed", "estimated"] as const;
const amount = fc.nat(Number.MAX_SAFE_INTEGER);

const anyCost: fc.Arbitrary<Cost> = fc.oneof(
  fc.record({ kind: fc.constant("priced" as const), pico: amount, provenance: fc.constantFrom(...PROVENANCES) }),
  fc.record({ kind: fc.constant("simulated" as const), pico: amount }),
  fc.constantFrom<Cost>({ kind: "free" }, { kind: "included" }, { kind: "unknown" }),
);

/** Names that a careless writer of CSV breaks on, or a spreadsheet runs. */
const anyName = fc.oneof(
  fc.constantFrom("=1+1", "+cmd", "-2", "@SUM(A1)", 'say "hi"', "a,b", "two\nlines", "\tTab", " =x", "名前", "", "＝1"),
  fc.string(),
);

/** Entries of `from` to `to` (ms since the epoch), in any order, attempts of one request anywhere. */
export function anyEntries(from: number, to: number): fc.Arbitrary<readonly LedgerEntry[]> {
  const one = fc.record({
    ...{ id: fc.uuid(), request: fc.constantFrom("a", "b", "c", "d", "e"), session: fc.constantFrom("one", "two") },
    ...{
      at: fc.integer({ min: from, max: to }),
      task: fc.constantFrom(...TASK_KINDS),
      tier: fc.constantFrom(...TIERS),
    },
    ...{ connection: fc.constantFrom("here", "there"), model: anyName, workspace: anyName, reason: anyName },
    why: fc.constantFrom("routed" as const, "shifted-up" as const, "failed-over" as const),
    outcome: fc.constantFrom("accepted" as const, "rejected" as const, "failed" as const, "cancelled" as const),
    ...{ cost: anyCost, alwaysFull: anyCost, alwaysCheapest: anyCost },
  });
  return fc.array(
    one.map((more) => entry(more)),
    { maxLength: 40 },
  );
}
