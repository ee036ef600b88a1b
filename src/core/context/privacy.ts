import ignore from "ignore";

/** What may say that a path is out, in the order in which it is named to the user. */
const SOURCES = ["upshift.privacy.deny", ".upshiftignore", ".gitignore", "files.exclude"] as const;

/**
 * Patterns from one place, in the language of `.gitignore`: an ignore file of the workspace, or a setting. `folder` is
 * the place inside the repository that they are relative to, with `/`, "" for the root.
 */
export interface IgnoreFile {
  readonly name: (typeof SOURCES)[number];
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
  /** The rule by which a path may go to models on this computer only; absent where there is no such rule at all. */
  localOnly?(path: string): KeptOut | undefined;
}

/** Patterns of paths that only models on this computer may read. */
export type LocalOnlyRules = Omit<IgnoreFile, "name">;

/** Name of the setting, as people find it. */
export const LOCAL_ONLY_PATHS = "upshift.privacy.localOnlyPaths";

/**
 * Rules of ignore files and settings with git's meaning: deeper files later, later patterns win, a parent folder that is
 * out takes everything below it with it. Each kind is judged apart, so that a `!pattern` of one never re-admits what
 * another keeps out. Letters match in either case, as on file systems that do not tell them apart.
 */
export function createPathGate(files: readonly IgnoreFile[], localOnly: readonly LocalOnlyRules[] = []): PathGate {
  const judges = SOURCES.map((name) => ({ name, judge: judgeOf(files.filter((file) => file.name === name)) }));
  const staysHere = judgeOf(localOnly);
  return {
    check(path) {
      assertInside(path);
      const hit = judges.find(({ judge }) => judge(path));
      return hit ? { path, rule: hit.name } : undefined;
    },
    localOnly(path) {
      assertInside(path);
      return staysHere(path) ? { path, rule: LOCAL_ONLY_PATHS } : undefined;
    },
  };
}

function assertInside(path: string): void {
  if (!ignore.isPathValid(path)) throw new Error(`Not a path inside the workspace: ${JSON.stringify(path)}`);
}

/**
 * `files.exclude` of VS Code as patterns of `.gitignore`: those that are on, without those that hang on a sibling file.
 * Never less is out than VS Code hides: a pattern without a slash counts in every folder.
 */
export function excludePatterns(setting: unknown): readonly string[] {
  if (typeof setting !== "object" || setting === null) return [];
  return Object.entries(setting)
    .filter(([, on]) => on === true)
    .flatMap(([glob]) => alternatives(glob));
}

/** `a.{js,map}` → `a.js`, `a.map`, which `.gitignore` has no word for. */
function alternatives(glob: string): readonly string[] {
  const match = /^(.{0,500}?)\{([^{}]{1,500})\}(.{0,500})$/s.exec(glob);
  if (!match) return [glob];
  const [, before = "", inner = "", after = ""] = match;
  return inner.split(",").flatMap((part) => alternatives(before + part + after));
}

function judgeOf(files: readonly LocalOnlyRules[]): (path: string) => boolean {
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
