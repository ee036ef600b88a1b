import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { applyChanges, type TextChange } from "../../core/edits/change.ts";
import { aboutHunks, replyFault } from "../../core/edits/faults.ts";
import type { FileEdit, ParsedReply } from "../../core/edits/fileEdit.ts";
import { mergeTexts } from "../../core/edits/merge.ts";
import { planEdit } from "../../core/edits/plan.ts";
import { type FilePlan, planFile } from "../../core/edits/planFile.ts";
import { editedTwice, isName, type LeftOut, nameTaken, nothingLeft, readAnswer } from "../../core/edits/readAnswer.ts";
import type { Draft } from "../../core/ports.ts";
import { shapeOf } from "../../core/prompts/editFormats.ts";
import { type Phrase, phrase, say } from "../../util/phrase.ts";
import { homeOf, pathOf } from "../context/places.ts";
import type { EditBases } from "./editBases.ts";
import { isLocated, locate } from "./editTarget.ts";
import { type FileTarget, misfit, resolveTarget } from "./fileTarget.ts";

/** A change of a document, before it is in the editor. */
export interface PreparedChange {
  readonly document: vscode.TextDocument;
  /** The changes hold for this version only. */
  readonly version: number;
  readonly changes: readonly TextChange[];
  /** How sure the least certain of its places is, 0 to 1. */
  readonly confidence: number;
  readonly caution?: Phrase;
}

/** A file that is to be made or deleted. */
export interface PreparedFile {
  readonly kind: "create" | "delete";
  readonly uri: vscode.Uri;
  readonly path: string;
  /** All of it: of the new file, or of the one that goes. */
  readonly text: string;
  readonly caution?: Phrase;
}

/** The one list of what an answer does: what is shown, confirmed and written. */
export interface PreparedEdits {
  readonly changes: readonly PreparedChange[];
  readonly files: readonly PreparedFile[];
  readonly left: readonly LeftOut[];
}

export type Preparation =
  | ({ readonly type: "prepared" } & PreparedEdits)
  /** The model's fault: another try may cure it. */
  | { readonly type: "rejected"; readonly because: Phrase; readonly complaint: string }
  /** Not the model's fault. */
  | { readonly type: "failed"; readonly failure: Failure };

type Wanted = Pick<Draft, "request" | "items" | "restore">;

/** Reads an answer's edits and finds their files and places, in the text that the request was about. */
export async function prepareEdits(answer: string, draft: Wanted, bases: EditBases): Promise<Preparation> {
  const [anchor] = draft.request.anchors;
  if (!anchor) return { type: "failed", failure: misfit("no code was selected") };
  const uri = vscode.Uri.parse(anchor.uri, true);
  const own = pathOf(uri);
  const folder = vscode.workspace.getWorkspaceFolder(homeOf(uri));
  const files = draft.items.map((item) => item.path);
  // A region of one file is asked for as code alone; of several files none is.
  const isSeveral = shapeOf(draft.request.task ?? "edit", draft.items).files > 1;
  const reading = readAnswer(answer, { file: own, files, isSeveral });
  if (reading.type === "own" || !folder) return await prepareOwn(answer, draft, bases);
  if (reading.type === "rejected") return reading;
  return await prepareAll(reading.reply, draft, { folder, bases, anchor: uri });
}

/** An edit of the one file that the request is about, also one that lies in no folder. */
async function prepareOwn(answer: string, draft: Wanted, bases: EditBases): Promise<Preparation> {
  const target = await locate(draft, bases);
  if (!isLocated(target)) return { type: "failed", failure: target };
  const plan = planEdit(answer, target);
  if (plan.type === "refused") return { type: "rejected", because: plan.because, complaint: plan.complaint };
  const file = pathOf(target.document.uri);
  const change = onCurrent(target.document, target.text, plan);
  if (!change) return { type: "failed", failure: misfit("the selected code changed meanwhile", file) };
  const left = plan.failed.map((hunk) => ({ file, ...aboutHunks([hunk]) }));
  return { type: "prepared", changes: [change], files: [], left };
}

interface Place {
  readonly folder: vscode.WorkspaceFolder;
  readonly bases: EditBases;
  readonly anchor: vscode.Uri;
}

