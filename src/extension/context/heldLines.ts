import * as vscode from "vscode";
import { withoutLinesOf } from "../../core/context/heldLines.ts";
import { plainPath } from "../../core/debug/mapFrames.ts";
import { parseTraces } from "../../core/debug/parseTraces.ts";
import type { SettingsService } from "../settings.ts";
import { textOf } from "../tools/textOf.ts";
import { exists } from "./disk.ts";
import { gateOf } from "./gates.ts";
import { pathOf } from "./places.ts";

/** Places of an output that are looked at, and the folders above each that may be another computer's. */
const MOST_FILES = 40;
const MOST_FOLDERS = 12;
const MOST_BYTES = 4 * 1_024 * 1_024;

/**
 * An output without what it quotes of files that a rule keeps out, or on this computer: a failed test or a trace shows
 * code of the files it names. Throws when the rules cannot be read, so that nothing is sent.
 */
export async function withoutHeldLines(output: string, settings: SettingsService): Promise<string> {
  const named = new Set(parseTraces(output).flatMap(({ frames }) => frames.map(({ file }) => plainPath(file))));
  const held: string[] = [];
  for (const name of [...named].slice(0, MOST_FILES)) {
    const uri = await fileOf(name);
    if (!uri) continue;
    const [gate, path] = [await gateOf(uri, settings), pathOf(uri)];
    if (!(gate.check(path) ?? gate.localOnly?.(path))) continue;
    held.push((await textOf(uri, MOST_BYTES)) ?? "");
  }
  return held.length === 0 ? output : withoutLinesOf(held, output);
}

/** The file of the workspace that a place of some computer means: the longest end of its path that is there. */
async function fileOf(name: string): Promise<vscode.Uri | undefined> {
  const parts = name.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  for (let start = 0; start < Math.min(parts.length, MOST_FOLDERS); start += 1) {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const file = vscode.Uri.joinPath(uri, ...parts.slice(start));
      if (await exists(file)) return file;
    }
  }
  return undefined;
}
