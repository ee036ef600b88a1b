import * as vscode from "vscode";
import { createPathGate, type PathGate } from "../../core/context/privacy.ts";
import type { Finding, FoundPart } from "../../core/tools/reader.ts";
import { gateOf, gateOfFormer, localOnlyRule } from "../context/gates.ts";
import { joinGates, type JudgedPath } from "../context/joinGates.ts";
import { homeOf, pathOf } from "../context/places.ts";
import { isInside } from "../openPlace.ts";
import type { SettingsService } from "../settings.ts";
import { textOf } from "./textOf.ts";

/** What a tool found in one file, before its rules are read. */
export interface FoundIn extends Omit<FoundPart, "path" | "uri"> {
  readonly uri: vscode.Uri;
  /** Where the file was before, whose rules hold too. */
  readonly from?: vscode.Uri;
}

/** The file that a model names, below the first folder of the workspace that has it. */
export async function fileNamed(path: string): Promise<vscode.Uri | undefined> {
  for (const { folder, uri } of placesNamed(path)) if (await isInside(uri, folder.uri)) return uri;
  return undefined;
}

/** Where a path may lie: below each folder, and in a window of several also with the folder's name before it. */
export function placesNamed(path: string): readonly { folder: vscode.WorkspaceFolder; uri: vscode.Uri }[] {
  const parts = path.split("/").filter((part) => part !== "");
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.flatMap((folder) => {
    const uri = vscode.Uri.joinPath(folder.uri, ...parts);
    const named = folders.length > 1 && parts[0] === folder.name;
    return [{ folder, uri }, ...(named ? [{ folder, uri: vscode.Uri.joinPath(folder.uri, ...parts.slice(1)) }] : [])];
  });
}

/** Whether a place is what a model asked for: the path itself, or below it; "" is everything in the workspace. */
export function isBelow(uri: vscode.Uri, path: string): boolean {
  if (!vscode.workspace.getWorkspaceFolder(homeOf(uri))) return false;
  if (path === "") return true;
  return placesNamed(path).some((place) => `${uri.path}/`.startsWith(`${place.uri.path.replace(/\/$/, "")}/`));
}

/** The rules of a file, those of a folder that is for this computer only among them. Throws when they cannot be read. */
export async function rulesOf(uri: vscode.Uri, settings: SettingsService): Promise<PathGate> {
  const gate = await gateOf(uri, settings);
  const mode = localOnlyRule([uri], settings);
  return {
    check: (path) => gate.check(path),
    localOnly: (path) => gate.localOnly?.(path) ?? (mode && { ...mode, path }),
  };
}

/** A finding about files, each with its own rules. */
export async function findingOf(
  found: readonly FoundIn[],
  settings: SettingsService,
  more: Pick<Finding, "note" | "quiet"> = {},
): Promise<Finding> {
  const gates: JudgedPath[] = [];
  const parts: FoundPart[] = [];
  for (const { uri, from, ...part } of found) {
    // Folders of one window may have files of one path: the rules of each hold.
    const path = pathOf(uri);
    const whole = await textOf(uri, settings.current.maxFileBytes).catch(() => undefined);
    gates.push({ path, gate: await rulesOf(uri, settings) });
    if (from) gates.push({ path, gate: await gateOfFormer(from, settings) });
    parts.push({ ...part, path, uri: uri.toString(), ...(whole === undefined ? {} : { whole }) });
  }
  return { parts, gate: joinGates(gates), ...more };
}

/** Words of ours, with nothing of the workspace in them. */
export function saying(note: string): Finding {
  return { parts: [], gate: createPathGate([]), note };
}

/** Whether a rule keeps a file from every model. */
export async function isKeptOut(uri: vscode.Uri, settings: SettingsService): Promise<boolean> {
  return (await gateOf(uri, settings)).check(pathOf(uri)) !== undefined;
}
