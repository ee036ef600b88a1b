import assert from "node:assert/strict";
import { pack } from "../../../../src/core/context/pack.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import { answer } from "../../../../src/providers/demo/brain.ts";
import { completeCode } from "../../../../src/providers/demo/complete.ts";
import { ask, codeOf } from "./ask.ts";

interface Case {
  readonly prefix: string;
  readonly suffix?: string;
  readonly rest: string;
}

const COMPLETIONS: Readonly<Record<string, Case>> = {
  "the next line": { prefix: "    const hit = this.map.get(key);\n    ", rest: "if (!hit) return undefined;" },
  "the rest of a line": { prefix: "    const hit = this.map.get(key);\n    if (!h", rest: "it) return undefined;" },
  "a line that only one answer has": { prefix: "const base = 1;\n    renew\n    this.rene", rest: "" },
  "nothing where it stands behind the cursor already": {
    prefix: "const hit = this.map.get(key);\n",
    suffix: "\n  if (!hit) return undefined;\n",
    rest: "",
  },
  "nothing for code it does not know": { prefix: "const a = ", rest: "" },
  "nothing for an empty file": { prefix: "", rest: "" },
};

describe("completing code", () => {
  for (const [name, { prefix, suffix = "", rest }] of Object.entries(COMPLETIONS)) {
    it(`offers ${name}`, () => assert.equal(completeCode(prefix, suffix), rest));
  }
});

describe("completing at a cursor", () => {
  it("reads both sides of it as the extension sends them", () => {
    const file = { path: "src/a.ts", language: "typescript", name: "" };
    const { messages } = pack({
      prompt: PROMPTS.complete,
      instruction: "",
      history: [],
      items: [
        { ...file, kind: "after", text: "\n}\n" },
        { ...file, kind: "before", text: "const hit = this.map.get(key);\n  if (!h" },
      ],
      gate: { check: () => undefined },
      maxTokens: 4_000,
    });
    assert.equal(answer({ model: "demo-mini", messages }).text, "it) return undefined;");
  });
});

interface Rename {
  readonly file: string;
  readonly lines?: readonly [number, number];
  readonly after?: string;
}

const RENAMES: Readonly<Record<string, Rename>> = {
  "every use": { file: "const a = 1;\nlog(a, ba);", after: "const b = 1;\nlog(b, ba);" },
  "not when the new name is taken": { file: "const a = b;" },
  "not when a use lies outside the selection": { file: "const a = 1;\nlog(a);", lines: [1, 1] },
  "not a member": { file: "const a = x.a;" },
  "not a property": { file: "f({ a: 1 });" },
  "not a short property": { file: "f({ a });" },
  "not when a string or comment names it": { file: "const a = 1; // a" },
};

describe("renaming on request", () => {
  for (const [name, { file, lines, after }] of Object.entries(RENAMES)) {
    it(`changes ${name}`, () => {
      const asked = { task: "edit", file, instruction: "rename a to b", ...(lines ? { lines } : {}) } as const;
      const unchanged = lines
        ? file
            .split("\n")
            .slice(lines[0] - 1, lines[1])
            .join("\n")
        : file;
      assert.equal(codeOf(ask(asked)), after ?? unchanged);
    });
  }
});
