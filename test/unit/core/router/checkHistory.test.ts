import assert from "node:assert/strict";
import fc from "fast-check";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { strengthsFrom } from "../../../../src/core/router/checkHistory.ts";
import { CHECK_STRENGTHS, updatedStrength } from "../../../../src/core/router/checkStrength.ts";
import type { RouteSignals } from "../../../../src/core/router/decision.ts";
import type { Feedback, FeedbackKind } from "../../../../src/core/router/feedback.ts";
import { policyFor } from "../../../../src/core/router/policy.ts";
import { entry, modelInfo } from "../../../helpers/make.ts";

const candidate = { tier: "mini", model: "cloud/small", right: 0.8, pico: 1, ms: 1 } as const;
const route: LedgerEntry["route"] = {
  ...{ pick: "auto", promptTokens: 1, answerTokens: 1, rule: "gain", valuePico: 1 },
  plan: ["mini", "full"],
  candidates: [candidate],
};

function judged(count: number, verdict: "unverified" | "rejected", more: Partial<LedgerEntry> = {}): LedgerEntry[] {
  return Array.from({ length: count }, (_none, index) =>
    entry({
      ...{ id: `${verdict}-${index}`, request: `${verdict}-${index}`, task: "fix", why: "routed", route },
      ...{ verdict, checked: ["shape", "types"], outcome: verdict === "rejected" ? "rejected" : "accepted" },
      ...more,
    }),
  );
}

function said(entries: readonly LedgerEntry[], kind: FeedbackKind): Feedback[] {
  return entries.map(({ request }) => ({
    ...{ v: 1, at: 1, request, kind, task: "fix", tier: "mini" },
    model: "cloud/small",
  }));
}

describe("what a check is worth after what happened here", () => {
  it("is what was measured, where nothing happened or nothing can be told", () => {
    assert.deepEqual(strengthsFrom([], []), CHECK_STRENGTHS);
    const { route: _route, ...without } = entry({ verdict: "rejected", checked: ["types"] });
    assert.deepEqual(strengthsFrom([without, ...judged(3, "rejected", { why: "shifted-up" })], []), CHECK_STRENGTHS);
  });

  it("grows where it refuses about as many answers as are wrong, and those it lets through are kept", () => {
    const good = judged(160, "unverified");
    const { types } = strengthsFrom([...good, ...judged(40, "rejected")], said(good, "accept"));
    assert.ok(types.acceptsWrong < CHECK_STRENGTHS.types.acceptsWrong, `${types.acceptsWrong}`);
    assert.ok(types.acceptsRight > CHECK_STRENGTHS.types.acceptsRight, `${types.acceptsRight}`);
    assert.equal(Math.round(types.n - CHECK_STRENGTHS.types.n), 200);
  });

  it("shrinks where it lets everything through and much of it is undone", () => {
    const all = judged(200, "unverified");
    const { types } = strengthsFrom(all, said(all.slice(0, 60), "undo").concat(said(all.slice(60), "accept")));
    assert.ok(types.acceptsWrong > CHECK_STRENGTHS.types.acceptsWrong, `${types.acceptsWrong}`);
  });

  it("moves slowly, and counts for the check that refused, not for those before it", () => {
    const refused = strengthsFrom(judged(1, "rejected"), []);
    assert.ok(CHECK_STRENGTHS.types.acceptsWrong - refused.types.acceptsWrong < 0.005);
    assert.ok(refused.shape.acceptsRight >= 0.99);
  });

  it("stays a share, whatever happened", () => {
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.nat(300),
        fc.constantFrom("accept" as const, "undo" as const),
        (passed, failed, kind) => {
          const passedOnes = judged(passed, "unverified");
          for (const { acceptsRight, acceptsWrong } of Object.values(
            strengthsFrom([...passedOnes, ...judged(failed, "rejected")], said(passedOnes, kind)),
          )) {
            assert.ok(acceptsRight >= 0 && acceptsRight <= 1 && acceptsWrong >= 0 && acceptsWrong <= 1);
          }
        },
      ),
      { numRuns: 25 },
    );
    const odd = { right: { accepted: Number.NaN, judged: 1 }, wrong: { accepted: -1, judged: 1 } };
    const { acceptsRight, acceptsWrong } = updatedStrength(CHECK_STRENGTHS.types, odd);
    assert.deepEqual([acceptsRight, acceptsWrong], [0.95, 0.8]);
  });

  it("is what the plan of a request goes by", () => {
    const strengths = { ...CHECK_STRENGTHS, types: { acceptsRight: 1, acceptsWrong: 0.1, n: 1 } };
    const signals: RouteSignals = {
      ...{ task: "fix", source: "command", pick: "auto", promptTokens: 1, answerTokens: 1 },
      ...{ hasImages: false, unavailable: {} },
    };
    const check = policyFor(0.1, ["types"], undefined, strengths).checkOf(signals, { tier: "mini", info: modelInfo() });
    assert.equal(check, strengths.types);
  });
});
