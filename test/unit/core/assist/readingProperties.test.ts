import assert from "node:assert/strict";
import fc from "fast-check";
import type { Finding } from "../../../../src/core/tools/reader.ts";
import { FakeReader, found } from "../../../helpers/fakeReader.ts";
import { answer, fails, finish, hang, type Move, type Script, text, usage } from "../../../helpers/fakeModel.ts";
import { ask } from "../../../helpers/readingScene.ts";
import { assertInvariants } from "../../../helpers/road.ts";

const toolCall = fc
  .record({
    name: fc.constantFrom("read_file", "search_text", "list_problems", "no_such_tool", "find_references"),
    json: fc.constantFrom(
      '{"path":"a.ts"}',
      '{"query":"x"}',
      "{}",
      "[",
      '{"path":"../x"}',
      '{"path":"b.ts","start":"2"}',
    ),
  })
  .map(({ name, json }): Move => ({ type: "tool-call", id: `${name}${json}`, name, arguments: json }));

const script: fc.Arbitrary<Script> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.boolean(), fc.array(toolCall, { minLength: 1, maxLength: 4 }))
      .map(([says, calls]): Script => [
        ...(says ? [text("Let me see.")] : []),
        ...calls,
        finish({ usage: usage(500, 20) }),
      ]),
  },
  { weight: 2, arbitrary: fc.constant(answer("It is 1.")) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Script>([fails("overloaded")], [fails("context-too-long")], [text("Hm")], [hang]),
  },
);

const finding: fc.Arbitrary<() => Finding> = fc.oneof(
  fc.string({ maxLength: 400 }).map((words) => () => found("a.ts", words)),
  fc.constant(() => {
    throw new Error("broken");
  }),
);

describe("reading, whatever models, tools and people do", () => {
  it("keeps the invariants of the road, ends, and runs no more calls than the limit allows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          ...{
            mini: fc.array(script, { minLength: 1, maxLength: 6 }),
            full: fc.array(script, { minLength: 1, maxLength: 3 }),
          },
          ...{ gives: finding, goesOn: fc.boolean(), steps: fc.integer({ min: 0, max: 4 }) },
          ...{ stopAt: fc.option(fc.nat({ max: 25 })), leaveAt: fc.option(fc.nat({ max: 25 })) },
        }),
        async ({ mini, full, gives, goesOn, steps, stopAt, leaveAt }) => {
          const reader = new FakeReader(gives, { goesOn });
          const stop = new AbortController();
          const played = await ask([], reader, {
            models: {
              mini: { scripts: [...mini, answer("Enough.")] },
              full: { scripts: [...full, answer("Enough.")] },
            },
            limits: { steps },
            stop,
            // A model that hangs is stopped by the person who waits for it.
            stopAt: (event, index) => {
              if (event.type === "attempt-start") setImmediate(() => stop.abort());
              return index === stopAt;
            },
            leaveAt: (_, index) => index === leaveAt,
          });
          assertInvariants(played);
          if (!goesOn) assert.ok(reader.calls.length <= steps);
        },
      ),
      { numRuns: 75 },
    );
  });
});
