import { realpath } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { type FolderPrivacy, privacyFor } from "../../core/context/folderPrivacy.ts";
import { excludePatterns, type KeptOut, type PathGate } from "../../core/context/privacy.ts";
import { smallDrive } from "../../util/paths.ts";
import type { SettingsService } from "../settings.ts";
import { type GateSettings, readGate } from "./ignoreFiles.ts";
import { homeOf, pathOf } from "./places.ts";

/** Rule of local-only mode, as people find it. */
const LOCAL_ONLY = "upshift.privacy.localOnly";

/** The privacy that holds in a folder: the user's, and what the workspace and the folder add. Throws `bad-setting`. */
export function privacyIn(scope: vscode.Uri | undefined, { current }: SettingsService): FolderPrivacy {
  const section = vscode.workspace.getConfiguration("upshift", scope ?? null);
  return privacyFor(current.privacy, [
    (key) => section.inspect(key)?.workspaceValue,
    (key) => section.inspect(key)?.workspaceFolderValue,
  ]);
}

/**
 * The rules for a file: of its own path and of the place that symbolic links on its way lead to; whichever is stricter
 * holds. Throws when they cannot be read.
 */
export async function gateOf(uri: vscode.Uri, settings: SettingsService): Promise<PathGate> {
  const home = homeOf(uri);
  const own = await placeGate(home, settings);
  const real = await realPlace(home);
  if (!real) return own;
  const behind = inNameOf(await placeGate(real, settings), pathOf(real));
  return {
    check: (file) => own.check(file) ?? behind.check(file),
    localOnly: (file) => own.localOnly?.(file) ?? behind.localOnly?.(file),
  };
}

/** The rules of another place for whatever is asked about: what was moved here from there. */
export async function gateOfFormer(uri: vscode.Uri, settings: SettingsService): Promise<PathGate> {
  return inNameOf(await gateOf(uri, settings), pathOf(uri));
}

function inNameOf(gate: PathGate, name: string): PathGate {
  return {
    check: (file) => renamed(gate.check(name), file),
    localOnly: (file) => renamed(gate.localOnly?.(name), file),
  };
}

/** Local-only mode, where one of the places is in a folder that has it on; without places, where any folder has. */
export function localOnlyRule(places: readonly vscode.Uri[], settings: SettingsService): KeptOut | undefined {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const scopes = places.length > 0 ? places.map(homeOf) : folders;
  const on = settings.current.privacy.localOnly || scopes.some((scope) => privacyIn(scope, settings).localOnly);
  return on ? { path: "", rule: LOCAL_ONLY } : undefined;
}

/** Local-only mode of the window as a whole: the user's own, or that of every folder. */
export function localOnlyEverywhere(settings: SettingsService): KeptOut | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const all = folders.length > 0 && folders.every(({ uri }) => privacyIn(uri, settings).localOnly);
  return settings.current.privacy.localOnly || all ? { path: "", rule: LOCAL_ONLY } : undefined;
}

/** The rule by which an earlier turn was for this computer only, if its place has one now. */
export async function localOnlyPlace(uri: vscode.Uri, settings: SettingsService): Promise<KeptOut | undefined> {
  return (await gateOf(uri, settings)).localOnly?.(pathOf(uri));
}

async function placeGate(home: vscode.Uri, settings: SettingsService): Promise<PathGate> {
  const folder = vscode.workspace.getWorkspaceFolder(home);
  const rules = gateSettings(folder?.uri, settings);
  if (folder) return await readGate(folder.uri, [pathOf(home)], rules);
  // A file outside every folder is there because the user pointed at it: its repository's rules hold all the same.
  if (home.scheme === "file") return await readGate(vscode.Uri.joinPath(home, ".."), [pathOf(home)], rules);
  return await readGate(vscode.Uri.file("/"), [], rules);
}

function gateSettings(folder: vscode.Uri | undefined, settings: SettingsService): GateSettings {
  const { useGitignore, useFilesExclude } = settings.current;
  const { deny, localOnlyPaths } = privacyIn(folder, settings);
  const exclude: unknown = vscode.workspace.getConfiguration("files", folder ?? null).get("exclude");
  return { useGitignore, deny, localOnlyPaths, excludes: useFilesExclude && folder ? excludePatterns(exclude) : [] };
}

/** Where a file really lies, if that is elsewhere; on a file system that ignores case, the name as it is stored. */
async function realPlace(home: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (home.scheme !== "file") return undefined;
  try {
    const real = await realpath(home.fsPath);
    return smallDrive(real) === smallDrive(path.normalize(home.fsPath)) ? undefined : vscode.Uri.file(real);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function renamed(out: KeptOut | undefined, file: string): KeptOut | undefined {
  return out && { ...out, path: file };
}
