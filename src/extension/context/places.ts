import path from "node:path";
import * as vscode from "vscode";
import { wayBelow } from "../../util/paths.ts";

/** The file that a document lies in: itself, or the notebook of a cell. */
export function homeOf(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== "vscode-notebook-cell") return uri;
  const text = uri.toString();
  const home = vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some(({ document }) => document.uri.toString() === text),
  );
  return home?.uri ?? uri;
}

/** Path inside its workspace folder, or the bare name: no prompt, view or record shows where the folder lies. */
export function pathOf(uri: vscode.Uri): string {
  const home = homeOf(uri);
  const folder = vscode.workspace.getWorkspaceFolder(home);
  if (!folder) return path.posix.basename(home.path);
  // Outside of the folder that VS Code says it is in: a path that the ignore rules refuse, so that nothing is sent.
  return wayBelow(folder.uri.path, home.path) ?? path.posix.relative(folder.uri.path, home.path);
}
