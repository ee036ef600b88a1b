import * as vscode from "vscode";

/**
 * What is selected in the active terminal; "" without a selection. VS Code tells extensions only through the clipboard;
 * what was there before is put back.
 */
export async function terminalSelection(): Promise<string> {
  const before = await vscode.env.clipboard.readText();
  try {
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("workbench.action.terminal.copySelection");
    return (await vscode.env.clipboard.readText()).trim();
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}
