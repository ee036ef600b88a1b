import * as vscode from "vscode";
import type { Failure } from "../core/assist/errors.ts";
import { refusedSettings, setsChecks } from "../core/refusedSettings.ts";
import { readIfThere } from "./context/disk.ts";
import type { Words } from "./words.ts";

const SHOWN = "refusedAdvice";
const RESTRICTED = "restrictedChecks";

export interface AdviceDeps {
  readonly memory: vscode.Memento;
  readonly words: Words;
  readonly report: (failure: Failure) => void;
}

/**
 * A folder that recommends other endpoints, models or limits is shown and refused; one that sets up checks is told to wait
 * for trust. Each is said once for each such file. Reads the settings files as text, because VS Code takes values of the
 * user's own settings, and those of a folder in Restricted Mode, out of them unseen.
 */
export async function showAdvice(deps: AdviceDeps): Promise<void> {
  const files = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
    vscode.Uri.joinPath(uri, ".vscode", "settings.json"),
  );
  const { workspaceFile } = vscode.workspace;
  for (const file of workspaceFile?.scheme === "file" ? [...files, workspaceFile] : files) {
    const bytes = await readIfThere(file);
    if (!bytes) continue;
    const text = new TextDecoder().decode(bytes);
    await tellRestricted(file, text, deps);
    await tellRefused(file, text, deps);
  }
}

async function tellRestricted(file: vscode.Uri, text: string, { memory, report }: AdviceDeps): Promise<void> {
  if (vscode.workspace.isTrusted || !setsChecks(text) || memory.get(RESTRICTED) === file.toString()) return;
  await memory.update(RESTRICTED, file.toString());
  report({ code: "untrusted", facts: {} });
}

async function tellRefused(file: vscode.Uri, text: string, { memory, words: { t } }: AdviceDeps): Promise<void> {
  const refused = refusedSettings(text);
  const mark = `${file.toString()} ${refused.join(" ")}`;
  if (refused.length === 0 || memory.get(SHOWN) === mark) return;
  await memory.update(SHOWN, mark);
  const open = t("Show File", {});
  const sentence = t(
    "This folder recommends other values for {settings}. Upshift takes them from your own settings only.",
    {
      settings: refused.join(", "),
    },
  );
  if ((await vscode.window.showWarningMessage(sentence, open)) === open) await vscode.window.showTextDocument(file);
}
