import path from "node:path";
import * as vscode from "vscode";
import { importConfig, type ImportedConnection, type ImportPlan } from "../../core/import/importConfig.ts";
import { resolveConnection } from "../../core/models/resolve.ts";
import { existing, type ImportPlace, readPlace } from "../importPlaces.ts";
import type { Connecting } from "./connecting.ts";

export interface Importing extends Connecting {
  readonly places: readonly ImportPlace[];
}

/**
 * Import Connections and Models: reads another tool's file, shows what it understood, and adds what the user keeps
 * picked. Their file is never written; what could not be taken over is listed. False when nothing was added.
 */
export async function importModels(deps: Importing): Promise<boolean> {
  const file = await pickFile(deps);
  const plan = file === undefined ? undefined : await planOf(file, deps);
  if (file === undefined || !plan) return false;
  const kept = plan.connections.length === 0 ? [] : await pickConnections(plan, deps);
  if (!kept) return false;
  const names = new Set(kept.map(({ name }) => name));
  await add(kept, plan, deps);
  await tell(plan, names.size, deps);
  return names.size > 0;
}

async function pickFile({ places, words: { t } }: Importing): Promise<string | undefined> {
  const found = (await existing(places)).map(({ source, file }) => ({ label: source, description: file, file }));
  const choose = {
    label: `$(folder-opened) ${t("Choose a File…", {})}`,
    detail: t("Settings that Roo Code exported, or a file of Continue, Cline or VS Code in another place", {}),
  };
  const title = t("Import connections and models from", {});
  const picked = await vscode.window.showQuickPick([...found, choose], { title, ignoreFocusOut: true });
  if (!picked) return undefined;
  if ("file" in picked) return picked.file;
  const chosen = await vscode.window.showOpenDialog({
    title: t("Import connections and models", {}),
    filters: { [t("Configuration", {})]: ["yaml", "yml", "json"] },
  });
  return chosen?.[0]?.fsPath;
}

/** What the file holds; undefined, after saying why, when it cannot be used. */
async function planOf(file: string, { settings, words, report }: Importing): Promise<ImportPlan | undefined> {
  const facts = { file: path.basename(file) };
  try {
    const plan = importConfig(await readPlace(file), settings.current.connections);
    if (plan) return plan;
    const reason = words.t("it is no file of Continue, Roo Code, Cline or VS Code", {});
    report({ code: "import-failed", facts: { ...facts, reason } });
  } catch (error) {
    report({
      code: "import-failed",
      facts: { ...facts, reason: error instanceof Error ? error.message : String(error) },
    });
  }
  return undefined;
}

interface Row extends vscode.QuickPickItem {
  readonly connection?: ImportedConnection;
}

/** What the user keeps picked; without the row of the keys they stay where they are. */
async function pickConnections(
  { source, connections, left }: ImportPlan,
  { words: { t } }: Importing,
): Promise<readonly ImportedConnection[] | undefined> {
  const rows: Row[] = connections.map((connection) => ({
    label: connection.name,
    description: resolveConnection(connection.name, connection.setting).shownHost,
    detail: connection.models.join(", ") || t("the models that it lists", {}),
    picked: true,
    connection,
  }));
  const keys = connections.filter(({ key }) => key !== undefined).length;
  const keyRow: Row = {
    label: `$(key) ${t("Keys that stand in the file", {})}`,
    description: t("{count}, into this system's safe place for secrets", { count: keys }),
    picked: true,
  };
  const picked = await vscode.window.showQuickPick(keys === 0 ? rows : [...rows, keyRow], {
    title: t("Import from {source}", { source }),
    placeHolder:
      left.length === 0
        ? t("Take away what is not to be added", {})
        : t("{count} entries stay behind; they are listed afterwards", { count: left.length }),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  const withKeys = picked.includes(keyRow);
  return picked.flatMap(({ connection }) => {
    if (!connection) return [];
    const { key: _, ...bare } = connection;
    return [withKeys ? connection : bare];
  });
}

/** Adds the connections with their keys; tiers that have a model keep it. */
async function add(
  connections: readonly ImportedConnection[],
  plan: ImportPlan,
  { settings, keys, report }: Importing,
): Promise<void> {
  let safe = true;
  for (const { name, setting, key } of connections) {
    const { baseUrl } = resolveConnection(name, setting);
    if (key !== undefined) safe = (await keys.set(name, baseUrl, key)) && safe;
    await settings.addConnection(name, setting, {});
  }
  const has = (reference: string): boolean => connections.some(({ name }) => reference.startsWith(`${name}/`));
  const tiers = Object.entries(plan.tiers).filter(
    ([tier, model]) => has(model) && !Object.hasOwn(settings.current.tiers, tier),
  );
  await settings.write(Object.fromEntries(tiers.map(([tier, model]) => [`models.${tier}`, model])));
  if (!safe) report({ code: "key-storage", facts: {} });
}

async function tell({ source, left }: ImportPlan, count: number, { words }: Importing): Promise<void> {
  const { t } = words;
  const text =
    count === 1
      ? t("1 connection was added from {source}.", { source })
      : t("{count} connections were added from {source}.", { count, source });
  const choose = t("Choose Models for the Tiers", {});
  const show = t("Show What Stayed Behind", {});
  const picked = await vscode.window.showInformationMessage(
    text,
    ...(count === 0 ? [] : [choose]),
    ...(left.length === 0 ? [] : [show]),
  );
  if (picked === choose) await vscode.commands.executeCommand("upshift.chooseModels");
  if (picked !== show) return;
  const lines = left.map(({ what, why }) => `- ${what}: ${words.tell(why)}`);
  const content = [t("Not taken over from {source}:", { source }), "", ...lines, ""].join("\n");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}
