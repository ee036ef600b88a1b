import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { Conversation } from "../chat/conversation.ts";
import type { LedgerFile } from "../ledgerFile.ts";
import { DEMO_KEY } from "../models.ts";
import { type Keys, KNOWN_KEYS } from "../secrets.ts";
import type { Words } from "../words.ts";

export interface Deleting {
  readonly context: Pick<vscode.ExtensionContext, "globalStorageUri" | "storageUri" | "globalState" | "extension">;
  readonly conversation: Conversation;
  readonly keys: Keys;
  readonly record: Pick<LedgerFile, "months">;
  readonly ledger: Pick<Ledger, "delete">;
  readonly words: Words;
}

const PARTS = ["chats", "costs", "keys", "settings"] as const;
type Part = (typeof PARTS)[number];

/**
 * Delete All My Data: everything that Upshift keeps on this computer, of all workspaces, after a choice and a question
 * that names it. What stands in the user's files, as pending edits do, is not touched.
 */
export async function deleteAllData(deps: Deleting): Promise<void> {
  const { t } = deps.words;
  const rows = rowsOf(deps.words);
  const picked = await vscode.window.showQuickPick(rows, {
    title: t("Delete my data on this computer", {}),
    placeHolder: t("Take away what is to stay", {}),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked || picked.length === 0) return;
  const sure = t("Delete", {});
  const names = picked.map(({ label }) => label).join(", ");
  const detail = t("{names}. This cannot be undone.", { names });
  const question = t("Delete this data for good?", {});
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, sure)) !== sure) return;
  for (const { part } of picked) await deletePart(part, deps);
  const reload = t("Reload Window", {});
  const done = t("Deleted. What this window has learnt is gone once it is loaded again.", {});
  if ((await vscode.window.showInformationMessage(done, reload)) === reload)
    await vscode.commands.executeCommand("workbench.action.reloadWindow");
}

interface Row extends vscode.QuickPickItem {
  readonly part: Part;
}

function rowsOf({ t }: Words): readonly Row[] {
  return [
    { label: t("Chats", {}), description: t("of all workspaces", {}), picked: true, part: "chats" },
    {
      label: t("Cost record", {}),
      description: t("every month, and what was learnt from it", {}),
      picked: true,
      part: "costs",
    },
    { label: t("Keys", {}), description: t("of all connections", {}), picked: true, part: "keys" },
    { label: t("Settings", {}), description: t("connections, tiers and the rest", {}), picked: true, part: "settings" },
  ];
}

/** Deletes one kind of data; also used by tests, which cannot answer questions. */
export async function deletePart(part: Part, { context, conversation, keys, record, ledger }: Deleting): Promise<void> {
  switch (part) {
    case "chats":
      conversation.stop();
      await conversation.rest();
      conversation.clear();
      for (const folder of await workspaceFolders(context))
        await rm(path.join(folder, "chats"), { recursive: true, force: true });
      break;
    case "costs":
      await ledger.delete(await record.months());
      await empty(context.globalStorageUri.fsPath);
      await forget(context.globalState);
      break;
    case "keys":
      await keys.removeAll();
      break;
    case "settings":
      await resetSettings(context.extension);
      break;
  }
}

/** Our folders in VS Code's storage of workspaces, beside the one of this workspace; and the one without a workspace. */
async function workspaceFolders({ storageUri, globalStorageUri }: Deleting["context"]): Promise<readonly string[]> {
  if (!storageUri) return [globalStorageUri.fsPath];
  const own = path.basename(storageUri.fsPath);
  const all = path.dirname(path.dirname(storageUri.fsPath));
  const names = await readdir(all).catch(() => []);
  return [globalStorageUri.fsPath, ...names.map((name) => path.join(all, name, own))];
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (name !== "chats") await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** What runs on is no record: the demo, and which connections have a key. */
const STATE: ReadonlySet<string> = new Set([DEMO_KEY, KNOWN_KEYS]);

async function forget(memory: vscode.Memento): Promise<void> {
  for (const key of memory.keys()) if (!STATE.has(key)) await memory.update(key, undefined);
}

/** Takes our keys out of the user's settings; those of a workspace are its own. */
async function resetSettings(extension: vscode.Extension<unknown>): Promise<void> {
  const manifest = extension.packageJSON as {
    readonly contributes: { readonly configuration: readonly { readonly properties: object }[] };
  };
  const section = vscode.workspace.getConfiguration();
  for (const key of manifest.contributes.configuration.flatMap(({ properties }) => Object.keys(properties))) {
    if (section.inspect(key)?.globalValue !== undefined)
      await section.update(key, undefined, vscode.ConfigurationTarget.Global);
  }
}
