import path from "node:path";
import * as vscode from "vscode";
import { wayBelow } from "../../util/paths.ts";

/** The file that a document lies in: itself, the notebook of a cell, or the file that it shows another state of. */
export function homeOf(uri: vscode.Uri): vscode.Uri {
  return fileShown(uri.scheme === "vscode-notebook-cell" ? notebookOf(uri) : uri);
}

/** What Git, a merge, the local history or a new file shows under the path of a file is held to the rules of that file. */
function fileShown(uri: vscode.Uri): vscode.Uri {
  if (vscode.workspace.getWorkspaceFolder(uri)) return uri;
  const shown = vscode.workspace.workspaceFolders
    ?.map((folder) => folder.uri.with({ path: uri.path }))
    .find((file) => vscode.workspace.getWorkspaceFolder(file));
  return shown ?? (uri.scheme === "git" ? vscode.Uri.file(uri.path) : uri);
}

function notebookOf(uri: vscode.Uri): vscode.Uri {
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
