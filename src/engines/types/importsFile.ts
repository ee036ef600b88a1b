import path from "node:path";

const EXTENSION = /(?:\.d)?\.[cm]?[jt]sx?$/;

/**
 * Whether a text seems to import one of these files. It goes by the last part of the names between quotes, so that it says
 * yes too often rather than too seldom, whatever aliases a project has.
 */
export function importsFile(text: string, files: readonly string[]): boolean {
  const names = files.flatMap((file) => namesOf(file).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(String.raw`["'](?:[^"'\n]*\/)?(?:${names.join("|")})(?:\.[cm]?[jt]sx?)?["']`).test(text);
}

/** An index file is also imported by the name of its folder. */
function namesOf(file: string): readonly string[] {
  const parts = file.split(/[\\/]/);
  const name = path.basename(parts.at(-1) ?? "").replace(EXTENSION, "");
  return name === "index" ? ["index", parts.at(-2) ?? "index", ".", ".."] : [name];
}
