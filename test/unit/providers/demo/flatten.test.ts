import assert from "node:assert/strict";
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { ask, type Asked, codeOf } from "./ask.ts";

interface Case {
  readonly language?: string;
  readonly file: string;
  readonly lines?: readonly [number, number];
  readonly withoutFile?: boolean;
  /** The selected code afterwards; absent = it must stay as it is. */
  readonly after?: string;
}

const ONE = "function f(a) {\n  if (a) {\n    return 1;\n  } else {\n    return 2;\n  }\n}";

const CASES: Readonly<Record<string, Case>> = {
  "an else behind a return": { file: ONE, after: "function f(a) {\n  if (a) {\n    return 1;\n  }\n  return 2;\n}" },
  "a chain": {
    file: "function f(a) {\n  if (a === 1) {\n    throw a;\n  } else if (a === 2) {\n    return a;\n  } else {\n    log(a);\n  }\n}",
    after: "function f(a) {\n  if (a === 1) {\n    throw a;\n  }\n  if (a === 2) {\n    return a;\n  }\n  log(a);\n}",
  },
  "an else in a loop": {
    file: "for (const a of all) {\n\tif (a) {\n\t\tcontinue;\n\t} else {\n\t\tlog(a); // keep\n\n\t\tlog(1);\n\t}\n}",
    after: "for (const a of all) {\n\tif (a) {\n\t\tcontinue;\n\t}\n\tlog(a); // keep\n\n\tlog(1);\n}",
  },
  "an else on one line": {
    file: "function f(a) {\n  if (a) { return 1; } else { return 2; }\n}",
    after: "function f(a) {\n  if (a) { return 1; }\n  return 2;\n}",
  },
  "only the selected lines": {
    file: `${ONE}\n${ONE.replace("f(", "g(")}`,
    lines: [8, 14],
    after: "function g(a) {\n  if (a) {\n    return 1;\n  }\n  return 2;\n}",
  },
  "a whole function without its file": {
    file: ONE,
    lines: [1, 7],
    withoutFile: true,
    after: "function f(a) {\n  if (a) {\n    return 1;\n  }\n  return 2;\n}",
  },
  "a part of a function without its file": { file: ONE, lines: [2, 6], withoutFile: true },
  "an else that is only half selected": { file: ONE, lines: [1, 4] },
  "a branch that may go on": {
    file: "function f(a) {\n  if (a) {\n    if (b) return 1;\n  } else {\n    return 2;\n  }\n}",
  },
  "a name of its own in the else": {
    file: "function f(a) {\n  if (a) {\n    return 1;\n  } else {\n    const b = 2;\n    return b;\n  }\n}",
  },
  "a function declared in the else": {
    file: "function f(a) {\n  if (a) {\n    return g;\n  } else {\n    function g() {}\n  }\n}",
  },
  "text over lines in the else": {
    file: "function f(a) {\n  if (a) {\n    return 1;\n  } else {\n    return `a\n      b`;\n  }\n}",
  },
  "a comment before the else": {
    file: "function f(a) {\n  if (a) {\n    return 1;\n  }\n  // otherwise\n  else {\n    return 2;\n  }\n}",
  },
  "an if that is the body of another else": {
    file: "function f(a) {\n  if (a) x();\n  else\n    if (b) {\n      return 1;\n    } else {\n      return 2;\n    }\n  y();\n}",
  },
  "an if in a loop without braces": {
    file: "function f(a) {\n  for (const b of a)\n    if (b) {\n      continue;\n    } else {\n      log(b);\n    }\n  y();\n}",
  },
  "a last statement that would run on": {
    file: "function f(a) {\n  if (a) {\n    return 1;\n  } else {\n    a = b\n  }\n  (c || d)();\n}",
  },
  "code behind the closing brace": {
    file: "function f(a) {\n  if (a) {\n    return 1;\n  } else {\n    b(); // c\n  } d();\n}",
  },
  "an else in a string": { file: "function f(a) {\n  return 'if (a) { return 1; } else { return 2; }';\n}" },
  "brackets that do not close": { file: ONE.slice(0, -2) },
  "an else that says nothing": { file: "function f(a) {\n  if (a) {\n    return 1;\n  } else {\n  }\n}" },
  "another language": { language: "java", file: ONE },
  "Python, nested": {
    language: "python",
    file: "def f(a):\n    if a > 1:\n        return 1\n    else:\n        if a:\n            raise E(\n                a)\n        else:\n            # keep\n            b = 2\n\n    return b",
    after:
      "def f(a):\n    if a > 1:\n        return 1\n    if a:\n        raise E(\n            a)\n    # keep\n    b = 2\n\n    return b",
  },
  "Python, a chain": {
    language: "python",
    file: "def f(a):\n    if a == 1:\n        return 1\n    elif a == 2:\n        return 2\n    else:\n        pass",
    after: "def f(a):\n    if a == 1:\n        return 1\n    if a == 2:\n        return 2\n    pass",
  },
  "Python, a comment behind the else": {
    language: "python",
    file: "def f(a):\n    if a:\n        return 1\n    else:\n        b()\n    # next\n    c()",
    after: "def f(a):\n    if a:\n        return 1\n    b()\n    # next\n    c()",
  },
  "Python, a branch that may go on": {
    language: "python",
    file: "def f(a):\n    if a:\n        if b:\n            return 1\n    else:\n        c()\n    d()",
  },
  "Python, a chain with a branch that goes on": {
    language: "python",
    file: "def f(a):\n    if a:\n        b()\n    elif c:\n        return 1\n    else:\n        d()\n    e()",
  },
  "Python, the else of a loop": {
    language: "python",
    file: "def f(a):\n    for b in a:\n        break\n    else:\n        c()",
  },
  "Python, a docstring in the else": {
    language: "python",
    file: 'def f(a):\n    if a:\n        return 1\n    else:\n        b = """x\n        y"""\n    return b',
  },
  "Python, half of the else selected": {
    language: "python",
    file: "def f(a):\n    if a:\n        return 1\n    else:\n        b()\n        c()",
    lines: [1, 5],
  },
};

