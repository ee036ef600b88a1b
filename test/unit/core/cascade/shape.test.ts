import assert from "node:assert/strict";
import { verify } from "../../../../src/core/cascade/verify.ts";
import { shapeVerifier } from "../../../../src/core/cascade/verifiers/shape.ts";
import type { CheckResult, Draft, Verifier } from "../../../../src/core/ports.ts";
import type { TaskKind } from "../../../../src/core/task/kinds.ts";
import type { CheckName } from "../../../../src/core/cascade/verdict.ts";
import { phrase, say } from "../../../../src/util/phrase.ts";
import { request } from "../../../helpers/make.ts";

function draft(text: string, more: Partial<Draft> = {}): Draft {
  return {
    request: request(),
    task: "refactor",
    text,
    cut: false,
    items: [],
    restore: (redacted) => redacted,
    ...more,
  };
}

const code = (...lines: readonly string[]): string => ["Done.", "```ts", ...lines, "```"].join("\n");
const PASSES = "passed";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly task?: TaskKind;
  readonly cut?: boolean;
  readonly expect: string;
}

const OUT = "the answer leaves code out";
const CASES: readonly Case[] = [
  { name: "code in a block", text: code("let a = 1;"), expect: PASSES },
  { name: "nothing", text: " \n", expect: "the answer is empty" },
  { name: "nothing, for a question", text: "", task: "chat", expect: "the answer is empty" },
  { name: "prose where code was asked", text: "I would rename it.", expect: "the answer holds no code" },
  { name: "an empty block", text: code(" "), expect: "the answer holds no code" },
  { name: "prose where prose was asked", text: "It adds.", task: "explain", expect: PASSES },
  { name: "a block that does not close", text: "```ts\nlet a;", expect: "a code block is not closed" },
  { name: "a block that does not close, in prose", text: "```ts\nlet a;", task: "explain", expect: PASSES },
  { name: "code that was cut off", text: code("let a;"), cut: true, expect: "the answer was cut off" },
  { name: "an explanation that was cut off", text: "It ad", task: "explain", cut: true, expect: PASSES },
  { name: "a block with four ticks around three", text: "````md\n```\nx\n```\n````", expect: PASSES },
  ...[
    ...[
      "// ... rest of the code",
      "// … existing code …",
      "# ... remaining methods unchanged",
      "/* ... */",
      "<!-- ... -->",
    ],
    ...["{/* ... other props ... */}", "-- rest of the function unchanged", "// rest of code ...", "    //..."],
    ...["// existing code here", "* ... same as before ..."],
  ].map((line): Case => ({ name: `a placeholder: ${line}`, text: code("let a;", line), expect: OUT })),
  ...[
    ...[
      "f(...args); // spread the rest",
      'say("... rest of code");',
      "// Wait... then go on with the code",
      "return [...rest];",
    ],
    ...[
      "# See the other functions here",
      "// the rest of the world",
      "const x = `…`;",
      "// 1. existing code paths are kept ... by design",
    ],
  ].map((line): Case => ({ name: `no placeholder: ${line}`, text: code("let a;", line), expect: PASSES })),
];

describe("the shape of an answer", () => {
  for (const { name, text, task, cut, expect } of CASES) {
    it(`${expect === PASSES ? "accepts" : "refuses"} ${name}`, async () => {
      const result = await shapeVerifier.check(
        draft(text, { ...(task ? { task } : {}), ...(cut ? { cut } : {}) }),
        new AbortController().signal,
      );
      assert.equal(result.type === "failed" ? say(result.because) : result.type, expect);
      if (result.type === "failed") assert.match(result.complaint, /^[A-Z].*\.$/);
    });
  }
});

describe("the verdict of all checks", () => {
  const failed: CheckResult = { type: "failed", because: phrase("2 new type errors"), complaint: "Mend them." };
  const passed: CheckResult = { type: "passed" };
  const skipped: CheckResult = { type: "skipped" };
  const checks = (
    ...rows: readonly (readonly [CheckName, CheckResult])[]
  ): { readonly verifiers: readonly Verifier[]; readonly ran: CheckName[] } => {
    const ran: CheckName[] = [];
    const verifiers = rows.map(([name, result]): Verifier => ({
      name,
      check: () => {
        ran.push(name);
        return Promise.resolve(result);
      },
    }));
    return { verifiers, ran };
  };
  const signal = new AbortController().signal;

  it("is accepted only on evidence", async () => {
    const rows = [
      [["shape", "unverified"]],
      [["syntax", "unverified"]],
      [["diagnostics", "accepted"]],
      [["types", "accepted"]],
      [["tests", "accepted"]],
    ] as const;
    for (const [[name, expected]] of rows) {
      const verdict = await verify(draft("x"), checks([name, passed]).verifiers, signal);
      assert.deepEqual(verdict, { type: expected, checked: [name] });
    }
    assert.deepEqual(await verify(draft("x"), [], signal), { type: "unverified", checked: [] });
  });

  it("names what ran and leaves out what was skipped", async () => {
    const { verifiers } = checks(["shape", passed], ["types", skipped], ["tests", passed]);
    assert.deepEqual(await verify(draft("x"), verifiers, signal), { type: "accepted", checked: ["shape", "tests"] });
  });

  it("ends with the first check that refuses", async () => {
    const { verifiers, ran } = checks(["shape", passed], ["types", failed], ["tests", passed]);
    const verdict = await verify(draft("x"), verifiers, signal);
    assert.deepEqual(verdict, {
      type: "rejected",
      checked: ["shape", "types"],
      because: phrase("2 new type errors"),
      complaint: "Mend them.",
    });
    assert.deepEqual(ran, ["shape", "types"]);
  });

  it("does not begin a check after a stop", async () => {
    const { verifiers, ran } = checks(["shape", passed]);
    await assert.rejects(verify(draft("x"), verifiers, AbortSignal.abort()));
    assert.deepEqual(ran, []);
  });
});
