import * as vscode from "vscode";
import { type Switched, switchesFor, type WorkspaceSwitches } from "../../core/complete/switches.ts";
import type { Log } from "../../core/ports.ts";
import { parseWorkspaceSwitches } from "../../core/settings.ts";
import type { SettingsService } from "../settings.ts";

/**
 * Whether completions are on for a document: the user's own settings, and what its workspace and folder take away from
 * them. Settings are read again only after a change.
 */
export class Switches implements vscode.Disposable {
  readonly #settings: SettingsService;
  readonly #log: Log;
  readonly #byFolder = new Map<string, readonly WorkspaceSwitches[]>();
  readonly #listener: vscode.Disposable;

  constructor(settings: SettingsService, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#listener = vscode.Disposable.from(settings.onDidChange(() => this.#byFolder.clear()));
  }

  of(document: vscode.TextDocument): Switched {
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const key = folder?.uri.toString() ?? "";
    const known = this.#byFolder.get(key) ?? this.#read(folder);
    this.#byFolder.set(key, known);
    return switchesFor(document.languageId, this.#settings.current.completions, known);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #read(folder: vscode.WorkspaceFolder | undefined): readonly WorkspaceSwitches[] {
    const section = vscode.workspace.getConfiguration("upshift", folder?.uri ?? null);
    return (["workspaceValue", "workspaceFolderValue"] as const).map((level) => {
      const { switches, bad } = parseWorkspaceSwitches((key) => section.inspect(key)?.[level]);
      for (const { setting, reason } of bad) {
        this.#log.warn(`Setting ${setting} of this workspace is not valid and is left out: ${reason}`);
      }
      return switches;
    });
  }
}
