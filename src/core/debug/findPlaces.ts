import { blockAround, lastName, lineNow } from "./codeAt.ts";
import { codeUnderTest } from "./codeUnderTest.ts";
import type { Frame } from "./frameRows.ts";
import { FileIndex, type LeftOutFrame, mapFrames } from "./mapFrames.ts";
import { parseTraces } from "./parseTraces.ts";
import { isTestFile } from "./testFiles.ts";
import type { LineRange } from "../context/item.ts";

/** A place in the workspace that a failure points to. */
export interface FoundPlace {
  readonly path: string;
  /** The block around the place. */
  readonly lines: LineRange;
  /** The line itself, 1-based. */
  readonly line: number;
  /** Part of a test: shown to the model, and not what is to be mended. */
  readonly isTest: boolean;
}

export interface FoundPlaces {
  /** Code before tests, the innermost call first. */
  readonly places: readonly FoundPlace[];
  /** Frames that lead nowhere in the workspace. */
  readonly left: readonly LeftOutFrame[];
  /** How many frames the text held. */
  readonly frames: number;
  /** The error in the runtime's own words; "" where none was found. */
  readonly error: string;
}

export interface SearchedFiles {
  readonly files: readonly string[];
  readonly read: (file: string) => Promise<string | undefined>;
}

/** More places tell a model no more about one bug; each brings its file along. */
const MOST_PLACES = 4;
/** Traces of one output that are looked at: the latest ones. */
const MOST_TRACES = 3;

/** The places that the traces in a text lead to. A frame of another version of a file is found by its symbol. */
export async function placesInText(text: string, { files, read }: SearchedFiles): Promise<FoundPlaces> {
  const traces = parseTraces(text).slice(0, MOST_TRACES);
  const frames = traces.flatMap((trace) => trace.frames);
  const { mapped, left } = mapFrames(frames, new FileIndex(files));
  const places: FoundPlace[] = [];
  const unread: LeftOutFrame[] = [];
  for (const { path, frame } of mapped) {
    const place = await placeOf(path, frame, read);
    if (!place) unread.push({ frame, why: "unreadable" });
    else if (!places.some((known) => isSamePlace(known, place))) places.push(place);
  }
  const error = traces.find((trace) => trace.error !== "")?.error ?? "";
  return { places: ranked(places).slice(0, MOST_PLACES), left: [...left, ...unread], frames: frames.length, error };
}

/**
 * Where the bug behind a failed test may lie: the places of its trace, then the code that the test imports, at the
 * definitions of the names it uses in the failing part.
 */
export async function placesOfTest(
  test: { readonly path: string; readonly title: string },
  output: string,
  searched: SearchedFiles,
): Promise<FoundPlaces> {
  const found = await placesInText(output, searched);
  const text = (await searched.read(test.path)) ?? "";
  const at = testLine(text, test.title) ?? found.places.find(({ path }) => path === test.path)?.line ?? 1;
  const own: FoundPlace = { path: test.path, lines: blockAround(text, at), line: at, isTest: true };
  const shown = text
    .split("\n")
    .slice(own.lines.start - 1, own.lines.end)
    .join("\n");
  const code = found.places.filter(({ path, isTest }) => path !== test.path && !isTest);
  for (const under of codeUnderTest({ path: test.path, text }, searched.files)) {
    if (code.length >= MOST_PLACES - 1) break;
    const place = await definitionIn(under, shown, searched.read);
    if (place && !code.some((known) => isSamePlace(known, place))) code.push(place);
  }
  return { ...found, places: [...code.slice(0, MOST_PLACES - 1), own] };
}

async function placeOf(path: string, frame: Frame, read: SearchedFiles["read"]): Promise<FoundPlace | undefined> {
  const text = await read(path);
  const line = text === undefined ? undefined : lineNow(text, frame);
  if (text === undefined || line === undefined) return undefined;
  return { path, lines: blockAround(text, line), line, isTest: isTestFile(path) };
}

/** The first imported name that the failing part uses, where it is defined; else the first that the test imports at all. */
async function definitionIn(
  { path, names }: { readonly path: string; readonly names: readonly string[] },
  shown: string,
  read: SearchedFiles["read"],
): Promise<FoundPlace | undefined> {
  const text = await read(path);
  if (text === undefined) return undefined;
  const used = names.filter((name) => new RegExp(`\\b${name.replace(/\$/g, "\\$")}\\b`).test(shown));
  if (names.length > 0 && used.length === 0) return undefined;
  const members = [...shown.matchAll(/\.\s?([A-Za-z_]\w*)\s*\(/g)].map(([, member = ""]) => member);
  for (const symbol of [...used, ...members, ...names]) {
    const line = lineNow(text, { line: Number.MAX_SAFE_INTEGER, symbol });
    if (line !== undefined) return { path, lines: blockAround(text, line), line, isTest: isTestFile(path) };
  }
  return { path, lines: blockAround(text, 1), line: 1, isTest: isTestFile(path) };
}

/** The line that names a test: its title as a string, or as a function. */
function testLine(text: string, title: string): number | undefined {
  if (title === "") return undefined;
  const lines = text.split("\n");
  const name = lastName(title);
  const isHead = (line: string): boolean =>
    line.includes(`"${title}"`) ||
    line.includes(`'${title}'`) ||
    line.includes(`\`${title}\``) ||
    (name === title && new RegExp(`\\b(?:def|func|fn|void)\\s+${name}\\b`).test(line));
  const at = lines.findIndex(isHead);
  return at === -1 ? undefined : at + 1;
}

function ranked(places: readonly FoundPlace[]): readonly FoundPlace[] {
  return [...places.filter(({ isTest }) => !isTest), ...places.filter(({ isTest }) => isTest)];
}

/** Blocks that overlap are one place. */
function isSamePlace(a: FoundPlace, b: FoundPlace): boolean {
  return a.path === b.path && a.lines.start <= b.lines.end && b.lines.start <= a.lines.end;
}
