import * as vscode from "vscode";
import { fitsName, freeName } from "../../core/import/freeName.ts";
import type { ConnectionSetting } from "../../core/settings.ts";
import type { LocalServer } from "../../providers/localServers.ts";
import type { Words } from "../words.ts";
import { editorModels } from "../lm/editorModel.ts";
import type { Connecting } from "./connecting.ts";
import { connectEditorModels } from "./editorModels.ts";
import { proposeTiers } from "./proposeTiers.ts";

/** What was found: model servers, and the models that other extensions offer to VS Code. */
interface Found {
  readonly servers: readonly LocalServer[];
  readonly editor: readonly string[];
}

/**
 * Find Local Models: asks the usual ports of this computer and VS Code itself, because the user wants it to, and connects
 * what they pick. False when nothing was connected.
 */
export async function findLocalModels(deps: Connecting): Promise<boolean> {
  const { settings, words, prices } = deps;
  const found = await search(words);
  if (!found) return false;
  const server = await pick(found, words);
  if (!server) return false;
  if (server === "editor") return await connectEditorModels(deps);
  const { preset, baseUrl, models } = server;
  const setting: ConnectionSetting = { preset: preset.id, ...(baseUrl === preset.baseUrl ? {} : { baseUrl }) };
  const name = freeName(preset.id, (free) => fitsName(free, setting, settings.current.connections));
  const tiers = await proposeTiers({ name, preset, setting, models, prices }, settings.current.tiers, words);
  if (!tiers) return false;
  await settings.addConnection(name, setting, tiers);
  return true;
}

/** Undefined when the user gave up. */
async function search({ t }: Words): Promise<Found | undefined> {
  const { findLocalServers } = await import("../../providers/localServers.ts");
  const title = t("Looking for models on {computer}", { computer: computerName(t) });
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return await vscode.window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const [servers, editor] = await Promise.all([findLocalServers(controller.signal), editorModels()]);
    return controller.signal.aborted ? undefined : { servers, editor };
  });
}

interface Row extends vscode.QuickPickItem {
  readonly server: LocalServer | "editor";
}

async function pick({ servers, editor }: Found, { t }: Words): Promise<Row["server"] | undefined> {
  if (servers.length + editor.length === 0) {
    const connect = t("Connect a Model", {});
    const text = t(
      "No model server answers on {computer}: nobody listens on the usual ports of Ollama, LM Studio, llama.cpp and vLLM.",
      { computer: computerName(t) },
    );
    if ((await vscode.window.showInformationMessage(text, connect)) === connect)
      await vscode.commands.executeCommand("upshift.connect");
    return undefined;
  }
  const items = servers.map((server): Row => ({
    label: server.preset.name,
    description: new URL(server.baseUrl).host,
    detail: server.models.join(", "),
    server,
  }));
  if (editor.length > 0)
    items.push({ label: t("VS Code's own models", {}), detail: editor.join(", "), server: "editor" });
  const title = t("Models on {computer}", { computer: computerName(t) });
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.server;
}

/** In a remote window the ports are those of the remote machine. */
function computerName(t: Words["t"]): string {
  const { remoteName } = vscode.env;
  return remoteName === undefined ? t("this computer", {}) : t("the remote computer ({name})", { name: remoteName });
}
