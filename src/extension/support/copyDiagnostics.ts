import * as vscode from "vscode";
import { resolveConnection } from "../../core/models/resolve.ts";
import { SETTINGS } from "../../core/settings.ts";
import type { Keys } from "../secrets.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import { diagnosticsReport } from "./diagnosticsReport.ts";
import type { RecentErrors } from "./recentErrors.ts";

export interface Diagnosing {
  readonly version: string;
  readonly settings: SettingsService;
  readonly keys: Keys;
  readonly errors: RecentErrors;
  readonly words: Words;
}

/** Copy Diagnostics: puts what a report of trouble needs on the clipboard; nothing is sent anywhere. */
export async function copyDiagnostics(deps: Diagnosing): Promise<void> {
  const { settings, keys, errors, words } = deps;
  const section = vscode.workspace.getConfiguration("upshift");
  const connections = Object.entries(settings.current.connections).map(async ([name, setting]) => {
    const { preset, baseUrl } = resolveConnection(name, setting);
    const host = baseUrl === "" ? "" : new URL(baseUrl).host;
    return { name, preset: preset.id, host, hasKey: host !== "" && (await keys.get(name, baseUrl)) !== undefined };
  });
  const text = diagnosticsReport({
    versions: versionsOf(deps),
    settings: Object.fromEntries(Object.keys(SETTINGS).map((key) => [key, section.get(key)])),
    connections: await Promise.all(connections),
    errors: errors.all,
  });
  await vscode.env.clipboard.writeText(text);
  const show = words.t("Show", {});
  const said = words.t("Diagnostics are on the clipboard: no code, no keys, no addresses beyond the host.", {});
  if ((await vscode.window.showInformationMessage(said, show)) !== show) return;
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "markdown", content: text }),
  );
}

function versionsOf({ version }: Diagnosing): Record<string, string> {
  const { remoteName, uiKind, language } = vscode.env;
  const folders = vscode.workspace.workspaceFolders?.length ?? 0;
  return {
    Upshift: version,
    "VS Code": vscode.version,
    Node: process.versions.node,
    system: `${process.platform} ${process.arch}`,
    window: `${uiKind === vscode.UIKind.Web ? "browser" : "desktop"}, ${remoteName ?? "local"}, ${language}`,
    workspace: `${folders} folders, ${vscode.workspace.isTrusted ? "trusted" : "Restricted Mode"}`,
  };
}
