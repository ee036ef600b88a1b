import assert from "node:assert/strict";
import type { Proof, ProofRun } from "../../../../src/core/cascade/proof.ts";
import { type ChecksTask, checksFlow } from "../../../../src/core/deep/checksFlow.ts";
import type { DebugPorts } from "../../../../src/core/deep/debugTask.ts";
import type { Verifier } from "../../../../src/core/ports.ts";
import { phrase } from "../../../../src/util/phrase.ts";
import { answer, usage } from "../../../helpers/fakeModel.ts";
import { playFlow, type PlayedFlow } from "../../../helpers/flow.ts";

const TEXT = "import { x } from './x.ts';\n\nexport function total(): number {\n  return x.y;\n}\n";
const FIX = "The name is wrong.\n\n```ts\nexport function total(): number {\n  return x.z;\n}\n```\n";
const ERRORS = [{ line: 4, message: "Property 'y' does not exist on type 'X'." }];
const COMMAND = "node --test tests/a.test.ts";

function ports(type: ProofRun["type"]): DebugPorts {
  return {
    files: () => Promise.resolve(["src/a.ts", "tests/a.test.ts"]),
    read: (file) => Promise.resolve(file === "src/a.ts" ? TEXT : undefined),
    uriOf: (file) => `file:///shelf/${file}`,
    run: (command) => Promise.resolve({ type, command, output: "not ok 1 - total", ms: 5, runs: 2 }),
  };
}

/** Keeps what it was asked to prove, and says what it is told. */
function verifier(passes: boolean): Verifier & { readonly proofs: (Proof | undefined)[] } {
  const proofs: (Proof | undefined)[] = [];
  return {
    name: "types",
    proofs,
    check: ({ request }) => {
      proofs.push(request.proof);
      return Promise.resolve(
        passes ? { type: "passed" } : { type: "failed", because: phrase("1 error is left"), complaint: "One is left." },
      );
    },
  };
}

async function play(
  task: Partial<ChecksTask>,
  world: DebugPorts,
  check = verifier(true),
  tokens = 10,
): Promise<PlayedFlow> {
  const flow = checksFlow({ file: "src/a.ts", errors: [], tests: ["tests/a.test.ts"], ...task }, world);
  const scripts = [answer(FIX, usage(100, tokens))];
  return await playFlow({
    ...{ flow, models: { mini: scripts, full: scripts }, request: { task: "debug", instruction: "" } },
    deps: { verifiers: [check] },
  });
}

describe("fixing a file until its checks pass", () => {
  it("sends nothing when nothing fails", async () => {
    const played = await play({ command: COMMAND }, ports("passed"));
    const end = played.events.at(-1);
    assert.ok(
      end?.type === "assist-error" && end.failure.code === "nothing-fails" && end.failure.facts.file === "a.ts",
    );
    assert.equal(played.ledger.entries.length, 0);
  });

  it("wants an edit that leaves no error, at the block of the first one", async () => {
    const check = verifier(true);
    const played = await play({ errors: ERRORS }, ports("none"), check);
    assert.deepEqual(check.proofs, [{ noErrors: true }]);
    assert.deepEqual(played.steps, ["reproduce done: 1 error in a.ts", "plan done: Cause: The name is wrong"]);
    assert.match(JSON.stringify(played.models.mini?.requests[0]?.pack.messages), /- line 4: .{1,3}Property 'y'/);
  });

  it("wants the tests to pass that fail, and both where both do", async () => {
    const [tests, both] = [verifier(true), verifier(true)];
    await play({ command: COMMAND }, ports("failed"), tests);
    await play({ command: COMMAND, errors: ERRORS }, ports("failed"), both);
    const test = { command: COMMAND, keep: ["tests/a.test.ts"] };
    assert.deepEqual(tests.proofs, [{ test }]);
    assert.deepEqual(both.proofs, [{ test, noErrors: true }]);
  });

  it("asks for no proof by a test that passes only sometimes", async () => {
    const check = verifier(true);
    const played = await play({ command: COMMAND, errors: ERRORS }, ports("flaky"), check);
    assert.deepEqual(check.proofs, [{ noErrors: true }]);
    assert.match(played.steps.join("\n"), /passes only sometimes/);
  });

  it("stops after two rounds, with what was learned", async () => {
    const played = await play({ errors: ERRORS }, ports("none"), verifier(false));
    assert.match(
      played.steps.at(-1) ?? "",
      /^plan failed: Learned: \d edits were tried; of the last, 1 error is left$/,
    );
    assert.equal(played.events.filter(({ type }) => type === "route-decided").length, 2);
  });

  it("begins no second round above its limit of dollars", async () => {
    const played = await play({ errors: ERRORS }, ports("none"), verifier(false), 50_000);
    assert.equal(played.events.filter(({ type }) => type === "route-decided").length, 1);
    const learned = played.events.findLast((event) => event.type === "step");
    assert.match(learned?.type === "step" ? (learned.step.detail ?? "") : "", /limit of \$0\.50/);
  });
});
