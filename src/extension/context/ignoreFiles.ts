import * as vscode from "vscode";
import { createPathGate, type IgnoreFile, type PathGate } from "../../core/context/privacy.ts";
import { exists, readIfThere } from "./disk.ts";

const MOST_BYTES = 1_024 * 1_024;

/**
 * The gate for `paths` inside `folder`: reads the ignore files of the folders on their way, from the root of the
 * repository that `folder` lies in. A missing file is none; any other fault of reading throws, so that nothing is sent.
 */
export async function readGate(folder: vscode.Uri, paths: readonly string[], useGitignore: boolean): Promise<PathGate> {
  const names: readonly IgnoreFile["name"][] = useGitignore ? [".upshiftignore", ".gitignore"] : [".upshiftignore"];
  const { root, inner } = await repositoryOf(folder);
  const folders = new Set(paths.flatMap((path) => parents(`${inner}${path}`)));
  const reads = [...folders].flatMap((place) => names.map((name) => readIgnoreFile(root, place, name)));
  const gate = createPathGate((await Promise.all(reads)).flatMap((file) => file ?? []));
  return {
    check(path) {
      const out = gate.check(`${inner}${path}`);
      return out && { ...out, path };
    },
  };
}

/** The repository around a folder, and the way from its root to the folder, "" or ending in a slash. */
async function repositoryOf(folder: vscode.Uri): Promise<{ readonly root: vscode.Uri; readonly inner: string }> {
  for (let root = folder, inner = ""; ;) {
    if (await exists(vscode.Uri.joinPath(root, ".git"))) return { root, inner };
    const above = vscode.Uri.joinPath(root, "..");
    if (above.path === root.path) return { root: folder, inner: "" };
    inner = `${root.path.split("/").at(-1) ?? ""}/${inner}`;
    root = above;
  }
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
  const bytes = await readIfThere(vscode.Uri.joinPath(folder, inner, name));
  if (!bytes) return undefined;
  if (bytes.length > MOST_BYTES) throw new Error(`${name} is larger than ${MOST_BYTES} bytes`);
  return { name, folder: inner, text: new TextDecoder().decode(bytes) };
}
