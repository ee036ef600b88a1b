import assert from "node:assert/strict";
import type { AssistEvent } from "../../../../src/core/assist/events.ts";
import type { ReadingLimits } from "../../../../src/core/tools/reader.ts";
import { FakeReader, found } from "../../../helpers/fakeReader.ts";
import { answer, fails, finish, text, usage } from "../../../helpers/fakeModel.ts";
import { ask, call, calls, PLENTY, READ, sent, steps, toolTexts } from "../../../helpers/readingScene.ts";
import { assertInvariants, play, type Played } from "../../../helpers/road.ts";

describe("a model that reads on its own", () => {
  it("calls, is given what the tool gave, and answers; each attempt is booked and compared as one request", async () => {
    const reader = new FakeReader();
    const played = await ask([calls(READ), answer("It is 1.", usage(200, 20))], reader, {
      models: { mini: { scripts: [calls(READ), answer("It is 1.", usage(200, 20))] }, full: { scripts: [] } },
      request: { tier: "mini" },
    });
    assertInvariants(played);
    assert.deepEqual(played.transcript, ["routed mini", "accepted", "read-on mini", "text", "accepted", "answered"]);
    assert.deepEqual(reader.calls, [{ tool: "read_file", path: "src/a.ts" }]);
    assert.match(toolTexts(played, 1)[0] ?? "", /^### Found: "src\/a\.ts"\n```typescript\nlet a = 1;\n```$/);
    assert.deepEqual(
      sent(played, 1)
        .at(-2)
        ?.calls?.map(({ name }) => name),
      ["read_file"],
    );
    assert.deepEqual(steps(played), ["Read src/a.ts: running", "Read src/a.ts: done"]);
    const [first, last] = played.entries;
    assert.equal(first?.alwaysFull, undefined);
    // 300 tokens in at $10 and 30 out at $40 a million, whatever was read in between.
    assert.deepEqual(last?.alwaysFull, { kind: "priced", pico: 300 * 10e6 + 30 * 40e6, provenance: "estimated" });
    assert.match(last?.prompt ?? "", /^chat@\d+\+tools@\d+$/);
  });

  it("saves nothing where the full model itself reads, with a counter of tokens and without tools at the end", async () => {
    const tokenizer = {
      warmUp: () => Promise.resolve(),
      count: (texts: readonly string[]) => Promise.resolve(texts.map((one) => Math.ceil(one.length / 5))),
    };
    const rounds = [calls(READ), calls(call("list_problems", {})), [text("Done."), finish()]];
    const unreported = rounds.map((round) => round.map((move) => (move.type === "finish" ? finish() : move)));
    const played = await ask([], new FakeReader(), {
      models: { full: { scripts: unreported } },
      limits: { steps: 1 },
      deps: { tokenizer },
    });
    assertInvariants(played);
    const spent = played.entries.reduce((sum, { cost }) => sum + ("pico" in cost ? cost.pico : Number.NaN), 0);
    const full = played.entries.at(-1)?.alwaysFull;
    assert.equal(full?.kind === "priced" ? full.pico : undefined, spent);
  });

  it("gets no tools where the request may not read, the model calls none, or nobody runs them", async () => {
    const scenes: readonly Promise<Played>[] = [
      ask([answer("Yes.")], new FakeReader(), { limits: { steps: 0 } }),
      ask([], new FakeReader(), { models: { mini: { scripts: [answer("Yes.")], info: { tools: false } } } }),
      play({ models: { mini: { scripts: [answer("Yes.")] } }, request: { instruction: "Hm?", reading: PLENTY } }),
    ];
    for (const played of await Promise.all(scenes)) {
      assert.equal(played.models.mini?.requests[0]?.pack.tools, undefined);
      assert.doesNotMatch(sent(played, 0)[0]?.text ?? "", /tools/);
      assert.doesNotMatch(played.entries[0]?.prompt ?? "", /tools/);
      assert.equal(played.transcript.at(-1), "answered");
    }
  });

  it("answers every call of a round, in its order", async () => {
    const reader = new FakeReader((one) => found("x.ts", `${one.tool}\n`));
    const round = calls(
      call("list_problems", {}, "a"),
      call("show_changes", {}, "b"),
      call("search_text", { query: "x" }, "c"),
    );
    const played = await ask([round, answer("Done.")], reader);
    assertInvariants(played);
    assert.deepEqual(
      sent(played, 1).flatMap(({ role, answers }) => (role === "tool" ? [answers] : [])),
      ["a", "b", "c"],
    );
  });

  it("tells the model what to mend, and what it asked before", async () => {
    const round = calls(
      call("read_fil", {}, "a"),
      { type: "tool-call", id: "b", name: "read_file", arguments: "{path" },
      call("read_file", {}, "c"),
      call("read_file", { path: "../etc/passwd" }, "d"),
      READ,
      call("read_file", { path: "./src/a.ts", start: null }, "again"),
    );
    const reader = new FakeReader();
    const played = await ask([round, answer("Done.")], reader);
    const texts = toolTexts(played, 1);
    assert.match(texts[0] ?? "", /no tool of this name.*search_text/);
    assert.match(texts[1] ?? "", /no JSON object/);
    assert.match(texts[2] ?? "", /do not fit: path/);
    assert.match(texts[3] ?? "", /inside the workspace/);
    assert.match(texts[5] ?? "", /same call was made before/);
    assert.equal(reader.calls.length, 1);
  });

  it("does not go round in circles: after four calls that brought nothing it has to answer", async () => {
    const loop = calls(READ);
    const played = await ask([loop, loop, loop, loop, loop, loop, answer("Well.")], new FakeReader());
    assertInvariants(played);
    assert.equal(played.models.mini?.requests.at(-1)?.pack.tools, undefined);
    assert.equal(played.transcript.at(-1), "answered");
    assert.equal(played.models.mini?.requests.length, 7);
  });

  it("keeps what it said before it called within reach", async () => {
    const played = await ask([calls(text("Let me look."), READ), answer("It is 1.")], new FakeReader());
    assertInvariants(played);
    assert.equal(played.transcript[2], "discarded, It reads on first");
  });

  it("moves on with what was read when the model fails, as plain text for a model without tools", async () => {
    const played = await ask([], new FakeReader(), {
      models: {
        mini: { scripts: [calls(READ), [fails("overloaded")]] },
        full: { scripts: [answer("It is 1.")], info: { tools: false } },
      },
    });
    assertInvariants(played);
    const pack = played.models.full?.requests[0]?.pack;
    assert.equal(pack?.tools, undefined);
    assert.equal(
      pack?.messages.some(({ role, calls: asked }) => role === "tool" || asked),
      false,
    );
    assert.match(pack?.messages.at(-1)?.text ?? "", /let a = 1;[\s\S]*Answer now/);
  });
});

describe("limits of reading", () => {
  const cases: readonly (readonly [cap: keyof ReadingLimits, limit: number])[] = [
    ["steps", 1],
    ["tokens", 12_000],
    ["pico", 30_000_000_000],
  ];
  for (const [cap, limit] of cases) {
    it(`asks before it passes the limit of ${cap}, and answers with what there is after a no`, async () => {
      const reader = new FakeReader((one) => found("a.ts", JSON.stringify(one).repeat(20)));
      const rounds = Array.from({ length: 6 }, (_, index) => calls(call("read_file", { path: `${index}.ts` })));
      const full = rounds.map((round) => [...round.slice(0, -1), finish({ usage: usage(4_000, 500) })]);
      const played = await ask([...full, answer("Enough.")], reader, { limits: { [cap]: limit } });
      assertInvariants(played);
      assert.deepEqual(
        reader.asked.map((reached) => reached.cap),
        [cap],
      );
      assert.equal(reader.asked[0]?.limit, limit);
      assert.ok((reader.asked[0]?.used ?? Infinity) <= limit);
      assert.match(steps(played).at(-1) ?? "", /: refused$/);
      assert.equal(played.models.mini?.requests.at(-1)?.pack.tools, undefined);
    });
  }

  it("goes on after a yes, and asks again when that is used up", async () => {
    const reader = new FakeReader((one) => found("a.ts", JSON.stringify(one)), { goesOn: true });
    const rounds = Array.from({ length: 5 }, (_, index) => calls(call("read_file", { path: `${index}.ts` })));
    const played = await ask([...rounds, answer("Done.")], reader, { limits: { steps: 2 } });
    assertInvariants(played);
    assert.deepEqual(reader.asked, [
      { cap: "steps", limit: 2, used: 2 },
      { cap: "steps", limit: 4, used: 4 },
    ]);
    assert.equal(reader.calls.length, 5);
  });

  it("runs no more calls of one round than the limit leaves", async () => {
    const reader = new FakeReader((one) => found("a.ts", JSON.stringify(one)), { goesOn: true });
    const round = calls(
      ...Array.from({ length: 9 }, (_, index) => call("read_file", { path: `${index}.ts` }, `c${index}`)),
    );
    const played = await ask([round, answer("Done.")], reader, { limits: { steps: 2 } });
    assert.equal(reader.calls.length, 4);
    assert.equal(toolTexts(played, 1).filter((words) => /too many/.test(words)).length, 5);
  });

  it("cuts what is too large for the model's window", async () => {
    const reader = new FakeReader(() => found("a.ts", "let a = 1;\n".repeat(2_000)));
    const played = await ask([], reader, {
      models: { mini: { scripts: [calls(READ), answer("Done.")], info: { contextWindow: 4_000 } } },
    });
    const given = toolTexts(played, 1)[0] ?? "";
    assert.match(given, /Cut: there is more/);
    assert.ok(given.length < 5_000, String(given.length));
    assert.equal(played.transcript.at(-1), "answered");
  });
});

describe("a reading that is stopped", () => {
  const isStep = (event: AssistEvent): boolean => event.type === "step";

  it("ends at once in the middle of a tool, with everything booked", async () => {
    const stop = new AbortController();
    const reader = new FakeReader(async (_, signal) => {
      setImmediate(() => stop.abort());
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return found("a.ts", "late");
    });
    const played = await ask([calls(READ), answer("Never.")], reader, { stop });
    assertInvariants(played);
    assert.deepEqual(played.transcript, ["routed mini", "accepted", "cancelled"]);
    assert.equal(played.models.mini?.requests.length, 1);
  });

  it("is booked when the listener walks away at a step", async () => {
    const played = await ask([calls(READ), answer("Never.")], new FakeReader(), { leaveAt: isStep });
    assertInvariants(played);
    assert.deepEqual(
      played.entries.map(({ outcome }) => outcome),
      ["accepted"],
    );
  });

  it("is refused by a budget before the next attempt, with what was spent booked", async () => {
    let asked = 0;
    const budgets = {
      reserve: () => {
        asked += 1;
        const refused = { type: "refused", budget: "day", pico: 5n, left: 1n } as const;
        return Promise.resolve(asked > 1 ? refused : ({ type: "granted", settle: () => undefined } as const));
      },
    };
    const played = await ask([calls(READ)], new FakeReader(), { deps: { budgets } });
    assertInvariants(played);
    assert.equal(played.transcript.at(-1), "error over-budget");
  });

  it("counts unpriced models by steps and tokens alone", async () => {
    const reader = new FakeReader();
    const played = await ask([], reader, {
      models: { mini: { scripts: [calls(READ), answer("Done.")], info: { price: { kind: "unknown" } } } },
      limits: { pico: 1 },
    });
    assert.deepEqual(reader.asked, []);
    assert.equal(played.transcript.at(-1), "answered");
  });
});
