import { similarity } from "./similarity.ts";

/** Lines above an edit that may hold its file's name. */
const MOST_LINES = 3;
/** How much alike a name must be to a known one to mean it. */
const NEARLY = 0.8;

/** Marks around code: back-ticks, or tags such as `<source>`. */
export interface Fence {
  readonly open: string;
  readonly close: string;
}

export const FENCES: readonly Fence[] = [
  { open: "```", close: "```" },
  { open: "<source>", close: "</source>" },
  { open: "<code>", close: "</code>" },
  { open: "<pre>", close: "</pre>" },
  { open: "<codeblock>", close: "</codeblock>" },
  { open: "<sourcecode>", close: "</sourcecode>" },
  { open: "~~~", close: "~~~" },
];

function fenceOf(line: string): Fence | undefined {
  const text = line.trim();
  return FENCES.find(({ open, close }) => text.startsWith(open) || text.startsWith(close));
}

export function isFence(line: string): boolean {
  return fenceOf(line) !== undefined;
}

/**
 * The file that the edit behind these lines is about: a name alone on the last line, or above or in the code fences that
 * the lines end with. Of several, a known one, else one that looks like a file, else the nearest. Undefined when no line
 * can be one.
 */
export function findFileName(lines: readonly string[], known: readonly string[] = []): string | undefined {
  const names: string[] = [];
  for (const line of lines.slice(-MOST_LINES).toReversed()) {
    const name = nameIn(line);
    if (name !== undefined && name !== "") names.push(name);
    if (!isFence(line.trimStart())) break;
  }
  return (
    names.find((name) => known.includes(name)) ??
    firstKnown(names, (name) => known.filter((file) => baseName(file) === name)) ??
    firstKnown(names, (name) => known.filter((file) => similarity(file, name) >= NEARLY)) ??
    names.find((name) => name.includes(".")) ??
    names[0]
  );
}

function firstKnown(names: readonly string[], matching: (name: string) => readonly string[]): string | undefined {
  for (const name of names) {
    const found = matching(name);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The name that a line holds and nothing else; "" for a line that cannot be one. */
function nameIn(line: string): string | undefined {
  const text = line.trim();
  if (text === "..." || text === "") return undefined;
  // A link or an address names something else.
  if (text.includes("](") || text.includes("://")) return undefined;
  const fence = fenceOf(text);
  if (fence) {
    const behind = text.startsWith(fence.open) ? text.slice(fence.open.length) : "";
    return /[./]/.test(behind) && !/\s/.test(behind) ? behind.replace(/^[a-zA-Z]+[:=]/, "") : undefined;
  }
  return text
    .replace(/:+$/, "")
    .replace(/^#+/, "")
    .trim()
    .replace(/^[`*]+|[`*]+$/g, "");
}

function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
