import assert from "node:assert/strict";
import { judgeProof } from "../../../../src/core/cascade/judgeProof.ts";
import { debugFlow } from "../../../../src/core/deep/debugFlow.ts";
import type { DebugTask, OutputTask } from "../../../../src/core/deep/debugTask.ts";
import type { Verifier } from "../../../../src/core/ports.ts";
import { phrase } from "../../../../src/util/phrase.ts";
import { debug, FAILS, fix, ports, run, TASK, testsPass } from "../../../helpers/debugging.ts";
import { answer, fails } from "../../../helpers/fakeModel.ts";
import { playFlow, type PlayedFlow } from "../../../helpers/flow.ts";

const last = ({ events }: PlayedFlow) => events.at(-1);
const failureOf = (played: PlayedFlow): string => {
  const event = last(played);
  return event?.type === "assist-error" ? event.failure.code : "none";
};

describe("the debugging flow of a failed test", () => {
  it("reproduces it, finds the code under it, and lets an edit through that makes it pass", async () => {
    const world = ports(run("failed"));
    const played = await debug(TASK, world, { mini: [answer(fix("right"))] });
    assert.deepEqual(played.steps, [
      "reproduce done: Ran node --test --only tests/money.test.ts twice: it fails",
      "read done: Read money.ts:1, money.test.ts:4",
      "plan done: Cause: The loop counts one too many",
      "check done: Ran the test with this edit: it passes",
    ]);
    assert.equal(last(played)?.type, "assist-end");
    const sent = JSON.stringify(played.models.mini?.requests[0]?.pack.messages);
    assert.match(sent, /The test \\+"splits\\+" in/);
  });

  it("asks about the code first, with the test and its output beside it, bound to the command that failed", async () => {
    let asked: unknown;
    const spy: Verifier = {
      name: "tests",
      check: ({ request }) => {
        asked = { anchors: request.anchors, proof: request.proof };
        return Promise.resolve({ type: "passed" });
      },
    };
    await playFlow({
      flow: debugFlow(TASK, ports(run("passed"), run("failed"))),
      models: { mini: [answer(fix("right"))] },
      request: { task: "debug", instruction: "" },
      deps: { verifiers: [spy] },
    });
    assert.deepEqual(asked, {
      anchors: [
        { uri: "file:///shelf/src/money.ts", lines: { start: 1, end: 4 } },
        { uri: "file:///shelf/tests/money.test.ts", lines: { start: 4, end: 6 }, added: true },
        { uri: "upshift-output:/test", added: true, text: FAILS },
      ],
      proof: { test: { command: "node --test tests/money.test.ts", title: "splits", keep: ["tests/money.test.ts"] } },
    });
  });

  it("calls a test flaky only where it is, whatever other checks saw", async () => {
    const checked = async (...verifiers: Verifier[]): Promise<string | undefined> => {
      const flow = debugFlow(TASK, ports(run("failed")));
      const request = { task: "debug", instruction: "" } as const;
      return (
        await playFlow({ flow, models: { mini: [answer(fix("right"))] }, request, deps: { verifiers } })
      ).steps.at(-1);
    };
    const types: Verifier = {
      name: "types",
      check: () => Promise.resolve({ type: "passed", found: phrase("1 new error") }),
    };
    const flaky: Verifier = { name: "tests", check: () => Promise.resolve(judgeProof(run("flaky"))) };
    assert.equal(await checked(testsPass("right"), types), "check done: Ran the test with this edit: it passes");
    assert.equal(await checked(types, flaky), "check failed: Ran the test with this edit: it passes only sometimes");
  });

  it("shifts up when the test still fails, and shows each cause and each run", async () => {
    const played = await debug(TASK, ports(run("failed")), {
      mini: [answer(fix("wrong"))],
      full: [answer(fix("right"))],
    });
    assert.deepEqual(played.steps.slice(2), [
      "plan done: Cause: The loop counts one too many",
      "check failed: Ran the test with this edit: the test still fails",
      "plan done: Cause: The loop counts one too many",
      "check failed: Ran the test with this edit: the test still fails",
      "plan done: Cause: The loop counts one too many",
      "check done: Ran the test with this edit: it passes",
    ]);
    assert.deepEqual(
      played.ledger.entries.map(({ tier, outcome }) => `${tier} ${outcome}`),
      ["mini rejected", "mini rejected", "full accepted"],
    );
  });

  it("asks once more after all were refused, told what became of it, then stops with what was learned", async () => {
    const played = await debug(TASK, ports(run("failed")), {
      mini: [answer(fix("wrong"))],
      full: [answer(fix("wrong"))],
    });
    assert.equal(played.steps.at(-1), "plan failed: Learned: 5 edits were tried; of the last, the test still fails");
    const end = last(played);
    assert.ok(end?.type === "assist-end" && end.note?.code === "check-failed");
    const again = played.models.full?.requests[1]?.pack.messages.map(({ role }) => role);
    assert.deepEqual(again, ["system", "user", "assistant", "user", "user"]);
  });

  it("says what was tried when no model can go on", async () => {
    const played = await debug(TASK, ports(run("failed")), { mini: [answer(fix("wrong")), [fails("auth")]] });
    assert.equal(played.steps.at(-1), "plan failed: Learned: 1 edit was tried, and the test still fails");
    assert.equal(failureOf(played), "auth");
  });

  it("is not believed when it passes on a copy, whatever the command; nothing is sent", async () => {
    const world = ports(run("passed"), run("passed"));
    const played = await debug(TASK, world, { mini: [answer(fix("right"))] });
    assert.equal(failureOf(played), "not-reproduced");
    assert.deepEqual(world.ran, TASK.type === "test" ? TASK.commands : []);
    assert.equal(played.ledger.entries.length, 0);
  });

  it("is not believed when only others in its file fail", async () => {
    const others = run("failed", "test at tests/money.test.ts:9:1\n✖ adds (0.9ms)\n");
    const played = await debug(TASK, ports(run("passed"), others), { mini: [answer(fix("right"))] });
    assert.equal(failureOf(played), "not-reproduced");
    assert.equal(played.ledger.entries.length, 0);
  });

  it("is believed when its file cannot even be loaded, and not when its runner is missing", async () => {
    const broken = run("failed", "not ok 1 - /x/tests/money.test.ts\n  location: '/x/tests/money.test.ts:1:1'\n");
    assert.equal(failureOf(await debug(TASK, ports(broken), { mini: [answer(fix("right"))] })), "none");
    for (const output of ["/bin/sh: 1: jest: not found", "/usr/bin/python3: No module named pytest"])
      assert.equal(
        failureOf(await debug(TASK, ports(run("failed", output)), { mini: [answer(fix("right"))] })),
        "no-test-run",
      );
  });

  it("is not asked about when it is flaky or cannot be run", async () => {
    for (const [type, code] of [
      ["flaky", "flaky-test"],
      ["none", "no-test-run"],
    ] as const) {
      const played = await debug(TASK, ports(run(type), run(type)), { mini: [answer(fix("right"))] });
      assert.equal(failureOf(played), code);
      assert.equal(played.ledger.entries.length, 0);
    }
  });

  it("counts a test that never ends as failed, and says so", async () => {
    const played = await debug(TASK, ports(run("timed-out", "waiting")), { mini: [answer(fix("right"))] });
    assert.match(played.steps[0] ?? "", /it did not end in time$/);
    assert.match(JSON.stringify(played.models.mini?.requests[0]?.pack.messages), /does not end in time/);
  });

  it("stops without another word when the user stops it", async () => {
    const stop = new AbortController();
    const world = { ...ports(), run: () => Promise.resolve({ ...run("failed"), type: "none" as const }) };
    stop.abort();
    const { events } = await playFlow({ flow: debugFlow(TASK, world), models: { mini: [] }, stop });
    const end = events.at(-1);
    assert.ok(end?.type === "assist-end" && end.outcome === "cancelled");
  });

  it("says which files it is about, so that later turns keep their rules", async () => {
    const { events } = await debug(TASK, ports(run("failed")), { mini: [answer(fix("right"))] });
    assert.deepEqual(
      events.flatMap((event) => (event.type === "step" ? (event.about ?? []) : [])),
      ["file:///shelf/src/money.ts", "file:///shelf/tests/money.test.ts"],
    );
  });

  it("keeps secrets of an output out of the steps, which are kept", async () => {
    const output = `${FAILS}\nAPI_KEY=sk-proj-${"a1B2c3D4".repeat(6)}`;
    const played = await debug(TASK, ports(run("failed", output)), { mini: [answer(fix("right"))] });
    assert.doesNotMatch(JSON.stringify(played.events.filter(({ type }) => type === "step")), /a1B2c3D4a1B2/);
  });
});

