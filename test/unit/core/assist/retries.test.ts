import assert from "node:assert/strict";
import { ERROR_CODES } from "../../../../src/core/assist/errorCodes.ts";
import { AssistError, type ErrorFacts } from "../../../../src/core/assist/errors.ts";
import { faultOf, remedyOf } from "../../../../src/core/assist/faults.ts";
import { type FaultKind, FAULTS } from "../../../../src/core/assist/faultTable.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { Health } from "../../../../src/core/router/health.ts";
import { answer, finish, type Move, type Script, text } from "../../../helpers/fakeModel.ts";
import { item } from "../../../helpers/make.ts";
import { assertInvariants, play, type Played, type Scene } from "../../../helpers/road.ts";

const fault = (kind: FaultKind, facts: ErrorFacts = {}): Script => [
  { type: "throw", error: new AssistError(FAULTS[kind].code, facts, undefined, kind) } satisfies Move,
];
const good = answer("It adds.");

/** A mini model that goes through these scripts, a full one elsewhere that is sound; says what was waited for, too. */
async function asked(
  mini: readonly Script[],
  more: Partial<Scene> = {},
): Promise<Played & { readonly waits: number[] }> {
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const played = await play({
    models: {
      mini: { scripts: mini, info: { contextWindow: 8_000 } },
      full: { scripts: [good], info: { connection: "other", contextWindow: 100_000 } },
    },
    request: { task: "explain" },
    ...more,
    deps: { sleep, ...more.deps },
  });
  assertInvariants(played);
  return { ...played, waits };
}

describe("a fault before any text", () => {
  const rows: readonly (readonly [string, readonly Script[], string, readonly number[]])[] = [
    [
      "is tried again with growing waits, then elsewhere",
      [fault("server")],
      "routed mini / failed server / retried mini / failed server / retried mini / failed server / failed-over full / text / accepted / answered",
      [400, 1_600],
    ],
    [
      "ends with the first try that helps",
      [fault("overloaded"), good],
      "routed mini / failed overloaded / retried mini / text / accepted / answered",
      [400],
    ],
    [
      "waits as long as the server asks",
      [fault("rate-limit-wait", { retryAfterMs: 3_000 }), good],
      "routed mini / failed rate-limit / retried mini / text / accepted / answered",
      [3_000],
    ],
    [
      "does not shorten a wait that is too long, but moves on",
      [fault("rate-limit-wait", { retryAfterMs: 30_000 })],
      "routed mini / failed rate-limit / failed-over full / text / accepted / answered",
      [],
    ],
    [
      "is tried once more at once where the connection was dead",
      [fault("reset"), good],
      "routed mini / failed transport / retried mini / text / accepted / answered",
      [0],
    ],
    ["is told where nothing helps", [fault("auth")], "routed mini / failed auth / error auth", []],
  ];
  for (const [name, scripts, transcript, waits] of rows) {
    it(name, async () => {
      const played = await asked(scripts);
      assert.deepEqual([played.transcript.join(" / "), played.waits], [transcript, waits]);
    });
  }

  it("moves on at once where nothing can wait", async () => {
    const played = await play({
      models: { mini: { scripts: [fault("server")] }, full: { scripts: [good] } },
      request: { task: "explain" },
    });
    assert.match(played.transcript.join(" / "), /^routed mini \/ failed server \/ failed-over full/);
  });

  it("moves on when the budget of retries is used up", async () => {
    const health = new Health();
    while (health.mayRetry(Date.UTC(2026, 10, 20, 12)));
    const { transcript } = await asked([fault("server")], { deps: { health } });
    assert.match(transcript.join(" / "), /^routed mini \/ failed server \/ failed-over full/);
  });

  it("gives more room to an answer whose room went into thoughts", async () => {
    const { models, transcript } = await asked([[finish({ reason: "length" })], good]);
    const rooms = models.mini?.requests.map(({ maxOutputTokens }) => maxOutputTokens) ?? [];
    assert.equal(transcript[2], "retried mini");
    assert.equal(rooms[1], (rooms[0] ?? 0) * 4);
  });

  it("trims the context to what the server says it takes, and gives the whole of it to the next", async () => {
    const context = {
      collect: () =>
        Promise.resolve({ items: [item({ text: "let a = 1;\n".repeat(2_000) })], gate: createPathGate([]) }),
    };
    const overflow = fault("overflow", { tokens: 9_000, limitTokens: 4_000 });
    const { models, transcript } = await asked([overflow], { deps: { context } });
    const sizes = models.mini?.requests.map(({ pack }) => pack.summary.tokens) ?? [];
    assert.deepEqual(transcript.slice(2, 5), ["retried mini", "failed context-too-long", "failed-over full"]);
    assert.ok((sizes[1] ?? 0) < (sizes[0] ?? 0) / 2);
    assert.equal(models.full?.requests[0]?.pack.summary.tokens, sizes[0]);
  });

  it("asks nobody behind the same dead address", async () => {
    const host = "127.0.0.1:11434";
    const { transcript } = await asked([fault("unreachable")], {
      models: {
        mini: { scripts: [fault("unreachable")], info: { host } },
        full: { scripts: [good], info: { host } },
        deep: { scripts: [good], info: { host: "elsewhere" } },
      },
    });
    assert.equal(transcript[2], "failed-over deep");
  });
});

describe("a fault after text", () => {
  it("is told, the text is kept, and nothing is tried", async () => {
    const broken: Script = [text("Half an"), ...fault("broken")];
    const { transcript } = await asked([broken]);
    assert.equal(transcript.join(" / "), "routed mini / text / failed transport / error transport");
  });
});

describe("the table of faults", () => {
  it("has a kind for every code that an endpoint can cause", () => {
    const own = ERROR_CODES.filter((code) => faultOf({ code, facts: {} }) === undefined);
    const mapped = new Set(Object.values(FAULTS).map(({ code }) => code));
    assert.deepEqual(
      own.filter((code) => mapped.has(code)),
      [],
    );
  });

  it("offers nothing once text was shown", () => {
    for (const kind of Object.keys(FAULTS) as FaultKind[]) {
      const remedy = remedyOf({ code: FAULTS[kind].code, facts: {}, fault: kind }, { shown: true });
      assert.deepEqual([remedy.retry, remedy.failover], ["none", "none"]);
    }
  });
});
