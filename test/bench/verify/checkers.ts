import { createRequire } from "node:module";
import path from "node:path";
import { diagnosticsDelta, type Problem } from "../../../src/core/cascade/diagnosticsDelta.ts";
import { judgeDelta } from "../../../src/core/cascade/newErrors.ts";
import { CORE_VERIFIERS } from "../../../src/core/cascade/verify.ts";
import type { Draft } from "../../../src/core/ports.ts";
import { SyntaxChecker } from "../../../src/engines/syntax/treeSitter.ts";
import { runTests } from "../../../src/engines/testRun/testRun.ts";
import { checkPython } from "../../../src/engines/pythonTypes/checkPython.ts";
import type { TypesReport } from "../../../src/engines/types/messages.ts";
import type { TypeScript } from "../../../src/engines/types/library.ts";
import { OverlayProject } from "../../../src/engines/types/project.ts";
import { request } from "../../helpers/make.ts";
import { bundledTypeScript, root } from "../../workbench/toolchain.mjs";
import { MissingData } from "../bench.ts";
import type { Language, Mutant } from "./mutants.ts";

/** A check under measurement: whether it lets an edit pass. Undefined = it has nothing to say. */
export interface Checker {
  readonly name: "types" | "hard" | "syntax" | "shape" | "tests";
  readonly languages: readonly Language[];
  readonly accepts: (edit: PlacedMutant) => Promise<boolean | undefined>;
}

export interface PlacedMutant extends Mutant {
  readonly language: Language;
  /** Folder of the repository, and the file inside it with `/`. */
  readonly repository: string;
  readonly file: string;
}

const live = new AbortController().signal;

/** The product's own checks, on the mutants as edits. `types` counts every new error, `hard` what the product rejects. */
export function createCheckers(): readonly Checker[] {
  const syntax = new SyntaxChecker(path.join(root, "node_modules/@vscode/tree-sitter-wasm/wasm"));
  const typed = createTypes();
  return [
    { name: "types", languages: ["ts", "py"], accepts: async (edit) => (await typed(edit)).length === 0 },
    {
      name: "hard",
      languages: ["ts", "py"],
      accepts: async (edit) => judgeDelta(diagnosticsDelta([], await typed(edit))).type === "passed",
    },
    { name: "syntax", languages: ["ts", "py"], accepts: async (edit) => await parses(syntax, edit) },
    { name: "shape", languages: ["ts", "py"], accepts: looksLikeAnAnswer },
    {
      name: "tests",
      languages: ["ts", "py"],
      accepts: async ({ repository, file, before, after }) => {
        const { type } = await runTests(
          { root: repository, command: "", files: [{ path: file, before, after }], unsaved: [] },
          live,
        );
        return type === "none" || type === "failed-before" ? undefined : type === "passed";
      },
    },
  ];
}

/** New errors of an edit, in the edited file and those that import it. */
function createTypes(): (edit: PlacedMutant) => Promise<readonly Problem[]> {
  const script = createScriptTypes();
  return async (edit) => (edit.language === "ts" ? script(edit) : await pythonProblems(edit));
}

function createScriptTypes(): (edit: PlacedMutant) => readonly Problem[] {
  const file = bundledTypeScript();
  const library = createRequire(file)(file) as TypeScript;
  const projects = new Map<string, OverlayProject>();
  return ({ repository, file: name, before, after }) => {
    const target = path.join(repository, name);
    const project =
      projects.get(repository) ?? new OverlayProject(library, path.join(repository, "tsconfig.json"), target);
    projects.set(repository, project);
    return freshIn(project.check([{ path: target, before, after }], []));
  };
}

async function pythonProblems({ repository, file, before, after }: PlacedMutant): Promise<readonly Problem[]> {
  const checker = path.join(root, "node_modules/.bin/pyright");
  const report = await checkPython(
    { root: repository, checker, files: [{ path: file, before, after }], unsaved: [] },
    live,
  );
  if (!report) throw new MissingData("Pyright checked nothing.");
  return freshIn(report);
}

function freshIn({ before, after }: TypesReport): readonly Problem[] {
  const { hard, soft } = diagnosticsDelta(before, after);
  return [...hard, ...soft];
}

async function parses(syntax: SyntaxChecker, { language, before, after }: PlacedMutant): Promise<boolean | undefined> {
  const id = language === "ts" ? "typescript" : "python";
  const [was, is] = [await syntax.check(id, before), await syntax.check(id, after)];
  return was && is ? judgeDelta(diagnosticsDelta(was, is)).type === "passed" : undefined;
}

async function looksLikeAnAnswer({ language, after }: PlacedMutant): Promise<boolean> {
  const text = `\`\`\`${language}\n${after}\n\`\`\`\n`;
  const draft: Draft = { request: request({}), task: "edit", text, cut: false, items: [], restore: (same) => same };
  const results = await Promise.all(CORE_VERIFIERS.map((verifier) => verifier.check(draft, live)));
  return results.every(({ type }) => type !== "failed");
}