describe("the debugging flow of an output", () => {
  const TRACE =
    "RangeError: no parts\n    at split (C:\\else\\where\\src\\money.ts:3:9)\n    at run (/x/node_modules/express/index.js:9:1)";
  const output = (text: string, name: OutputTask["name"] = "clipboard"): DebugTask => ({
    type: "output",
    text,
    name,
  });

  it("leads to an edit at the frame of a trace of another computer", async () => {
    const played = await debug(output(TRACE), ports(), { mini: [answer(fix("x"))] });
    assert.deepEqual(played.steps, ["read done: Read money.ts:3", "plan done: Cause: The loop counts one too many"]);
    const step = played.events.find((event) => event.type === "step");
    assert.match(
      step?.type === "step" ? (step.step.detail ?? "") : "",
      /node_modules\/express\/index\.js:9 \(dependency\)/,
    );
  });

  it("is explained where no frame leads into the workspace", async () => {
    const played = await debug(output("Error: x\n    at f (/x/node_modules/a/b.js:1:1)"), ports(), {
      mini: [answer("It is a fault of a.")],
    });
    assert.deepEqual(played.steps, ["read failed: 1 frame found, not in this workspace"]);
    assert.equal(last(played)?.type, "assist-end");
  });

  it("is refused where there is no trace; nothing is sent", async () => {
    for (const [name, code] of [
      ["clipboard", "no-trace"],
      ["console", "no-console-trace"],
    ] as const) {
      const played = await debug(output("buy milk", name), ports(), { mini: [answer("?")] });
      assert.equal(failureOf(played), code);
      assert.equal(played.ledger.entries.length, 0);
    }
  });

  it("of a command without a trace is explained with its exit code", async () => {
    const task: DebugTask = {
      ...output("sh: tscc: not found", "terminal"),
      type: "output",
      command: { line: "tscc -b", exitCode: 127 },
    } as DebugTask;
    const played = await debug(task, ports(), { mini: [answer("Use tsc.")] });
    assert.match(
      JSON.stringify(played.models.mini?.requests[0]?.pack.messages),
      /tscc -b.{1,6} ended with exit code 127/,
    );
  });
});
