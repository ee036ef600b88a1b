import assert from "node:assert/strict";
import type { ReadingLimits } from "../../../../src/core/tools/reader.ts";
import { debug, fix, ports, run, TASK } from "../../../helpers/debugging.ts";
import { FakeReader, found } from "../../../helpers/fakeReader.ts";
import { answer, finish, type Script, usage } from "../../../helpers/fakeModel.ts";
import type { PlayedFlow } from "../../../helpers/flow.ts";
import { call, PLENTY } from "../../../helpers/readingScene.ts";

const reads = (path: string, output = 10): Script => [
  call("read_file", { path }),
  finish({ reason: "tool-calls", usage: usage(100, output) }),
];

/** A failing test, and a mini model that goes by its scripts; the full one repeats the last of its own. */
async function play(
  mini: readonly Script[],
  reader: FakeReader,
  { limits = {}, full = [] }: { readonly limits?: Partial<ReadingLimits>; readonly full?: readonly Script[] } = {},
): Promise<PlayedFlow> {
  return await debug(
    TASK,
    ports(run("failed")),
    { mini, ...(full.length > 0 ? { full } : {}) },
    {
      request: { reading: { ...PLENTY, ...limits } },
      deps: { reader },
    },
  );
}

describe("a debugging flow whose model reads", () => {
  it("shows what was read among its steps, and takes the answer after it", async () => {
    const reader = new FakeReader(() => found("src/parts.ts", "export const PARTS = 3;\n"));
    const played = await play([reads("src/parts.ts"), answer(fix("right"))], reader);
    assert.deepEqual(played.steps.slice(2), [
      "read done: Read src/parts.ts",
      "plan done: Cause: The loop counts one too many",
      "check done: Ran the test with this edit: it passes",
    ]);
    assert.match(JSON.stringify(played.models.mini?.requests[1]?.pack.messages), /PARTS = 3/);
  });

  it("counts edits that were tried, and no answer that only read", async () => {
    const again = [reads("src/a.ts"), answer(fix("wrong"))];
    const played = await play([...again, ...again, ...again], new FakeReader(), { full: [answer(fix("wrong"))] });
    const edits = played.steps.filter((step) => step.startsWith("check failed")).length;
    assert.equal(
      played.steps.at(-1),
      `plan failed: Learned: ${edits} edits were tried; of the last, the test still fails`,
    );
  });

  for (const [cap, limit, used] of [
    ["steps", 1, 1],
    // The first round's attempts took 99,000 tokens, so that the second may not read any more.
    ["tokens", 100_000, 99_000],
  ] as const) {
    it(`has one limit of ${cap} for all its requests, asked for before it is passed`, async () => {
      const reader = new FakeReader((one) => found("src/a.ts", JSON.stringify(one)));
      const wrong = (tokens: number): Script => answer(fix("wrong"), usage(tokens, 0));
      const first = cap === "tokens" ? [wrong(99_000), wrong(0)] : [reads("src/a.ts"), wrong(100)];
      // All of the first round is refused; in the second the full model wants to read.
      const full = [wrong(0), reads("src/b.ts"), answer(fix("right"))];
      const played = await play([...first, wrong(0)], reader, { limits: { [cap]: limit }, full });
      assert.deepEqual(
        reader.asked.map((reached) => reached.cap),
        [cap],
      );
      assert.ok((reader.asked[0]?.used ?? 0) >= used, JSON.stringify(reader.asked));
      assert.ok(played.steps.includes("read refused: Read src/b.ts"), played.steps.join("\n"));
      assert.equal(played.steps.at(-1), "check done: Ran the test with this edit: it passes");
    });
  }
});
