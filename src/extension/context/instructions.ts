import * as vscode from "vscode";
import type { AssistRequest } from "../../core/assist/request.ts";
import { instructionItems, instructionPlaces } from "../../core/context/instructions.ts";
import { type ContextItem, placeId } from "../../core/context/item.ts";
import type { TaskKind } from "../../core/task/kinds.ts";
import { isInside } from "../openPlace.ts";
import type { SettingsService } from "../settings.ts";
import { exists, readIfThere } from "./disk.ts";
import { gateOf } from "./gates.ts";
import type { JudgedPath } from "./joinGates.ts";
import { homeOf, pathOf } from "./places.ts";

/** What is too often asked for, or led by another program. */
const WITHOUT: ReadonlySet<TaskKind> = new Set(["complete", "agent-step"]);
/** Instructions are read whole; a larger file is none. */
const MOST_BYTES = 256 * 1_024;

export interface Instructions {
  readonly items: readonly ContextItem[];
  readonly gates: readonly JudgedPath[];
}

/**
 * Instruction files of the project for what a request is about: for each place the nearest one. Only in a trusted
 * workspace, because whoever wrote it steers what is answered.
 */
export async function collectInstructions(request: AssistRequest, settings: SettingsService): Promise<Instructions> {
  if (!vscode.workspace.isTrusted || request.origin === "completion" || request.dialogue || isWithout(request.task))
    return { items: [], gates: [] };
  const found = new Map<string, vscode.Uri>();
  for (const uri of placesOf(request)) {
    const file = await nearest(uri);
    if (file && !request.without.includes(placeId(pathOf(file)))) found.set(file.toString(), file);
  }
  const files: { path: string; text: string }[] = [];
  const gates: JudgedPath[] = [];
  for (const uri of found.values()) {
    const gate = await gateOf(uri, settings);
    gates.push({ path: pathOf(uri), gate });
    // What is kept out is not even read, but named among what was kept out.
    const isOut = gate.check(pathOf(uri)) !== undefined;
    files.push({ path: pathOf(uri), text: isOut ? "(kept out)" : await textOf(uri) });
  }
  return { items: instructionItems(files), gates };
}

function isWithout(task: TaskKind | undefined): boolean {
  return task !== undefined && WITHOUT.has(task);
}

/** The files that a request is about; without any, the folders of the window. */
function placesOf({ anchors }: AssistRequest): readonly vscode.Uri[] {
  const files = anchors
    .filter(({ text }) => text === undefined)
    .map(({ uri }) => homeOf(vscode.Uri.parse(uri)))
    .filter((uri) => vscode.workspace.getWorkspaceFolder(uri));
  if (files.length > 0) return files;
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, "any"));
}

async function nearest(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return undefined;
  for (const place of instructionPlaces(pathOf(uri))) {
    const file = vscode.Uri.joinPath(folder.uri, ...place.split("/"));
    // The cheap look first: most places have none, and every request looks.
    if ((await exists(file)) && (await isInside(file, folder.uri))) return file;
  }
  return undefined;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  const bytes = await readIfThere(uri);
  return bytes && bytes.length <= MOST_BYTES && !bytes.includes(0) ? new TextDecoder().decode(bytes) : "";
}