describe("the demo's one refactoring", () => {
  for (const [name, { after, ...rest }] of Object.entries(CASES)) {
    it(`${after === undefined ? "leaves alone" : "flattens"}: ${name}`, () => {
      const asked: Asked = { task: "refactor", language: "typescript", ...rest };
      const [start, end] = rest.lines ?? [1, Infinity];
      const before = rest.file
        .split("\n")
        .slice(start - 1, end)
        .join("\n");
      assert.equal(codeOf(ask(asked)), after ?? before);
    });
  }

  it("never changes what a function does", () => {
    let changed = 0;
    fc.assert(
      fc.property(body(3), fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (lines, choices) => {
        const file = ["function f(is, log) {", ...indent(lines), "  log(99);", "}"].join("\n");
        const after = codeOf(ask({ task: "refactor", language: "javascript", file }));
        if (after !== file) changed += 1;
        assert.deepEqual(run(after, choices), run(file, choices), after);
      }),
      { numRuns: 25, seed: 7 },
    );
    assert.ok(changed > 10, `${changed} programs were changed`);
  });
});

/** Statements that log, leave or branch, as lines. */
function body(depth: number): fc.Arbitrary<readonly string[]> {
  const simple = fc.constantFrom(["log(1);"], ["log(2)"], ["return 3;"], ["throw 4;"], ["{", "  log(5);", "}"]);
  const one = depth === 0 ? simple : fc.oneof(simple, branch(depth - 1), loop(depth - 1));
  return fc.array(one, { minLength: 1, maxLength: 3 }).map((parts) => parts.flat());
}

function branch(depth: number): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(body(depth), body(depth), body(depth), fc.integer({ min: 0, max: 2 }))
    .map(([first, second, third, shape]) => [
      "if (is()) {",
      ...indent(first),
      ...(shape === 0 ? [] : [shape === 1 ? "} else if (is()) {" : "} else {", ...indent(second)]),
      ...(shape === 1 ? ["} else {", ...indent(third)] : []),
      "}",
    ]);
}

function loop(depth: number): fc.Arbitrary<readonly string[]> {
  return fc
    .tuple(body(depth), fc.constantFrom("continue;", "break;", "log(6);"))
    .map(([inner, last]) => [
      "for (const n of [1, 2]) {",
      ...indent(inner),
      `  if (is()) { ${last} } else { log(n); }`,
      "}",
    ]);
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** What a function logs and how it ends, with the given answers of its conditions. */
function run(source: string, choices: readonly boolean[]): unknown {
  const logged: unknown[] = [];
  let asked = 0;
  const make: unknown = runInThisContext(`(${source})`);
  assert.ok(typeof make === "function");
  try {
    const result: unknown = make(
      () => choices[asked++ % choices.length],
      (value: unknown) => logged.push(value),
    );
    return { logged, result };
  } catch (thrown) {
    return { logged, thrown };
  }
}
