import * as vscode from "vscode";
import type { FoundPlaces, RefactorPorts } from "../../core/deep/refactorPorts.ts";
import { isGenerated } from "../../core/refactor/generated.ts";
import type { Place } from "../../core/refactor/items.ts";
import { wordPattern } from "../../core/refactor/names.ts";
import { pathOf } from "../context/places.ts";
import { enclosing, innermost, symbolsIn } from "../context/symbols.ts";
import { textOf } from "../tools/textOf.ts";
import { FILLED } from "../tools/searchText.ts";
import { DECLARES, namesAt } from "./editorSteps.ts";
import { inTime, LATE } from "./patience.ts";

/** Beyond this search by words is no help and too slow. */
const MOST_FILES = 3_000;
const MOST_BYTES = 512 * 1_024;
/** Files read at the same time. */
const AT_ONCE = 16;
/** Places of one name; more say that the name is a common word. */
const MOST_HITS = 300;

type Wanted = Parameters<RefactorPorts["find"]>[0];

/**
 * Where the names of an instruction are used, best first: by the references of a language server from the declaration on,
 * else as words. What is selected stands first.
 */
export async function findPlaces(
  { names, words, anchors }: Wanted,
  folder: vscode.WorkspaceFolder,
  signal: AbortSignal,
): Promise<FoundPlaces> {
  const isOwn = (uri: vscode.Uri): boolean => vscode.workspace.getWorkspaceFolder(uri) === folder;
  const pointed = await pointedAt(anchors, isOwn);
  const files = await sourcesIn(folder);
  const exact = [...new Set([...names, ...pointed.names.filter(() => names.length === 0)])];
  const hits = await hitsIn(files, { names: exact, words: exact.length === 0 ? words : [] }, signal);
  const found = await byReferences(hits, signal);
  return { ...found, places: distinct([...pointed.places, ...found.places]) };
}

/** What the user selected, or the symbol at the cursor. */
async function pointedAt(
  anchors: Wanted["anchors"],
  isOwn: (uri: vscode.Uri) => boolean,
): Promise<{ places: readonly Place[]; names: readonly string[] }> {
  const places: Place[] = [];
  const names: string[] = [];
  for (const { uri: text, lines, cursor } of anchors) {
    const uri = vscode.Uri.parse(text, true);
    if (!isOwn(uri) || !lines) continue;
    const range = new vscode.Range(lines.start - 1, 0, lines.end - 1, cursor ? 0 : Number.MAX_SAFE_INTEGER);
    const symbol = innermost(enclosing(await symbolsIn(uri), range));
    if (symbol) names.push(symbol.name);
    const shown = cursor && symbol ? symbol.range : range;
    places.push({ path: pathOf(uri), lines: { start: shown.start.line + 1, end: shown.end.line + 1 } });
  }
  return { places, names };
}

async function sourcesIn(folder: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
  const all = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, "**/*"), FILLED, MOST_FILES);
  return all.filter((uri) => !isGenerated(pathOf(uri))).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

interface Hit {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly line: number;
  readonly declares: boolean;
}

async function hitsIn(
  files: readonly vscode.Uri[],
  wanted: Pick<Wanted, "names" | "words">,
  signal: AbortSignal,
): Promise<readonly Hit[]> {
  const hits: Hit[] = [];
  for (let at = 0; at < files.length && !signal.aborted; at += AT_ONCE) {
    const batch = files.slice(at, at + AT_ONCE);
    const texts = await Promise.all(batch.map((uri) => textOf(uri, MOST_BYTES).catch(() => undefined)));
    for (const [index, uri] of batch.entries()) hits.push(...hitsOf(uri, texts[index] ?? "", wanted));
  }
  return hits.slice(0, MOST_HITS * Math.max(1, wanted.names.length));
}

const DECLARED = new RegExp(`${DECLARES}$`, "u");

function hitsOf(uri: vscode.Uri, text: string, { names, words }: Pick<Wanted, "names" | "words">): readonly Hit[] {
  const patterns = [
    ...names.map((name) => ({ pattern: wordPattern(name), always: true })),
    ...words.map((name) => ({ pattern: wordPattern(name, "iu"), always: false })),
  ].filter(({ pattern }) => pattern.test(text));
  if (patterns.length === 0) return [];
  return text.split("\n").flatMap((row, line) =>
    patterns.flatMap(({ pattern, always }): readonly Hit[] => {
      const match = pattern.exec(row);
      const declares = match !== null && DECLARED.test(row.slice(0, match.index));
      return match && (always || declares) ? [{ uri, name: match[0], line: line + 1, declares }] : [];
    }),
  );
}

/** Asks for references from the likeliest declaration of each name; words stand in where nothing comes of it. */
async function byReferences(hits: readonly Hit[], signal: AbortSignal): Promise<FoundPlaces> {
  const places: Place[] = [];
  let known = false;
  let late = false;
  for (const name of new Set(hits.map((hit) => hit.name))) {
    const own = hits.filter((hit) => hit.name === name);
    const start = own.find(({ declares }) => declares) ?? own[0];
    const references = start && (await referencesTo(start, signal));
    if (references === LATE) late = true;
    if (references && references !== LATE && references.length > 0) {
      known = true;
      places.push(...references);
    } else places.push(...own.map(({ uri, line }) => ({ path: pathOf(uri), lines: { start: line, end: line } })));
  }
  return { places, known, ...(late ? { late } : {}) };
}

async function referencesTo({ uri, name }: Hit, signal: AbortSignal): Promise<readonly Place[] | typeof LATE> {
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  const [at] = document ? namesAt(document, name) : [];
  if (!at) return [];
  const asked = vscode.commands.executeCommand<readonly vscode.Location[] | undefined>(
    "vscode.executeReferenceProvider",
    uri,
    at,
  );
  const found = await inTime(asked, signal);
  if (found === LATE) return LATE;
  return (found ?? [])
    .filter(
      (location) => vscode.workspace.getWorkspaceFolder(location.uri) === vscode.workspace.getWorkspaceFolder(uri),
    )
    .map(({ uri: file, range }) => ({
      path: pathOf(file),
      lines: { start: range.start.line + 1, end: range.end.line + 1 },
    }));
}

function distinct(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.path}:${place.lines.start}-${place.lines.end}`, place])).values()];
}
