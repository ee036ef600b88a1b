import * as vscode from "vscode";
import { readIfThere } from "../context/disk.ts";

/** The text of a file as the editor has it, else as it lies on the disk; undefined where it is no text. */
export async function textOf(uri: vscode.Uri, maxBytes: number): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  const bytes = await readIfThere(uri);
  if (!bytes || bytes.length > maxBytes || bytes.subarray(0, 8_192).includes(0)) return undefined;
  return new TextDecoder().decode(bytes);
}
