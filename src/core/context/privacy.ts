import ignore from "ignore";

/** An ignore file of the workspace. `folder` is its place inside the workspace with `/`, "" for the root. */
export interface IgnoreFile {
  readonly name: ".upshiftignore" | ".gitignore";
  readonly folder: string;
  readonly text: string;
}

/** Why a path may not leave this computer: the ignore file whose pattern decided. */
export interface KeptOut {
  readonly path: string;
  readonly rule: string;
}

/** Decides by path. Throws for a path it cannot judge, so that a fault sends nothing. */
export interface PathGate {
  check(path: string): KeptOut | undefined;
}

/**
 * Rules of `.upshiftignore` and `.gitignore` with git's meaning: deeper files later, later patterns win, a parent folder
 * that is out takes everything below it with it. The two kinds are judged apart, so that a `!pattern` of one never
 * re-admits what the other keeps out.
 */
export function createPathGate(files: readonly IgnoreFile[]): PathGate {
  const kinds = [".upshiftignore", ".gitignore"] as const;
  const judges = kinds.map((name) => ({ name, judge: judgeOf(files.filter((file) => file.name === name)) }));
  return {
    check(path) {
      if (!ignore.isPathValid(path)) throw new Error(`Not a path inside the workspace: ${JSON.stringify(path)}`);
      const hit = judges.find(({ judge }) => judge(path));
      return hit ? { path, rule: hit.name } : undefined;
    },
  };
}

function judgeOf(files: readonly IgnoreFile[]): (path: string) => boolean {
  const matchers = files
    .toSorted((a, b) => depth(a.folder) - depth(b.folder))
    .map(({ folder, text }) => ({ prefix: folder === "" ? "" : `${folder}/`, rules: ignore().add(text) }));
  return (path) => ancestors(path).some((part) => verdictOf(part, matchers));
}

function verdictOf(path: string, matchers: readonly { prefix: string; rules: ignore.Ignore }[]): boolean {
  let out = false;
  for (const { prefix, rules } of matchers) {
    if (!path.startsWith(prefix) || path.length === prefix.length) continue;
    const { ignored, unignored } = rules.test(path.slice(prefix.length));
    if (ignored) out = true;
    if (unignored) out = false;
  }
  return out;
}

/** `a/b/c.ts` → `a/`, `a/b/`, `a/b/c.ts`: folders carry their slash, as patterns like `build/` want it. */
function ancestors(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/") + (index < parts.length - 1 ? "/" : ""));
}

function depth(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}
