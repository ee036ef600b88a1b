import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { SecretVault } from "../../src/core/context/secrets.ts";
import { languageOf } from "../../src/providers/demo/code/languages.ts";
import { signatureOf } from "../../src/providers/demo/code/signature.ts";
import { readStructure } from "../../src/providers/demo/code/structure.ts";
import type { DemoModelName } from "../../src/providers/demo/models.ts";
import { KNOWN_EDITS, KNOWN_FILES } from "../../src/providers/demo/sample/known.ts";
import { compilerErrors, FAILING, failingTests, PLANTED, SAMPLE } from "../helpers/sampleProject.ts";
import { ask, codeOf } from "../unit/providers/demo/ask.ts";

/** The files that the demo knows, by their paths in the sample. */
const SOURCES: ReadonlyMap<string, string> = new Map(
  KNOWN_FILES.map(({ file }) => [file.name, readFileSync(join(SAMPLE, file.name), "utf8")]),
);

const FAILING_PYTHON = [
  "test_each_item_has_its_own_tags",
  "test_from_the_first_tier_on",
  "test_of_none",
  "test_rounds_to_the_nearest_cent",
];

type Step = "fix" | "refactor";

/** A copy of the sample in which a model's answers to whole files were taken over, in the order of the tasks. */
interface Variant {
  readonly model: DemoModelName;
  readonly steps: readonly Step[];
  /** Only this file; absent = all. */
  readonly only?: string;
  readonly errors: readonly string[];
  readonly failing?: readonly string[];
  readonly failingPython?: readonly string[];
}

const VARIANTS: Readonly<Record<string, Variant>> = {
  "as it comes it has exactly its planted faults": {
    model: "demo-full",
    steps: [],
    errors: PLANTED,
    failing: FAILING,
    failingPython: FAILING_PYTHON,
  },
  "full's fixes mend them all": { model: "demo-full", steps: ["fix"], errors: [], failing: [], failingPython: [] },
  "mini's fix of the store does not compile": {
    model: "demo-mini",
    steps: ["fix"],
    only: "src/store.ts",
    errors: ["src/store.ts(32,10): error TS2339: Property 'promote' does not exist on type 'Store<V>'."],
  },
  "refactorings change nothing that a test sees": {
    model: "demo-full",
    steps: ["refactor"],
    errors: PLANTED,
    failing: FAILING,
    failingPython: FAILING_PYTHON,
  },
  "both one after the other are right too": {
    model: "demo-full",
    steps: ["refactor", "fix"],
    errors: [],
    failing: [],
    failingPython: [],
  },
  "and the other way round": {
    model: "demo-mini",
    steps: ["fix", "refactor"],
    only: "py/pricing.py",
    errors: PLANTED,
    failingPython: ["test_each_item_has_its_own_tags"],
  },
};

describe("the sample project", function () {
  this.timeout(60_000);
  const python = spawnSync("python3", ["--version"]).status === 0;
  if (!python) console.log("Left out: python3 is not there, so the Python half of the sample was not run.");

  for (const [name, variant] of Object.entries(VARIANTS)) {
    it(name, () => {
      inCopy(variant, (folder) => {
        assert.deepEqual(compilerErrors(folder), variant.errors);
        if (variant.failing) assert.deepEqual(failingTests(folder), variant.failing);
        if (variant.failingPython && python) assert.deepEqual(failingPythonTests(folder), variant.failingPython);
      });
    });
  }

  it("is known to the demo, each exported symbol of it", () => {
    for (const { file, symbols } of KNOWN_FILES) {
      const known = new Set([file, ...symbols].map(({ signature }) => signature));
      const missing = exportedParts(file.name).filter(({ signature }) => !known.has(signature));
      assert.deepEqual(missing, [], file.name);
    }
  });

  it("holds no row of the demo that nothing can bring up", () => {
    const found = new Set(KNOWN_FILES.flatMap(({ file }) => reachableSignatures(file.name)));
    const stale = KNOWN_FILES.flatMap(({ file, symbols }) => [file, ...symbols]).filter(
      ({ signature }) => !found.has(signature),
    );
    assert.deepEqual(
      stale.map(({ name, signature }) => `${name} ${signature}`),
      [],
    );
  });

  it("has a fix or a refactoring for every file that the demo knows", () => {
    for (const { file, edits } of KNOWN_FILES) assert.ok(edits.length > 0, file.name);
  });

  it("has a secret to take out and a folder to keep out", () => {
    const { redactions } = new SecretVault().redact(SOURCES.get("src/config.ts") ?? "");
    assert.deepEqual(
      redactions.map(({ kind }) => kind),
      ["secret"],
    );
    assert.match(readFileSync(join(SAMPLE, ".upshiftignore"), "utf8"), /^private\/$/m);
    assert.deepEqual(readdirSync(join(SAMPLE, "private")), ["customers.csv"]);
  });
});

