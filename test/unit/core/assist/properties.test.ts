import fc from "fast-check";
import { ERROR_CODES } from "../../../../src/core/assist/errorCodes.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { TIER_CHOICES } from "../../../../src/core/models/tier.ts";
import { type Move, type Script, usage } from "../../../helpers/fakeModel.ts";
import { AssistError } from "../../../../src/core/assist/errors.ts";
import { type Actor, assertInvariants, play } from "../../../helpers/road.ts";

const words = fc.constantFrom("Hm.", " ", "\n", "```ts\nlet a = 1;\n```\n", "// ... rest of code\n", "```\n");

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: words.map((text): Move => ({ type: "text-delta", text })) },
  { weight: 2, arbitrary: words.map((text): Move => ({ type: "reasoning-delta", text })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...ERROR_CODES).map((code): Move => ({ type: "throw", error: new AssistError(code) })),
  },
  { weight: 1, arbitrary: fc.constant<Move>({ type: "throw", error: new Error("bug") }) },
);

const ending: fc.Arbitrary<Script> = fc.oneof(
  fc.constant<Script>([]),
  fc
    .record({
      reason: fc.constantFrom("stop", "length", "filtered", "refused", "unknown"),
      used: fc.option(fc.tuple(fc.nat(5_000), fc.nat(500)), { nil: undefined }),
    })
    .map(({ reason, used }): Script => [{ type: "finish", reason, ...(used ? { usage: usage(...used) } : {}) }]),
);

const script = fc.tuple(fc.array(move, { maxLength: 4 }), ending).map(([moves, end]): Script => [...moves, ...end]);

const actor: fc.Arbitrary<Actor> = fc.record({
  scripts: script.map((one) => [one]),
  info: fc.record({
    connection: fc.constantFrom("cloud", "elsewhere"),
    price: fc.constantFrom({ kind: "unknown" as const }, { kind: "free" as const }, { kind: "included" as const }),
  }),
});

const scene = fc.record({
  models: fc.record({ mini: actor, full: actor, deep: actor, local: actor }, { requiredKeys: [] }),
  request: fc.record({ task: fc.constantFrom(...TASK_KINDS), tier: fc.constantFrom(...TIER_CHOICES) }),
});

describe("assist, whatever the models do", () => {
  it("ends once, books every attempt once, never replaces text silently", async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (any) => assertInvariants(await play(any))),
      { numRuns: 120 },
    );
  });

  it("keeps its books when the user stops or leaves anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(scene, fc.nat(12), fc.boolean(), async (any, at, leaves) => {
        const here = (_: unknown, index: number): boolean => index === at;
        assertInvariants(await play({ ...any, ...(leaves ? { leaveAt: here } : { stopAt: here }) }));
      }),
      { numRuns: 120 },
    );
  });
});
