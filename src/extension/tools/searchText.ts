import * as vscode from "vscode";
import type { Finding } from "../../core/tools/reader.ts";
import type { ReadCall } from "../../core/tools/readTools.ts";
import type { SettingsService } from "../settings.ts";
import { isInside } from "../openPlace.ts";
import { findingOf, type FoundIn, isKeptOut, placesNamed, saying } from "./places.ts";
import { textOf } from "./textOf.ts";
import { headOf, tailOf } from "../../util/cutText.ts";

const MOST_FILES = 20_000;
const MOST_HITS = 80;
const MOST_HITS_PER_FILE = 12;
const LONGEST_LINE = 240;
const MOST_MS = 10_000;
const AT_ONCE = 16;

/** Folders that tools fill; nobody asks for what is in them, and reading them takes the time of everything else. */
export const FILLED =
  "**/{node_modules,.git,.hg,.svn,.venv,venv,__pycache__,.mypy_cache,.next,.nuxt,.cache,dist,out,build,target,vendor,coverage}/**";

/** Lines that hold a text, in either case. What a rule keeps out is passed over without a word. */
export async function searchText(
  { query, path }: Extract<ReadCall, { tool: "search_text" }>,
  settings: SettingsService,
  signal: AbortSignal,
): Promise<Finding> {
  const until = Date.now() + MOST_MS;
  const files = await filesBelow(path);
  const needle = query.toLowerCase();
  const hits: FoundIn[] = [];
  let count = 0;
  let looked = 0;
  for (; looked < files.length && count < MOST_HITS && Date.now() < until && !signal.aborted; looked += AT_ONCE) {
    const batch = files.slice(looked, looked + AT_ONCE);
    const found = await Promise.all(batch.map((uri) => hitsIn(uri, needle, settings)));
    for (const hit of found) {
      if (!hit || count >= MOST_HITS) continue;
      count += hit.count;
      hits.push(hit.found);
    }
  }
  if (hits.length === 0) return saying("No line holds this text.");
  const isCut = looked < files.length || files.length >= MOST_FILES;
  const note = isCut ? "There may be more: not every file was searched." : undefined;
  return await findingOf(hits, settings, { quiet: true, ...(note === undefined ? {} : { note }) });
}

/** Text files of the workspace, or of a part of it, in the order of their paths. */
export async function filesBelow(path: string): Promise<readonly vscode.Uri[]> {
  for (const { folder, uri } of path === "" ? [] : placesNamed(path)) if (await isInside(uri, folder.uri)) return [uri];
  const bases =
    path === ""
      ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)
      : placesNamed(path).map(({ uri }) => uri);
  const found = await Promise.all(
    bases.map((base) => vscode.workspace.findFiles(new vscode.RelativePattern(base, "**/*"), FILLED, MOST_FILES)),
  );
  return found.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function hitsIn(
  uri: vscode.Uri,
  needle: string,
  settings: SettingsService,
): Promise<{ readonly found: FoundIn; readonly count: number } | undefined> {
  const text = await textOf(uri, settings.current.maxFileBytes).catch(() => undefined);
  if (text === undefined || !text.toLowerCase().includes(needle)) return undefined;
  if (!(await isInWorkspace(uri)) || (await isKeptOut(uri, settings))) return undefined;
  const lines = text.split(/\r?\n/).flatMap((line, index) => {
    const at = line.toLowerCase().indexOf(needle);
    return at === -1 ? [] : [`${index + 1}: ${around(line, at)}`];
  });
  const more = lines.length - MOST_HITS_PER_FILE;
  const shown = more > 0 ? [...lines.slice(0, MOST_HITS_PER_FILE), `(${more} more lines of this file)`] : lines;
  return { found: { uri, language: "", text: shown.join("\n") }, count: Math.min(lines.length, MOST_HITS_PER_FILE) };
}

/** A link may lead out of the workspace. */
async function isInWorkspace(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder !== undefined && (await isInside(uri, folder.uri));
}

function around(line: string, at: number): string {
  const text = line.trim();
  if (text.length <= LONGEST_LINE) return text;
  return `…${tailOf(line.slice(0, at), LONGEST_LINE / 2)}${headOf(line.slice(at), LONGEST_LINE / 2)}…`;
}
