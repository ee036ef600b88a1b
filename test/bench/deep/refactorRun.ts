import path from "node:path";
import { commandForAll } from "../../../src/core/debug/testCommands.ts";
import { refactorFlow } from "../../../src/core/deep/refactorFlow.ts";
import type { FlowCheck } from "../../../src/core/deep/refactorPorts.ts";
import type { DraftFile } from "../../../src/core/refactor/drafts.ts";
import { judgeSyntax } from "../../../src/engines/syntax/judgeSyntax.ts";
import { judgeRun } from "../../../src/engines/testRun/judgeRun.ts";
import { runProof } from "../../../src/engines/testRun/proofRun.ts";
import { runTests } from "../../../src/engines/testRun/testRun.ts";
import { languageOf } from "../../../src/cli/files.ts";
import { memoryWorkspace } from "../../helpers/refactorPorts.ts";
import { endOf, follow, type Outcome, type TriedAnswer } from "./outcome.ts";
import type { Piece, Refactoring } from "./refactoring.ts";
import { openSandbox, type Sandbox } from "./sandbox.ts";
import { type Script, scriptedSeats, type ScriptedTier } from "./scriptedModel.ts";
import { depsFor, live, requestFor, type World } from "./world.ts";

/** Carries one refactoring out with the product's flow, without an editor, and lets the repository's tests judge the result. */
export async function refactor(refactoring: Refactoring, world: World): Promise<Outcome> {
  const box = openSandbox("deep");
  try {
    const before = box.hash();
    const tried: TriedAnswer[] = [];
    const workspace = memoryWorkspace({ files: textsOf(box), checks: checksOf(box, world) });
    const deps = depsFor(box.root, scriptedSeats(scriptOf(refactoring, box, tried), 0), []);
    const request = { ...requestFor(refactoring.goal), task: "refactor" } as const;
    const flow = refactorFlow({ request, deps, signal: live }, workspace.ports, ({ plan }) => Promise.resolve(plan));
    const { closing, pico } = await follow(flow, tried);
    const ended = endOf(closing);
    const accepted = ended === "" && workspace.delivered.length > 0;
    const right = accepted && (await isDone(refactoring, box, workspace.delivered));
    const leftChanged = box.hash() !== before || (!accepted && workspace.delivered.length > 0);
    const solvable = refactoring.never !== true;
    return { id: refactoring.id, solvable, accepted, right, answers: tried, leftChanged, ended, pico };
  } finally {
    box.remove();
  }
}

function textsOf(box: Sandbox): Readonly<Record<string, string>> {
  return Object.fromEntries(box.files().map((file) => [file, box.read(file)]));
}

/** As the editor checks a flow: syntax and types at each step, the tests once at the end. */
function checksOf({ root }: Sandbox, { engines: { syntax, types } }: World): readonly FlowCheck[] {
  const edited = (files: readonly DraftFile[]): { path: string; languageId: string; before: string; after: string }[] =>
    files.map(({ path: file, before = "", after = "" }) => ({
      path: file,
      languageId: languageOf(file),
      before,
      after,
    }));
  return [
    { name: "syntax", each: true, run: async (files) => await judgeSyntax(syntax, edited(files)) },
    {
      name: "types",
      each: true,
      run: async (files, signal) => {
        const absolute = edited(files).map(({ path: file, before, after }) => ({
          ...{ path: path.join(root, file), before, after },
        }));
        const own = absolute.filter((file) => file.path.endsWith(".ts"));
        const report = await types.worker.check({ libraries: [types.library], files: own, unsaved: [] }, signal);
        const named = <P extends { readonly file?: string }>(problem: P): P =>
          problem.file === undefined ? problem : { ...problem, file: path.relative(root, problem.file) };
        return report
          ? { type: "problems", before: report.before.map(named), after: report.after.map(named) }
          : { type: "skipped" };
      },
    },
    {
      name: "tests",
      each: false,
      run: async (files, signal) =>
        judgeRun(await runTests({ root, command: "", files: edited(files), unsaved: [] }, signal)),
    },
  ];
}

/** Full plans; who writes a step writes what it knows. What is to be mended is written anew as a whole. */
function scriptOf(refactoring: Refactoring, box: Sandbox, tried: TriedAnswer[]): Script {
  return {
    next: (tier, { pack }) => {
      const asked = pack.messages.find(({ role, text }) => role === "user" && text.includes("### Request"))?.text ?? "";
      if (pack.summary.prompt.startsWith("refactor.plan")) return planOf(refactoring);
      const step = refactoring.steps.find(({ instruction }) => asked.includes(instruction));
      const isRight = knows(refactoring, tier, step?.wrong !== undefined);
      tried.push({ tier, kind: isRight ? "right" : "wrong", isRight, verdict: "none" });
      if (!step) return wholeFiles(refactoring, isRight, box, asked);
      return (isRight ? step.right : (step.wrong ?? step.right)).map(blockOf).join("");
    },
  };
}

/** The files that a request is about, as all steps together leave them. */
function wholeFiles({ steps }: Refactoring, isRight: boolean, box: Sandbox, asked: string): string {
  const texts = new Map(box.files().map((file) => [file, box.read(file)]));
  const pieces = steps.flatMap(({ right, wrong = right }) => (isRight ? right : wrong));
  for (const { file, from, to } of pieces)
    texts.set(
      file,
      (texts.get(file) ?? "").replace(from, () => to),
    );
  const wanted = [...new Set(pieces.map(({ file }) => file))].filter((file) => asked.includes(JSON.stringify(file)));
  return wanted.map((file) => `${file}\n\`\`\`ts\n${texts.get(file) ?? ""}\n\`\`\`\n`).join("\n");
}

function knows({ never }: Refactoring, tier: ScriptedTier, isHard: boolean): boolean {
  return never !== true && (tier === "full" || !isHard);
}

function planOf({ goal, steps }: Refactoring): string {
  const planned = steps.map(({ instruction, right, wrong = right }) => ({
    do: "edit",
    files: [...new Set((right.length > 0 ? right : wrong).map(({ file }) => file))],
    instruction,
  }));
  return `\`\`\`json\n${JSON.stringify({ summary: goal, steps: planned })}\n\`\`\`\n`;
}

function blockOf({ file, from, to }: Piece): string {
  const line = (text: string): string => (text === "" ? "" : text.endsWith("\n") ? text : `${text}\n`);
  return `${file}\n<<<<<<< SEARCH\n${line(from)}=======\n${line(to)}>>>>>>> REPLACE\n`;
}

/** All tests pass with the changes, and the files hold what was asked for. */
async function isDone({ holds, holdsNot }: Refactoring, box: Sandbox, files: readonly DraftFile[]): Promise<boolean> {
  const texts = files.map(({ path: file, after = "" }) => ({ path: file, text: after }));
  const textOf = (file: string): string => texts.find((one) => one.path === file)?.text ?? "";
  const command = commandForAll({
    ...{ files: box.files(), read: (file) => box.read(file), command: "" },
    manifest: JSON.parse(box.read("package.json")) as unknown,
  });
  const run = await runProof({ root: box.root, command: command ?? "", texts }, live);
  return (
    run.type === "passed" &&
    holds.every(([file, pattern]) => pattern.test(textOf(file))) &&
    holdsNot.every(([file, pattern]) => !pattern.test(textOf(file)))
  );
}