function inCopy({ model, steps, only }: Variant, work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "upshift-sample-"));
  try {
    cpSync(SAMPLE, folder, { recursive: true });
    for (const [path, text] of SOURCES) {
      if (only !== undefined && path !== only) continue;
      writeFileSync(join(folder, path), `${answered(path, text, { model, steps })}\n`);
    }
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file after a model's answers, with its secrets put back as the extension does it. */
function answered(path: string, text: string, { model, steps }: Pick<Variant, "model" | "steps">): string {
  const vault = new SecretVault();
  vault.redact(text);
  return steps.reduce((file, task) => {
    const reply = ask({ task, file, path, language: extname(path) === ".py" ? "python" : "typescript" }, model);
    return vault.restore(codeOf(reply));
  }, text.trimEnd());
}

function failingPythonTests(folder: string): readonly string[] {
  const { stderr } = spawnSync("python3", ["-B", "-m", "unittest", "discover", "py"], {
    encoding: "utf8",
    cwd: folder,
  });
  assert.match(stderr, /^Ran 9 tests/m);
  return [...stderr.matchAll(/^(?:FAIL|ERROR): (\w+)/gm)].map(([, name = ""]) => name).toSorted();
}

interface Part {
  readonly name: string;
  readonly signature: string;
}

/** Declarations of a text, and the whole of it, with what the demo would recognise them by. */
function partsOf(
  path: string,
  text: string,
): readonly (Part & { readonly exported: boolean; readonly kind: string })[] {
  const language = languageOf(extname(path).slice(1)) ?? assert.fail(path);
  const lines = new SecretVault().redact(text.trimEnd()).text.split("\n");
  const { declarations } = readStructure(lines.join("\n"), language);
  const whole = { name: path, kind: "file", exported: false, start: 1, end: lines.length };
  const constants = lines.flatMap((line, index) => {
    const name = /^export const (\w+) = \{$/.exec(line)?.[1];
    const end = lines.findIndex((other, at) => at > index && other.startsWith("}"));
    return name === undefined ? [] : [{ name, kind: "constant", exported: true, start: index + 1, end: end + 1 }];
  });
  return [whole, ...declarations, ...constants].map(({ name, kind, exported, start, end }) => ({
    name,
    kind,
    exported,
    signature: signatureOf(lines.slice(start - 1, end).join("\n"), language),
  }));
}

function exportedParts(path: string): readonly Part[] {
  return (
    partsOf(path, SOURCES.get(path) ?? "")
      // A type of one line and a class that is only the sum of its methods need no words of their own.
      .filter(({ exported, kind, name }) => exported && kind !== "type" && name !== "Inventory")
      .map(({ name, signature }) => ({ name, signature }))
  );
}

/** Signatures of a file and its parts as it comes and after any of the prepared edits. */
function reachableSignatures(path: string): readonly string[] {
  const states = [SOURCES.get(path) ?? ""];
  for (const text of states) {
    if (states.length > 64) break;
    for (const { before, full } of KNOWN_EDITS) {
      const next = text.replace(before, () => full.after);
      if (!states.includes(next)) states.push(next);
    }
  }
  return states.flatMap((text) => partsOf(path, text).map(({ signature }) => signature));
}
