import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { commitMessage } from "../../src/core/changes/commitMessage.ts";
import { cleanReply } from "../../src/core/complete/clean/clean.ts";
import { codeBlocks } from "../../src/core/edits/codeBlocks.ts";
import { type AnswerPlan, planAnswer } from "../../src/core/edits/planAnswer.ts";
import { EDIT_TASKS } from "../../src/core/task/kinds.ts";
import { type CommandEnd, runCommand } from "../../src/engines/testRun/runCommand.ts";
import { english, say } from "../../src/util/phrase.ts";
import { placeOf, testsOf } from "./ask.ts";
import type { Task, TextFile } from "./task.ts";

/** Whether an answer solves its task. `skipped` = this machine lacks what the check needs. */
export interface Judgement {
  readonly verdict: "passed" | "failed" | "skipped";
  /** One line; "" for one that passed. */
  readonly why: string;
}

const PASSED: Judgement = { verdict: "passed", why: "" };
const LIMITS = { ms: 20_000, output: 2_000 };

/** Judges an answer by the task's own check, in a throw-away folder. Rejects only when `signal` aborts. */
export async function judge(task: Task, answer: string, signal: AbortSignal): Promise<Judgement> {
  if (task.kind === "test") return await judgeTests(task, answer, signal);
  if (EDIT_TASKS.has(task.kind)) {
    const plan = editOf(task, answer);
    if (plan.type === "rejected") return failed(`no edit: ${say(plan.because, english)}`);
    return await runCheck(task, applied(task.files, plan), signal);
  }
  if (task.kind === "complete") {
    const { text, replaces } = cleanReply(answer, placeOf(task));
    const { before, after } = placeOf(task);
    const whole = before + text + after.slice(replaces);
    return await runCheck(task, withFile(task.files, { path: task.file, text: whole }), signal);
  }
  return judgeText(task, task.kind === "commit" ? commitMessage(answer) : answer);
}

/** Judges a task that nobody has worked on; its check must fail. */
export async function judgeStart(task: Task, signal: AbortSignal): Promise<Judgement> {
  return EDIT_TASKS.has(task.kind) ? await runCheck(task, task.files, signal) : await judge(task, "", signal);
}

/** The edit of an answer, placed as in the editor. */
export function editOf({ file, files, lines }: Task, answer: string): AnswerPlan {
  const text = files.find(({ path: own }) => own === file)?.text ?? "";
  const selected = text
    .split("\n")
    .slice(lines.start - 1, lines.end)
    .join("\n");
  return planAnswer(answer, {
    file,
    selected: { text: selected, range: lines },
    files: files.map(({ path: own }) => own),
    textOf: (name) => files.find(({ path: own }) => own === name)?.text,
  });
}

/** The files with an edit in them. */
export function applied(files: readonly TextFile[], plan: AnswerPlan): readonly TextFile[] {
  if (plan.type === "rejected") return files;
  const changed = new Map(plan.files.map((file) => [file.path, file.after]));
  const kept = files.filter(({ path: own }) => !changed.has(own));
  const written = [...changed].flatMap(([own, text]) => (text === undefined ? [] : [{ path: own, text }]));
  return [...kept, ...written];
}

function withFile(files: readonly TextFile[], file: TextFile): readonly TextFile[] {
  return [...files.filter(({ path: own }) => own !== file.path), file];
}

/** A title that fits a log, and what the task asks to be named. */
function judgeText({ kind, facts }: Task, answer: string): Judgement {
  const missing = facts.find(({ pattern, isWanted }) => pattern.test(answer) !== isWanted);
  if (missing) return failed(`${missing.isWanted ? "not named" : "wrongly said"}: ${missing.pattern.source}`);
  if (kind !== "commit") return PASSED;
  const [title = "", second = ""] = answer.split("\n");
  if (title === "" || title.length > 72) return failed(`the title has ${title.length} characters`);
  if (title.endsWith(".")) return failed("the title ends with a full stop");
  return second.trim() === "" ? PASSED : failed("no empty line follows the title");
}

/** Tests must pass on the good code and fail on every planted bug. */
async function judgeTests(task: Task, answer: string, signal: AbortSignal): Promise<Judgement> {
  const code = codeBlocks(answer).find(({ closed }) => closed)?.code;
  if (code === undefined) return failed("the answer holds no code");
  const { path: name, exists } = testsOf(task);
  const old = exists ? (task.files.find(({ path: own }) => own === name)?.text ?? "") : "";
  const files = withFile(task.files, { path: name, text: old === "" ? code : `${old}\n${code}` });
  const command = name.endsWith(".py") ? `python3 -m unittest ${moduleOf(name)}` : `${node()} --test ${name}`;
  const good = await run(files, command, signal);
  if (good.verdict !== "passed") return good.verdict === "skipped" ? good : failed(`on the good code: ${good.why}`);
  for (const [index, bug] of task.bugs.entries()) {
    const plan = planAnswer(bug, { file: task.file, files: [], textOf: (own) => textIn(files, own) });
    if (plan.type === "rejected") throw new Error(`Bug ${index + 1} of ${task.id} does not fit`);
    const { verdict } = await run(applied(files, plan), command, signal);
    if (verdict === "passed") return failed(`bug ${index + 1} is not found`);
  }
  return PASSED;
}

function moduleOf(file: string): string {
  return file.replace(/\.py$/, "").replaceAll("/", ".");
}

function textIn(files: readonly TextFile[], name: string): string | undefined {
  return files.find(({ path: own }) => own === name)?.text;
}

async function runCheck({ check, id }: Task, files: readonly TextFile[], signal: AbortSignal): Promise<Judgement> {
  if (!check) throw new Error(`${id} has no check`);
  const command = check.path.endsWith(".py") ? `python3 ${check.path}` : `${node()} ${check.path}`;
  return await run(withFile(files, check), command, signal);
}

async function run(files: readonly TextFile[], command: string, signal: AbortSignal): Promise<Judgement> {
  if (command.startsWith("python3") && !(await hasPython())) return { verdict: "skipped", why: "there is no python3" };
  const folder = await mkdtemp(path.join(os.tmpdir(), "upshift-eval-"));
  try {
    await writeFiles(folder, files);
    const end = await runCommand(command, folder, signal, LIMITS);
    signal.throwIfAborted();
    return end.code === 0 ? PASSED : failed(end.timedOut ? "it did not end in time" : lastLine(end));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export async function writeFiles(folder: string, files: readonly TextFile[]): Promise<void> {
  for (const { path: name, text } of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

/** The line that names the error, else the last one. */
function lastLine({ output }: CommandEnd): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it failed").trim().slice(0, 200);
}

function failed(why: string): Judgement {
  return { verdict: "failed", why };
}

function node(): string {
  return JSON.stringify(process.execPath);
}

let python: Promise<boolean> | undefined;

function hasPython(): Promise<boolean> {
  python ??= runCommand("python3 --version", os.tmpdir(), new AbortController().signal).then(({ code }) => code === 0);
  return python;
}
