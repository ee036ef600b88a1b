import { CHECK_NAMES, type CheckName } from "../cascade/verdict.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { targetPath } from "../edits/targetPath.ts";
import { isName } from "./names.ts";
import { MOST_STEP_FILES, type PlanStep, type RefactorPlan } from "./plan.ts";

/** A plan as people edit it: Markdown with one line per step. Lines that are no steps may say anything. */
export interface PlanTexts {
  readonly title: Phrase;
  readonly help: Phrase;
  readonly leftOut: Phrase;
  /** How a phrase reads to the user. */
  readonly tell: (phrase: Phrase) => string;
}

/** A line of the document that is a step. */
export interface PlanLine {
  /** 0-based. */
  readonly line: number;
  /** Ticked: to be carried out. */
  readonly wanted: boolean;
  readonly step: PlanStep;
}

/** A line that looks like a step and cannot be read. */
export interface PlanFault {
  readonly line: number;
  readonly because: Phrase;
}

/** A check that may judge all changes together. */
export interface CheckLine {
  readonly line: number;
  readonly wanted: boolean;
  readonly name: CheckName;
}

export interface ReadPlanText {
  readonly checks: readonly CheckLine[];
  readonly lines: readonly PlanLine[];
  readonly faults: readonly PlanFault[];
}

/** The document of a plan. */
export function planText({ goal, steps, leftOut, checks = [] }: RefactorPlan, texts: PlanTexts): string {
  const { tell } = texts;
  const out = leftOut.map(({ file, because }) => `- ${code(file)}: ${tell(because)}`);
  return [
    `# ${tell(texts.title)}: ${goal.replace(/\s+/g, " ")}`,
    "",
    tell(texts.help),
    "",
    ...steps.map((step) => `- [x] ${stepText(step)}`),
    ...checks.map((name) => `- [x] Check ${name}`),
    ...(out.length > 0 ? ["", tell(texts.leftOut), "", ...out] : []),
    "",
  ].join("\n");
}

/** One step as a line; {@link readPlanText} reads it back as the same step. */
export function stepText(step: PlanStep): string {
  switch (step.kind) {
    case "edit":
      return `${step.files.map(code).join(", ")}: ${step.instruction
        .trim()
        .split(/\s*\n\s*/)
        .join("\n  ")}`;
    case "rename":
      return `Rename ${code(step.symbol)} to ${code(step.to)} in ${code(step.file)}`;
    case "move":
      return `Move ${code(step.symbol)} from ${code(step.file)} to a new file`;
    case "imports":
      return `Organize imports in ${code(step.file)}`;
  }
}

const STEP = /^\s*[-*+]\s+\[([ xX])\]\s+(.*)$/;
const RENAME = /^Rename `([^`]+)` to `([^`]+)` in `([^`]+)`\.?$/i;
const MOVE = /^Move `([^`]+)` from `([^`]+)` to a new file\.?$/i;
const IMPORTS = /^Organi[sz]e imports in `([^`]+)`\.?$/i;
const EDIT = /^((?:`[^`]+`(?:\s*,\s*|\s+and\s+)?)+)\s*:\s*([\s\S]*)$/;

/** The steps of the document as they stand there now. Lines indented below a step belong to it. */
export function readPlanText(text: string): ReadPlanText {
  const lines: PlanLine[] = [];
  const faults: PlanFault[] = [];
  const checks: CheckLine[] = [];
  const rows = text.split(/\r?\n/);
  for (let line = 0; line < rows.length; line += 1) {
    const [, mark, first] = STEP.exec(rows[line] ?? "") ?? [];
    if (first === undefined) continue;
    const more = rows.slice(line + 1);
    const end = more.findIndex((row) => !/^(?:\s{2,}|\t)\S/.test(row) || STEP.test(row));
    const body = [first, ...more.slice(0, end === -1 ? more.length : end).map((row) => row.trim())].join("\n").trim();
    const check = checkIn(body);
    const read = check ?? readStep(body);
    if (typeof read === "string") checks.push({ line, wanted: mark !== " ", name: read });
    else if ("because" in read) faults.push({ line, because: read.because });
    else lines.push({ line, wanted: mark !== " ", step: read });
  }
  return { lines, checks, faults: faults.filter(({ line }) => /\[[xX]\]/.test(rows[line] ?? "")) };
}

function checkIn(body: string): CheckName | undefined {
  const [, named = ""] = /^Check (\w+)\.?$/i.exec(body) ?? [];
  return CHECK_NAMES.find((name) => name === named.toLowerCase());
}

function readStep(body: string): PlanStep | { readonly because: Phrase } {
  const [, symbol = "", to = "", renamed = ""] = RENAME.exec(body) ?? [];
  if (renamed !== "")
    return isName(symbol) && isName(to) ? onFile(renamed, (file) => ({ kind: "rename", file, symbol, to })) : NO_NAME;
  const [, moved = "", from = ""] = MOVE.exec(body) ?? [];
  if (from !== "") return isName(moved) ? onFile(from, (file) => ({ kind: "move", file, symbol: moved })) : NO_NAME;
  const [, sorted = ""] = IMPORTS.exec(body) ?? [];
  if (sorted !== "") return onFile(sorted, (file) => ({ kind: "imports", file }));
  const [, names, instruction = ""] = EDIT.exec(body) ?? [];
  if (names === undefined) return { because: phrase("it names no file: write it as `file`: what to do") };
  if (instruction.trim() === "") return { because: phrase("it does not say what to do") };
  return editStep(
    [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    instruction.trim(),
  );
}

function editStep(names: readonly string[], instruction: string): PlanStep | { readonly because: Phrase } {
  const files: string[] = [];
  for (const name of names) {
    const read = targetPath(name);
    if (read.type === "refused") return { because: read.because };
    if (!files.includes(read.path)) files.push(read.path);
  }
  if (files.length > MOST_STEP_FILES) return { because: phrase("the step names too many files") };
  return { kind: "edit", files, instruction };
}

function onFile(name: string, make: (file: string) => PlanStep): PlanStep | { readonly because: Phrase } {
  const read = targetPath(name);
  return read.type === "refused" ? { because: read.because } : make(read.path);
}

const NO_NAME = { because: phrase("it names no symbol") };

function code(text: string): string {
  return `\`${text}\``;
}
