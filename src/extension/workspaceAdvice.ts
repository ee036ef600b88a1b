import * as vscode from "vscode";
import { refusedSettings } from "../core/refusedSettings.ts";
import { readIfThere } from "./context/disk.ts";
import type { Words } from "./words.ts";

const SHOWN = "refusedAdvice";

/**
 * A folder that recommends other endpoints, models or limits is shown and refused: said once for each such file. Reads
 * the settings files as text, because VS Code takes values of the user's own settings out of them unseen.
 */
export async function showRefusedAdvice(memory: vscode.Memento, { t }: Words): Promise<void> {
  const files = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
    vscode.Uri.joinPath(uri, ".vscode", "settings.json"),
  );
  const { workspaceFile } = vscode.workspace;
  for (const file of workspaceFile?.scheme === "file" ? [...files, workspaceFile] : files) {
    const bytes = await readIfThere(file);
    const refused = bytes ? refusedSettings(new TextDecoder().decode(bytes)) : [];
    const mark = `${file.toString()} ${refused.join(" ")}`;
    if (refused.length === 0 || memory.get(SHOWN) === mark) continue;
    await memory.update(SHOWN, mark);
    const open = t("Show File", {});
    const text = t(
      "This folder recommends other values for {settings}. Upshift takes them from your own settings only.",
      {
        settings: refused.join(", "),
      },
    );
    if ((await vscode.window.showWarningMessage(text, open)) === open) await vscode.window.showTextDocument(file);
  }
}
