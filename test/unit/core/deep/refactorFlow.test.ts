import assert from "node:assert/strict";
import { answer, fails } from "../../../helpers/fakeModel.ts";
import { block, edit, FILES, plan, play, SIGN, TWO_STEPS, USES } from "../../../helpers/refactoring.ts";

describe("a refactoring across files", () => {
  it("is planned, written step by step, and delivered as one", async () => {
    const run = await play({ models: { mini: [answer(SIGN), answer(USES)], full: [TWO_STEPS] } });
    assert.equal(run.last?.type, "assist-end");
    assert.deepEqual(
      run.delivered.map(({ path, after }) => [path, after?.includes("'$'") ?? false]),
      [
        ["src/money.ts", false],
        ["src/cart.ts", true],
        ["src/report.ts", true],
      ],
    );
    assert.deepEqual(run.steps, [
      "read done: Found 5 places in 3 files by the language server",
      "plan done: Planned 2 steps",
      "edit done: Edit src/money.ts",
      "edit done: Edit src/cart.ts, src/report.ts",
      "check refused: Nothing could check these changes",
    ]);
    assert.deepEqual(
      run.entries.map(({ tier, task, outcome }) => [tier, task, outcome]),
      [
        ["full", "refactor", "accepted"],
        ["mini", "edit", "accepted"],
        ["mini", "edit", "accepted"],
      ],
    );
    assert.equal(new Set(run.entries.map(({ request }) => request)).size, 3, "each is a request of its own");
  });

  it("tells each step what the steps before did to other files", async () => {
    const run = await play({ models: { mini: [answer(SIGN), answer(USES)], full: [TWO_STEPS] } });
    const sent = run.models.mini?.requests[1]?.pack.messages.at(-1)?.text ?? "";
    assert.match(sent, /### Changes: "src\/money.ts"/);
    assert.match(sent, /\+export function format\(cents: number, sign: string\)/);
  });

  it("renames by the language server without a model, which is said", async () => {
    const run = await play({ goal: "rename format to formatMoney", models: { mini: [], full: [] } });
    assert.deepEqual(run.entries, []);
    assert.deepEqual(
      run.delivered.map(({ path, after }) => [path, after]),
      Object.entries(FILES).map(([path, text]) => [path, text.replaceAll("format", "formatMoney")]),
    );
    assert.ok(
      run.steps.includes("editor done: Rename format to formatMoney: 5 places in 3 files, by the editor, no charge"),
    );
  });

  it("lets several renames meet on one line", async () => {
    const run = await play({ goal: "rename format to show and cents to pence", models: { full: [] } });
    assert.equal(run.delivered[0]?.after, "export function show(pence: number): string {\n  return `$${pence}`;\n}\n");
  });

  it("asks a model where the language server is late or missing", async () => {
    const steps = plan(edit(["src/money.ts"]));
    const run = await play({
      goal: "rename format to show",
      server: false,
      models: { mini: [answer(block("src/money.ts", "function format", "function show"))], full: [steps] },
    });
    assert.match(run.steps.join("\n"), /editor failed: The language server cannot do it: it did not answer in time/);
    assert.match(run.delivered[0]?.after ?? "", /function show/);
  });

  it("carries out what the user left of the plan", async () => {
    const run = await play({
      models: { mini: [answer(SIGN)], full: [TWO_STEPS] },
      approve: (whole) => ({ ...whole, steps: whole.steps.slice(0, 1) }),
    });
    assert.deepEqual(
      run.delivered.map(({ path }) => path),
      ["src/money.ts"],
    );
  });

  it("ends politely on a plan that was emptied: nothing is sent after it", async () => {
    const run = await play({ models: { mini: [], full: [TWO_STEPS] }, approve: (whole) => ({ ...whole, steps: [] }) });
    assert.equal(run.last?.type === "assist-error" && run.last.failure.code, "plan-empty");
    assert.equal(run.entries.length, 1);
    assert.deepEqual(run.delivered, []);
  });

  it("hears a model that answers in words instead of a plan", async () => {
    const words = "Which sign do you mean: that of the currency, or the minus?";
    const run = await play({ models: { full: [answer(words)], deep: [answer(words)] } });
    assert.equal(run.last?.type === "assist-error" && run.last.failure.code, "check-failed");
    assert.equal(run.last?.type === "assist-error" && run.last.text, words);
    const deltas = run.events.flatMap((event) => (event.type === "text-delta" ? event.text : []));
    assert.equal(deltas.at(-1), words);
    const bare = await play({ models: { full: [answer('{"steps": []}')] } });
    assert.equal(bare.last?.type === "assist-error" && bare.last.text, "", "a plan gone wrong is no answer");
  });

  it("names generated, ignored and foreign files and leaves them out", async () => {
    const files = {
      ...FILES,
      "dist/money.js": "format(1)\n",
      "private/a.ts": "format(3)\n",
      "src/api.ts": "// @generated\nformat(1)\n",
    };
    const named = ["src/money.ts", "dist/money.js", "private/a.ts", "src/api.ts", "linked/a.ts", "../up.ts"];
    const run = await play({ files, ignored: "private/", models: { mini: [answer(SIGN)], full: [plan(edit(named))] } });
    assert.deepEqual(
      run.delivered.map(({ path }) => path),
      ["src/money.ts"],
    );
    const text = run.last?.type === "assist-end" ? run.last.text : "";
    for (const [file, reason] of [
      ["dist/money.js", "it is generated"],
      ["private/a.ts", ".upshiftignore keeps it in"],
      ["src/api.ts", "it is generated"],
      ["linked/a.ts", "it lies outside the workspace"],
      ["../up.ts", "it lies outside the workspace"],
    ] as const)
      assert.ok(text.includes(`- \`${file}\`: ${reason}`), `${file} in\n${text}`);
    for (const request of [...(run.models.full?.requests ?? []), ...(run.models.mini?.requests ?? [])])
      assert.doesNotMatch(request.pack.messages.map((message) => message.text).join("\n"), /format\(3\)/);
  });

  it("leaves generated and ignored files out of a rename too", async () => {
    const files = { ...FILES, "private/a.ts": "format(3)\n" };
    const run = await play({ files, ignored: "private/", goal: "rename format to show", models: {} });
    assert.ok(!run.delivered.some(({ path }) => path === "private/a.ts"));
    assert.match(run.last?.type === "assist-end" ? run.last.text : "", /private\/a\.ts/);
  });

  it("makes new files and deletes old ones", async () => {
    const steps = plan(edit(["src/money.ts", "src/sign.ts"]));
    const reply =
      block("src/sign.ts", "", "export const SIGN = '$';") + block("src/money.ts", "`$${cents}`", "SIGN + cents");
    const run = await play({ models: { mini: [answer(reply)], full: [steps] } });
    assert.deepEqual(
      run.delivered.map(({ path, before }) => [path, before === undefined]),
      [
        ["src/sign.ts", true],
        ["src/money.ts", false],
      ],
    );
  });
});

describe("a refactoring that does not go well", () => {
  it("goes up when an answer does not fit, and stops when none does", async () => {
    const wrong = answer(block("src/money.ts", "nowhere", "x"));
    const run = await play({ models: { mini: [wrong], full: [plan(edit(["src/money.ts"])), answer(SIGN)] } });
    assert.equal(run.delivered.length, 1);
    const failed = await play({ models: { mini: [wrong], full: [plan(edit(["src/money.ts"])), wrong] } });
    assert.equal(failed.last?.type === "assist-error" && failed.last.failure.code, "step-failed");
    assert.deepEqual(failed.delivered, []);
  });

  it("refuses an edit of a file that is not in the step", async () => {
    const beyond = answer(block("src/cart.ts", "format(1)", "format(1, '$')"));
    const run = await play({ models: { mini: [beyond], full: [plan(edit(["src/money.ts"])), answer(SIGN)] } });
    assert.match(run.entries.map(({ outcome }) => outcome).join(" "), /rejected/);
    assert.deepEqual(
      run.delivered.map(({ path }) => path),
      ["src/money.ts"],
    );
  });

  it("passes on what a request fails with, and changes nothing", async () => {
    const run = await play({ models: { full: [TWO_STEPS, [fails("billing")]] } });
    assert.equal(run.last?.type === "assist-error" && run.last.failure.code, "billing");
    assert.deepEqual(run.delivered, []);
  });

  it("ends at once when it is stopped, between steps too", async () => {
    for (const at of ["read", "plan", "edit"]) {
      const stop = new AbortController();
      const run = await play({
        stop,
        models: { mini: [answer(SIGN), answer(USES)], full: [TWO_STEPS] },
        onEvent: (event) => {
          if (event.type === "step" && event.step.kind === at && event.step.state === "done") stop.abort();
        },
      });
      assert.deepEqual(
        [run.last?.type, run.last?.type === "assist-end" && run.last.outcome],
        ["assist-end", "cancelled"],
      );
      assert.deepEqual(run.delivered, []);
    }
  });

  it("sends nothing when the privacy rules cannot be read", async () => {
    const run = await play({ models: { full: [TWO_STEPS] }, faultyRules: true });
    assert.equal(run.last?.type === "assist-error" && run.last.failure.code, "gate-failed");
    assert.deepEqual(run.entries, []);
  });
});
