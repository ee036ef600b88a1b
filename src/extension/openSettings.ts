import * as vscode from "vscode";

/** What finds the limits of the budgets. */
export const BUDGETS = "upshift.budgets";

/**
 * Opens VS Code's settings with a search. Most of ours belong to the machine: in a remote window, a browser's too, those
 * stand on a page of their own and are not found on the user's.
 */
export async function openSettings(query: string): Promise<void> {
  if (vscode.env.remoteName === undefined) await vscode.commands.executeCommand("workbench.action.openSettings", query);
  else await vscode.commands.executeCommand("workbench.action.openRemoteSettings", { query });
}

/** Shows the one setting that is meant; a part of it, as `a.b["c"]`, by the setting that holds it. */
export async function openSetting(setting: string): Promise<void> {
  const [id = ""] = setting.split("[");
  await openSettings(`@id:${id}`);
}
