import { createPathGate } from "../../src/core/context/privacy.ts";
import type { EditorResult, FlowCheck, RefactorPorts } from "../../src/core/deep/refactorPorts.ts";
import type { DraftFile, OpenedFile } from "../../src/core/refactor/drafts.ts";
import { wordPattern } from "../../src/core/refactor/names.ts";
import type { EditorStep, LeftOutFile } from "../../src/core/refactor/plan.ts";
import { phrase, say } from "../../src/util/phrase.ts";

export interface MemoryWorkspace {
  /** Texts by path; what a user types in between is set here. */
  readonly files: Map<string, string>;
  /** What was put under review. */
  readonly delivered: DraftFile[];
  readonly ports: RefactorPorts;
  /** Steps that the editor was asked for. */
  readonly asked: EditorStep[];
}

export interface MemoryOptions {
  readonly files: Readonly<Record<string, string>>;
  /** Patterns of an ignore file. */
  readonly ignored?: string;
  readonly checks?: readonly FlowCheck[];
  /** There is a language server: renames replace whole words. */
  readonly server?: boolean;
  readonly lost?: readonly LeftOutFile[];
  /** The ignore rules cannot be read. */
  readonly faultyRules?: boolean;
}

/** A workspace in memory: search by words, and a language server that renames words. */
export function memoryWorkspace({
  files,
  ignored = "",
  checks = [],
  server = true,
  lost = [],
  faultyRules = false,
}: MemoryOptions): MemoryWorkspace {
  const texts = new Map(Object.entries(files));
  const delivered: DraftFile[] = [];
  const asked: EditorStep[] = [];
  const gate = createPathGate([{ name: ".upshiftignore", folder: "", text: ignored }]);
  const ports: RefactorPorts = {
    open: (path) => Promise.resolve(opened(path, texts.get(path))),
    privacy: () => (faultyRules ? Promise.reject(new Error("no such folder")) : Promise.resolve({ gate })),
    find: ({ names, words }) => {
      const places = [...texts].flatMap(([path, text]) =>
        linesOf(text, [...names, ...words]).map((line) => ({ path, lines: { start: line, end: line } })),
      );
      return Promise.resolve({ places, known: server });
    },
    byEditor: (step) => {
      asked.push(step);
      return Promise.resolve(
        server ? renamed(step, texts) : { type: "cannot", because: phrase("it did not answer in time") },
      );
    },
    checks,
    deliver: (_request, drafts) => {
      delivered.push(...drafts);
      return Promise.resolve(lost);
    },
    tell: (words) => say(words),
  };
  return { files: texts, delivered, ports, asked };
}

function opened(path: string, text: string | undefined): OpenedFile {
  if (path.startsWith("linked/")) return { type: "refused", path, because: phrase("it lies outside the workspace") };
  const language = path.endsWith(".ts") ? "typescript" : "";
  return text === undefined ? { type: "missing", path, language } : { type: "file", path, language, text };
}

function linesOf(text: string, names: readonly string[]): readonly number[] {
  return text
    .split("\n")
    .flatMap((line, index) => (names.some((name) => wordPattern(name, "iu").test(line)) ? [index + 1] : []));
}

function renamed(step: EditorStep, texts: ReadonlyMap<string, string>): EditorResult {
  if (step.kind !== "rename") return { type: "cannot", because: phrase("there is no such action") };
  const files = [...texts].flatMap(([path, text]) => {
    const found = [...text.matchAll(wordPattern(step.symbol, "gu"))];
    const changes = found.map(({ index }) => ({ start: index, end: index + step.symbol.length, text: step.to }));
    return changes.length === 0 ? [] : [{ path, base: text, changes }];
  });
  return files.length === 0
    ? { type: "cannot", because: phrase("the symbol was not found") }
    : { type: "changes", files };
}
