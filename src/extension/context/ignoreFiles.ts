import * as vscode from "vscode";
import { createPathGate, type IgnoreFile, type KeptOut, type PathGate } from "../../core/context/privacy.ts";
import { exists, readIfThere } from "./disk.ts";

const MOST_BYTES = 1_024 * 1_024;

/** What settings add to the ignore files of a folder. */
export interface GateSettings {
  readonly useGitignore: boolean;
  readonly deny: readonly string[];
  readonly localOnlyPaths: readonly string[];
  /** Patterns of `files.exclude`, where it counts. */
  readonly excludes: readonly string[];
}

/**
 * The gate for `paths` inside `folder`: reads the ignore files of the folders on their way, from the root of the
 * repository that `folder` lies in. A missing file is none; any other fault of reading throws, so that nothing is sent.
 */
export async function readGate(
  folder: vscode.Uri,
  paths: readonly string[],
  { useGitignore, deny, localOnlyPaths, excludes }: GateSettings,
): Promise<PathGate> {
  const names: readonly IgnoreFile["name"][] = useGitignore ? [".upshiftignore", ".gitignore"] : [".upshiftignore"];
  const { root, inner } = await repositoryOf(folder);
  const folders = new Set(paths.flatMap((path) => parents(`${inner}${path}`)));
  const reads = [...folders].flatMap((place) => names.map((name) => readIgnoreFile(root, place, name)));
  const own = inner.replace(/\/$/, "");
  const rules = (lines: readonly string[]): { folder: string; text: string } => ({
    folder: own,
    text: lines.join("\n"),
  });
  const settings: readonly IgnoreFile[] = [
    { name: "upshift.privacy.deny", ...rules(deny) },
    { name: "files.exclude", ...rules(excludes) },
  ];
  const files = (await Promise.all(reads)).flatMap((file) => file ?? []);
  const gate = createPathGate([...files, ...settings], [rules(localOnlyPaths)]);
  const named = (out: KeptOut | undefined, path: string): KeptOut | undefined => out && { ...out, path };
  return {
    check: (path) => named(gate.check(`${inner}${path}`), path),
    localOnly: (path) => named(gate.localOnly?.(`${inner}${path}`), path),
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
