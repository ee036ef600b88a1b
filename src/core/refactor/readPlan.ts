import { phrase, type Phrase } from "../../util/phrase.ts";
import { codeBlocks } from "../edits/codeBlocks.ts";
import { targetPath } from "../edits/targetPath.ts";
import { isName } from "./names.ts";
import { type LeftOutFile, MOST_STEP_FILES, MOST_STEPS, type PlanStep } from "./plan.ts";
import { parseJson } from "../../util/parseJson.ts";

/** A plan as a model wrote it, its parts checked one by one; what is no good is named and left out. */
export type ReadPlan =
  | {
      readonly type: "plan";
      /** The model's own words; "" where it gave none. */
      readonly summary: string;
      readonly steps: readonly PlanStep[];
      readonly leftOut: readonly LeftOutFile[];
    }
  | { readonly type: "refused"; readonly because: Phrase; readonly complaint: string };

const MOST_WORDS = 4_000;
const FORM =
  'Answer with one JSON object in one fenced block: {"summary":"…","steps":[{"do":"edit","files":["…"],"instruction":"…"}]}.';

/** Reads the plan out of a reply: a fenced block or bare JSON, with trailing commas and comments forgiven. */
export function readPlan(reply: string): ReadPlan {
  const found = objectIn(reply);
  if (!found) return refused(phrase("the plan cannot be read"), `The plan was not readable JSON. ${FORM}`);
  const steps: PlanStep[] = [];
  const leftOut: LeftOutFile[] = [];
  for (const raw of listOf(found["steps"] ?? found["plan"])) {
    const read = readStep(raw);
    if (read.step) steps.push(read.step);
    leftOut.push(...read.leftOut);
  }
  if (steps.length > MOST_STEPS) {
    const because = phrase("the plan has {count} steps", { count: steps.length });
    return refused(
      because,
      `The plan had ${steps.length} steps; at most ${MOST_STEPS} are read. Join what belongs together. ${FORM}`,
    );
  }
  const [out] = leftOut;
  if (steps.length === 0 && out) return refused(out.because, `No step named a file that may be changed. ${FORM}`);
  if (steps.length === 0) return refused(phrase("the plan has no steps"), `The plan held no steps. ${FORM}`);
  return { type: "plan", summary: textOf(found["summary"]), steps, leftOut };
}

interface ReadStep {
  readonly step?: PlanStep;
  readonly leftOut: readonly LeftOutFile[];
}

function readStep(raw: unknown): ReadStep {
  if (!isRecord(raw)) return { leftOut: [] };
  const { files, leftOut } = readFiles([...listOf(raw["files"]), ...listOf(raw["file"]), ...listOf(raw["path"])]);
  const [file] = files;
  if (file === undefined) return { leftOut };
  const [kind, symbol, to] = [textOf(raw["do"] ?? raw["kind"]), textOf(raw["symbol"]), textOf(raw["to"])];
  if (kind === "rename" && isName(symbol) && isName(to) && symbol !== to)
    return { step: { kind, file, symbol, to }, leftOut };
  if (kind === "move" && isName(symbol)) return { step: { kind, file, symbol }, leftOut };
  if (kind === "imports") return { step: { kind, file }, leftOut };
  const instruction = textOf(raw["instruction"] ?? raw["description"] ?? raw["change"]);
  return instruction === "" ? { leftOut } : { step: { kind: "edit", files, instruction }, leftOut };
}

function readFiles(raw: readonly unknown[]): {
  readonly files: readonly string[];
  readonly leftOut: readonly LeftOutFile[];
} {
  const files: string[] = [];
  const leftOut: LeftOutFile[] = [];
  for (const name of raw.map(textOf).filter((text) => text !== "")) {
    const read = targetPath(name);
    if (read.type === "refused") leftOut.push({ file: name, because: read.because });
    else if (!files.includes(read.path)) files.push(read.path);
  }
  for (const file of files.splice(MOST_STEP_FILES))
    leftOut.push({ file, because: phrase("the step names too many files") });
  return { files, leftOut };
}

function objectIn(reply: string): Readonly<Record<string, unknown>> | undefined {
  const blocks = codeBlocks(reply).map(({ code }) => code);
  for (const text of [...blocks, reply]) {
    const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
    for (const variant of [json, forgiving(json)]) {
      const parsed = parseJson(variant);
      if (Array.isArray(parsed)) return { steps: parsed };
      if (isRecord(parsed) && ("steps" in parsed || "plan" in parsed)) return parsed;
    }
  }
  return undefined;
}

/** Comments on lines of their own and commas before a closing bracket, which some models write. */
function forgiving(json: string): string {
  return json.replace(/^\s*\/\/.*$/gm, "").replace(/,(\s*[\]}])/g, "$1");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, MOST_WORDS) : "";
}

function refused(because: Phrase, complaint: string): ReadPlan {
  return { type: "refused", because, complaint };
}
