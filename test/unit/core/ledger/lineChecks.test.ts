import assert from "node:assert/strict";
import fc from "fast-check";
import { type LedgerEntry, ledgerEntrySchema } from "../../../../src/core/ledger/entry.ts";
import { type Hold, holdSchema, type Settled, settledSchema } from "../../../../src/core/ledger/holds.ts";
import { isEntry, isHold, isSettled } from "../../../../src/core/ledger/lineChecks.ts";
import { usage } from "../../../helpers/fakeModel.ts";
import { entry } from "../../../helpers/make.ts";

const candidate = { tier: "full", model: "cloud/large", right: 0.9, pico: 12.5, ms: 900, out: "too dear" } as const;

/** Every field that an entry can have. */
const FULL: Required<LedgerEntry> = {
  ...entry(),
  usage: { ...usage(10, 5), parts: { inputAudio: 3, cacheWriteHour: 1, outputImage: 2 }, webSearches: 2 },
  ...{ served: "small-2", code: "auth", verdict: "unverified", checked: ["shape"], workspace: "project" },
  ...{
    alwaysFull: { kind: "simulated", pico: 3 },
    alwaysCheapest: { kind: "free" },
    firstTokenMs: 20,
    prompt: "fix@1",
  },
  route: {
    ...{ pick: "auto", guessed: "fix", promptTokens: 10, answerTokens: 20, codeTokens: 5, languages: ["ts"] },
    ...{ rule: "value", valuePico: -0.5, plan: ["mini", "full"], byPath: false, inChat: true },
    candidates: [candidate],
  },
};
const HOLD: Hold = { v: 1, type: "hold", id: "a", session: "s", at: 1, until: 2, pico: 3 };
const SETTLED: Settled = { v: 1, type: "settled", id: "a", at: 1 };

type Place = readonly (string | number)[];

/** Where something stands in a value, the value itself first. */
function placesIn(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [at];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return [at, ...entries.flatMap(([name, part]) => placesIn(part, [...at, name]))];
}

/** The value with another one at a place; undefined takes it away. */
function changed(value: unknown, [name, ...rest]: Place, other: unknown): unknown {
  if (name === undefined) return other;
  if (typeof value !== "object" || value === null) throw new TypeError(`There is no ${name} any more`);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
  copy[name] = changed(copy[name], rest, other);
  return copy;
}

const ODD = [
  ...[undefined, null, true, false, 0, -0, 1, 2, -1, 0.5, 1.5, Number.NaN, Infinity, 2 ** 53, 2 ** 53 - 1, 1e300],
  ...["", "1", "mini", "priced", "simulated", "included", "shape", "fix", "hold", "accepted", "auth", "auto"],
  ...[[], ["ts"], [1], ["shape"], ["mini"], {}, { kind: "free" }, { kind: "simulated", pico: 1 }, { kind: "priced" }],
];

describe("the check of a line", () => {
  const SAME: readonly (readonly [string, unknown, (value: unknown) => boolean, (value: unknown) => boolean])[] = [
    ["an entry", FULL, isEntry, (value) => ledgerEntrySchema.safeParse(value).success],
    ["a hold", HOLD, isHold, (value) => holdSchema.safeParse(value).success],
    ["a settlement", SETTLED, isSettled, (value) => settledSchema.safeParse(value).success],
  ];
  it("loses nothing of an entry that is written and read again", () => {
    assert.deepEqual(ledgerEntrySchema.parse(JSON.parse(JSON.stringify(FULL))), FULL);
  });

  it("reads what was written before parts and searches were kept", () => {
    const { parts: _parts, webSearches: _searches, ...old } = FULL.usage;
    assert.ok(isEntry({ ...FULL, usage: old }));
    assert.deepEqual(ledgerEntrySchema.parse({ ...FULL, usage: old }).usage, old);
  });

  for (const [name, whole, check, schema] of SAME) {
    it(`takes ${name} for one wherever its schema does`, () => {
      assert.ok(check(whole));
      for (const place of placesIn(whole)) {
        for (const odd of ODD) {
          const other = changed(whole, place, odd);
          assert.equal(check(other), schema(other), `${place.join(".")}: ${JSON.stringify(odd)}`);
        }
      }
    });

    it(`agrees with the schema of ${name} about anything else`, () => {
      const change = fc.tuple(fc.constantFrom(...placesIn(whole)), fc.oneof(fc.jsonValue(), fc.constantFrom(...ODD)));
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          const other = changes.reduce<unknown>((value, [place, part]) => tryChange(value, place, part), whole);
          assert.equal(check(other), schema(other));
        }),
        { numRuns: 40 },
      );
    });
  }
});

/** Leaves alone what an earlier change took the place away from. */
function tryChange(value: unknown, place: Place, part: unknown): unknown {
  try {
    return changed(value, place, part);
  } catch {
    return value;
  }
}
