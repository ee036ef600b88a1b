import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { ProofRun } from "../../core/cascade/proof.ts";
import type { DebugPorts } from "../../core/deep/debugTask.ts";
import { gateOf } from "../context/gates.ts";
import { pathOf } from "../context/places.ts";
import type { SettingsService } from "../settings.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";
import { unsavedIn } from "../verify/unsavedTexts.ts";

/** More files than this are not searched for a frame's. */
const MOST_FILES = 50_000;
const MOST_BYTES = 1_024 * 1_024;
/** Never a source; what else a project generates is told apart by its name. */
const NEVER = "**/{node_modules,.git,.hg,.svn,.venv,venv,__pycache__}/**";

/**
 * The files of the window for a flow. `home` is where commands run. What a privacy rule keeps out is as if it were not
 * there; a file of another folder goes by its path inside that folder.
 */
export class WorkspacePorts implements DebugPorts {
  readonly #home: vscode.WorkspaceFolder;
  readonly #settings: SettingsService;
  readonly #tests: LastTestRun;
  readonly #uris = new Map<string, vscode.Uri>();

  constructor(home: vscode.WorkspaceFolder, settings: SettingsService, tests: LastTestRun) {
    this.#home = home;
    this.#tests = tests;
    this.#settings = settings;
  }

  async files(signal: AbortSignal): Promise<readonly string[]> {
    const stop = new vscode.CancellationTokenSource();
    signal.addEventListener("abort", () => stop.cancel(), { once: true });
    const found = await vscode.workspace.findFiles("**/*", NEVER, MOST_FILES, stop.token);
    stop.dispose();
    const isHome = (uri: vscode.Uri): boolean => vscode.workspace.getWorkspaceFolder(uri)?.index === this.#home.index;
    for (const uri of [...found.filter(isHome), ...found]) {
      const path = pathOf(uri);
      if (!this.#uris.has(path)) this.#uris.set(path, uri);
    }
    return [...this.#uris.keys()];
  }

  async read(file: string): Promise<string | undefined> {
    const uri = this.#uriOf(file);
    if ((await gateOf(uri, this.#settings)).check(pathOf(uri))) return undefined;
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open) return open.getText();
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > MOST_BYTES) return undefined;
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      return text.includes("\0") ? undefined : text.replace(/\r\n/g, "\n");
    } catch {
      // Gone since it was listed: the place leads nowhere.
      return undefined;
    }
  }

  uriOf(file: string): string {
    return this.#uriOf(file).toString();
  }

  async run(command: string, signal: AbortSignal): Promise<ProofRun> {
    const { runProof } = await import("../../engines/testRun/proofRun.ts");
    const request = { root: this.#home.uri.fsPath, command, texts: unsavedIn(this.#home, []) };
    const run = await runProof(request, signal).catch((): ProofRun => ({
      type: "none",
      command,
      output: "",
      ms: 0,
      runs: 0,
    }));
    if (run.type !== "none") this.#tests.note({ ...run, passed: run.type === "passed" });
    return run;
  }

  #uriOf(file: string): vscode.Uri {
    return this.#uris.get(file) ?? vscode.Uri.joinPath(this.#home.uri, file);
  }
}

/** Running a command runs code of the folder. */
export function assertTrusted(): void {
  if (!vscode.workspace.isTrusted) throw new AssistError("needs-trust");
}

/** Where commands run: the folder of a place, of the active editor, or the first. Undefined without a folder. */
export function homeFolder(uri = vscode.window.activeTextEditor?.document.uri): vscode.WorkspaceFolder | undefined {
  return (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
}
