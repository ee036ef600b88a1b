import assert from "node:assert/strict";
import { diagnosticsDelta, type Problem } from "../../../../src/core/cascade/diagnosticsDelta.ts";
import { judgeProblems } from "../../../../src/core/cascade/newErrors.ts";
import { verify } from "../../../../src/core/cascade/verify.ts";
import type { CheckResult, Draft, Verifier } from "../../../../src/core/ports.ts";
import type { CheckName } from "../../../../src/core/cascade/verdict.ts";
import { type Phrase, phrase, say } from "../../../../src/util/phrase.ts";

const ts = (code: string, message = code): Problem => ({ source: "ts", code, message, severity: "error" });

/** What is new, as "hard: …; soft: …". */
function delta(before: readonly Problem[], after: readonly Problem[]): string {
  const { hard, soft } = diagnosticsDelta(before, after);
  return `hard: ${codesOf(hard)}; soft: ${codesOf(soft)}`;
}

const codesOf = (problems: readonly Problem[]): string => problems.map(({ code }) => code || "no rule").join();

const CASES: readonly (readonly [
  name: string,
  before: readonly Problem[],
  after: readonly Problem[],
  expected: string,
])[] = [
  ["unknown members are hard", [], [ts("2339")], "hard: 2339; soft: "],
  ["syntax errors are hard", [], [ts("1005")], "hard: 1005; soft: "],
  ["assignability is soft", [], [ts("2322"), ts("2345")], "hard: ; soft: 2322,2345"],
  ["what was there before is not new, wherever it stands now", [ts("2339")], [ts("2339")], "hard: ; soft: "],
  ["one more of the same is new", [ts("2339")], [ts("2339"), ts("2339")], "hard: 2339; soft: "],
  ["another message is new", [ts("2339", "a")], [ts("2339", "b")], "hard: 2339; soft: "],
  ["unresolved imports do not count", [], [ts("2307")], "hard: ; soft: "],
  ["warnings do not count", [], [{ ...ts("2339"), severity: "warning" }], "hard: ; soft: "],
  [
    "undefined names in Python are hard",
    [],
    [{ ...ts("reportUndefinedVariable"), source: "Pylance" }],
    "hard: reportUndefinedVariable; soft: ",
  ],
  [
    "other findings in Python are soft",
    [],
    [{ ...ts("reportArgumentType"), source: "Pylance" }],
    "hard: ; soft: reportArgumentType",
  ],
  [
    "what Pyright cannot parse is hard, and has no rule",
    [],
    [{ ...ts(""), source: "Pyright" }],
    "hard: no rule; soft: ",
  ],
  ["errors of an unknown server are hard", [], [{ ...ts("E1"), source: "gopls" }], "hard: E1; soft: "],
];

describe("diagnosticsDelta", () => {
  for (const [name, before, after, expected] of CASES) it(name, () => assert.equal(delta(before, after), expected));
});

describe("judgeProblems", () => {
  it("tells a message as a part of its own sentence", () => {
    const result = judgeProblems([], [ts("2551", "No 'prize'.\n  Did you mean 'price'?")]);
    assert.equal(result.type === "failed" && say(result.because), "1 new error, No 'prize'. Did you mean 'price'");
  });
});

describe("verify", () => {
  const verifier = (name: CheckName, result: CheckResult): Verifier => ({ name, check: () => Promise.resolve(result) });
  const draft = {} as Draft;
  const verdict = async (...verifiers: readonly Verifier[]): Promise<string> =>
    (await verify(draft, verifiers, new AbortController().signal)).type;
  const passed: CheckResult = { type: "passed" };

  it("accepts on evidence", async () =>
    assert.equal(await verdict(verifier("shape", passed), verifier("diagnostics", passed)), "accepted"));
  it("calls an answer of good shape unverified", async () =>
    assert.equal(await verdict(verifier("shape", passed)), "unverified"));
  it("calls an answer with findings unverified", async () => {
    assert.equal(
      await verdict(verifier("diagnostics", { type: "passed", found: phrase("1 new error") })),
      "unverified",
    );
  });
  it("tells what the tests saw before what weaker checks did", async () => {
    const [soft, flaky] = [phrase("1 new error"), phrase("a test that passes only sometimes")];
    const found = async (...verifiers: Verifier[]): Promise<unknown> => {
      const outcome = await verify(draft, verifiers, new AbortController().signal);
      return outcome.type === "unverified" ? outcome.found : undefined;
    };
    const sees = (name: CheckName, seen: Phrase): Verifier => verifier(name, { type: "passed", found: seen });
    assert.equal(await found(sees("syntax", soft), sees("tests", flaky), sees("types", soft)), flaky);
    assert.equal(await found(sees("syntax", soft), verifier("tests", passed), sees("types", flaky)), soft);
  });
  it("says what could not be checked, whatever the others found", async () => {
    const notChecked = phrase("no checker");
    const missing = verifier("types", { type: "skipped", notChecked });
    const half = verifier("types", { type: "passed", notChecked: phrase("one file") });
    const failing = verifier("tests", { type: "failed", because: phrase(""), complaint: "" });
    const told = async (...verifiers: Verifier[]): Promise<unknown> =>
      (await verify(draft, verifiers, new AbortController().signal)).notChecked;
    assert.equal(await told(verifier("shape", passed)), undefined);
    assert.equal(await told(missing, half, verifier("shape", passed)), notChecked);
    assert.deepEqual(await told(half), phrase("one file"));
    assert.equal(await told(missing, failing), notChecked);
  });
  it("rejects on the first failure and runs nothing after it", async () => {
    const never: Verifier = { name: "tests", check: () => Promise.reject(new Error("ran")) };
    assert.equal(
      await verdict(verifier("shape", { type: "failed", because: phrase(""), complaint: "" }), never),
      "rejected",
    );
  });
});
