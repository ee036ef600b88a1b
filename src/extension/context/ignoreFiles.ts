import * as vscode from "vscode";
import { createPathGate, type IgnoreFile, type PathGate } from "../../core/context/privacy.ts";

const MOST_BYTES = 1_024 * 1_024;

/**
 * The gate for `paths` inside `folder`: reads the ignore files of the folders on their way. A missing file is none; any
 * other fault of reading throws, so that nothing is sent.
 */
export async function readGate(folder: vscode.Uri, paths: readonly string[], useGitignore: boolean): Promise<PathGate> {
  const names: readonly IgnoreFile["name"][] = useGitignore ? [".upshiftignore", ".gitignore"] : [".upshiftignore"];
  const folders = new Set(paths.flatMap(parents));
  const reads = [...folders].flatMap((inner) => names.map((name) => readIgnoreFile(folder, inner, name)));
  return createPathGate((await Promise.all(reads)).flatMap((file) => file ?? []));
}

/** `a/b/c.ts` → "", "a", "a/b". */
function parents(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index).join("/"));
}

async function readIgnoreFile(
  folder: vscode.Uri,
  inner: string,
  name: IgnoreFile["name"],
): Promise<IgnoreFile | undefined> {
  const uri = vscode.Uri.joinPath(folder, inner, name);
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > MOST_BYTES) throw new Error(`${name} is larger than ${MOST_BYTES} bytes`);
    return { name, folder: inner, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && /^(?:FileNotFound|EntryNotFound)/.test(error.code)) return undefined;
    throw error;
  }
}
