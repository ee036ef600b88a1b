import * as vscode from "vscode";

// VS Code shows its terminal and its debug console to extensions only through the clipboard.

/** What is selected in the active terminal; "" without a selection. */
export const terminalSelection = (): Promise<string> => copiedBy("workbench.action.terminal.copySelection");

/** What the debug console shows; "" where it is not in sight. */
export const debugConsole = (): Promise<string> => copiedBy("workbench.debug.action.copyAll");

/** What a command of VS Code copies; what was in the clipboard before is put back. */
async function copiedBy(command: string): Promise<string> {
  const before = await vscode.env.clipboard.readText();
  try {
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand(command);
    return (await vscode.env.clipboard.readText()).trim();
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}
