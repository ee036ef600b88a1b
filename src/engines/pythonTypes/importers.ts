/** The name by which other files import a Python file; undefined where it has none. */
export function moduleName(file: string): string | undefined {
  const parts = file.replace(/\.pyi?$/, "").split("/");
  const name = parts.at(-1) === "__init__" ? parts.at(-2) : parts.at(-1);
  return name !== undefined && /^\w+$/.test(name) ? name : undefined;
}

/**
 * Whether a Python text seems to import one of these modules. It goes by the last part of their names, so that it says yes
 * too often rather than too seldom.
 */
export function importsAny(text: string, modules: readonly string[]): boolean {
  if (modules.length === 0) return false;
  const name = String.raw`\b(?:${modules.join("|")})\b`;
  const from = String.raw`from\s+[\w.]*${name}\s+import\b`;
  const member = String.raw`from\s+[\w.]+\s+import\s+(?:\([^)]*|[^#\n(]*)${name}`;
  return new RegExp(String.raw`^[ \t]*(?:${from}|${member}|import\s+[^#\n]*${name})`, "m").test(text);
}