async function prepareAll(reply: ParsedReply, draft: Wanted, place: Place): Promise<Preparation> {
  const [changes, files, left]: [PreparedChange[], PreparedFile[], LeftOut[]] = [[], [], []];
  for (const fault of reply.faults) left.push({ file: "", ...replyFault(fault) });
  const taken = new Set<string>();
  for (const edit of reply.edits) {
    const target = await targetOf(edit.file, place);
    if ("code" in target) {
      left.push({ file: edit.file, ...outside(target) });
      continue;
    }
    if (taken.has(target.uri.toString())) {
      left.push(editedTwice(target.path));
      continue;
    }
    taken.add(target.uri.toString());
    const one = await prepareFile(edit, target, { ...place, request: draft.request.id, format: reply.format });
    changes.push(...one.changes);
    files.push(...one.files);
    left.push(...one.left);
  }
  const nothing = changes.length + files.length === 0 ? nothingLeft(left) : undefined;
  return nothing ?? { type: "prepared", changes, files, left };
}

/** The file of the request by its own name, as it is named to the model; any other below the folder. */
async function targetOf(name: string, { folder, anchor }: Place): Promise<FileTarget | Failure> {
  return await resolveTarget(isName(name, pathOf(anchor)) ? pathOf(anchor) : name, folder);
}

interface FileRequest extends Place {
  readonly request: string;
  readonly format: ParsedReply["format"];
}

async function prepareFile(edit: FileEdit, target: FileTarget, request: FileRequest): Promise<PreparedEdits> {
  const { document, uri, path: file, caution } = target;
  const base = document && (request.bases.textOf(request.request, uri) ?? document.getText());
  const plan = planFile(edit, base, request.format);
  const known = caution ? { caution } : {};
  switch (plan.type) {
    case "refused":
      return leftOut([{ file, because: plan.because, complaint: `${file}: ${plan.complaint}` }]);
    case "create":
      return { changes: [], files: [{ kind: "create", uri, path: file, text: plan.text, ...known }], left: [] };
    case "delete":
      return {
        changes: [],
        files: [{ kind: "delete", uri, path: file, text: document?.getText() ?? "", ...known }],
        left: [],
      };
    case "change":
      return document && base !== undefined
        ? await changeOf(plan, { ...target, document }, { ...request, base })
        : leftOut([]);
  }
}

function leftOut(left: readonly LeftOut[]): PreparedEdits {
  return { changes: [], files: [], left };
}

interface ChangeRequest extends FileRequest {
  readonly base: string;
}

async function changeOf(
  plan: Extract<FilePlan, { type: "change" }>,
  target: FileTarget & { readonly document: vscode.TextDocument },
  { base, folder }: ChangeRequest,
): Promise<PreparedEdits> {
  const { document, uri, path: file } = target;
  const known = target.caution ? { caution: target.caution } : {};
  const left = plan.failed.map((hunk) => ({ file, ...aboutHunks([hunk]) }));
  const change = onCurrent(document, base, plan);
  if (!change) return leftOut([{ file, because: STALE, complaint: `${file} changed while you answered.` }]);
  if (plan.moveTo === undefined) return { changes: [{ ...change, ...known }], files: [], left };
  const moved = await resolveTarget(plan.moveTo, folder);
  if ("code" in moved) return leftOut([{ file: plan.moveTo, ...outside(moved) }]);
  if (moved.document) return leftOut([nameTaken(moved.path)]);
  const caution = moved.caution ?? target.caution;
  const text = applyChanges(document.getText(), change.changes);
  const files: readonly PreparedFile[] = [
    { kind: "create", uri: moved.uri, path: moved.path, text, ...(caution ? { caution } : {}) },
    { kind: "delete", uri, path: file, text: document.getText(), ...known },
  ];
  return { changes: [], files, left };
}

/** Changes of the text that the request was about, as changes of what the document holds now; undefined when they clash. */
export function onCurrent(
  document: vscode.TextDocument,
  base: string,
  { changes, confidence }: Pick<PreparedChange, "changes" | "confidence">,
): PreparedChange | undefined {
  const { version } = document;
  const current = document.getText();
  if (current === base) return { document, version, changes, confidence };
  const merged = mergeTexts(base, current, applyChanges(base, changes));
  if (merged === undefined || merged === current) return undefined;
  return { document, version, changes: [{ start: 0, end: current.length, text: merged }], confidence };
}

const STALE = phrase("the file changed meanwhile");

function outside({ facts }: Failure): { readonly because: Phrase; readonly complaint: string } {
  const { reason = "", file = "" } = facts;
  return { because: phrase(reason), complaint: `${file} cannot be edited: ${reason}.` };
}

/** What is named to people of parts left out. */
export function leftOutText({ file, because }: LeftOut): string {
  return file === "" ? say(because) : `${file}: ${say(because)}`;
}
