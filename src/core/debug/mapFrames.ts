import type { Frame } from "./frameRows.ts";

/** Why a frame leads to no file of the workspace. */
export type LeftOutWhy = "dependency" | "runtime" | "generated" | "elsewhere" | "ambiguous" | "unreadable";

/** A frame in a file of the workspace. */
export interface MappedFrame {
  readonly frame: Frame;
  /** Inside the workspace, with `/`. */
  readonly path: string;
  /** The names of folders and file that agree; more is surer. */
  readonly agreeing: number;
}

export interface LeftOutFrame {
  readonly frame: Frame;
  readonly why: LeftOutWhy;
}

export interface FrameMap {
  /** In the order of the frames. */
  readonly mapped: readonly MappedFrame[];
  readonly left: readonly LeftOutFrame[];
}

const RUNTIME =
  /^(?:node:|internal\/|native |<|\[|bun:|ext:|deno:|java\/|javax\/|jdk\/|sun\/|kotlin\/|scala\/|runtime\/|\/rustc\/|library\/(?:std|core)\/)|\/(?:lib|Lib)\/python\d[\d.]*\/(?!site-packages|dist-packages)|\\Lib\\(?!site-packages)|\/usr\/local\/go\/src\/|\/go\d?[\d.]*\/src\/(?:runtime|testing|net|fmt|os|sync)\/|^(?:importlib|asyncio|unittest)\//;
const DEPENDENCY =
  /(?:^|\/)(?:node_modules|bower_components|site-packages|dist-packages|vendor|third_party|\.cargo\/registry|\.m2\/repository|pkg\/mod|gems|\.yarn|\.pnpm)\//;
const GENERATED =
  /(?:^|\/)(?:dist|build|out|target|coverage|\.next|\.nuxt|\.svelte-kit|\.vite|\.turbo|__pycache__|_next)\/|\.min\.[cm]?js$|\.bundle\.js$|(?:^|[/.-])chunk[-.][\w-]{4,}|-[A-Za-z0-9_]{8}\.js$/;
/** A frame far into a line lies in code that no person wrote. */
const MOST_COLUMN = 2_000;

/** Finds files by their last name; made once for many frames. */
export class FileIndex {
  readonly #byName = new Map<string, string[]>();

  /** Paths inside the workspace, with `/`. */
  constructor(files: Iterable<string>) {
    for (const file of files) {
      const name = lastOf(file).toLowerCase();
      const known = this.#byName.get(name);
      if (known) known.push(file);
      else this.#byName.set(name, [file]);
    }
  }

  named(path: string): readonly string[] {
    return this.#byName.get(lastOf(path).toLowerCase()) ?? [];
  }
}

/**
 * Maps frames to files of the workspace by the end of their paths, because the trace may come from another computer, a
 * container or a browser. What is a dependency, generated or of the runtime is named and left out; so is what fits two
 * files equally well. A frame is never mapped by a guess between files.
 */
export function mapFrames(frames: readonly Frame[], index: FileIndex): FrameMap {
  const mapped: MappedFrame[] = [];
  const left: LeftOutFrame[] = [];
  for (const frame of frames) {
    const found = mapFrame(frame, index);
    if (typeof found === "string") left.push({ frame, why: found });
    else mapped.push(found);
  }
  return { mapped, left };
}

function mapFrame(frame: Frame, index: FileIndex): MappedFrame | LeftOutWhy {
  const file = plainPath(frame.file);
  const outside = outsideOf(frame, file);
  // Generated code may lie in the workspace too, and is still nothing to edit.
  if (outside !== undefined) return outside;
  const ranked = index
    .named(file)
    .map((path) => ({ path, agreeing: agreeing(file, path) }))
    .filter(({ path, agreeing: count }) => isEnough(file, path, count))
    .toSorted((a, b) => b.agreeing - a.agreeing);
  const [best, next] = ranked;
  if (!best) return "elsewhere";
  if (next?.agreeing === best.agreeing) return "ambiguous";
  return { frame, ...best };
}

function outsideOf({ file: written, column = 0 }: Frame, file: string): LeftOutWhy | undefined {
  if (RUNTIME.test(written) || RUNTIME.test(file)) return "runtime";
  if (DEPENDENCY.test(file)) return "dependency";
  if (GENERATED.test(file) || column > MOST_COLUMN) return "generated";
  return undefined;
}

/** A path or address as a path with `/`: no scheme, host, drive, query or bundler's prefix. */
export function plainPath(file: string): string {
  return file
    .replace(/\\/g, "/")
    .replace(/[?#].*$/, "")
    .replace(/^webpack(?:-internal)?:\/\/\/?(?:[\w@.-]*\/)?(?:\([\w-]+\)\/)?/, "")
    .replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, "")
    .replace(/^\/?[A-Za-z]:\//, "/")
    .replace(/^\/@fs\//, "/")
    .replace(/(?:^|\/)\.\/(?:\.\/)*/g, "/")
    .replace(/^(?:\.\.\/)+/, "");
}

/** Names at the end of both paths that agree. */
function agreeing(a: string, b: string): number {
  const [first, second] = [namesOf(a), namesOf(b)];
  let count = 0;
  while (count < Math.min(first.length, second.length) && isSame(first.at(-1 - count), second.at(-1 - count)))
    count += 1;
  return count;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}

/** One path ends with the whole other, or more than the file's name agrees: many files are called `index.ts`. */
function isEnough(file: string, path: string, count: number): boolean {
  return count === namesOf(path).length || count === namesOf(file).length || count > 1;
}

function namesOf(path: string): readonly string[] {
  return path.split("/").filter((name) => name !== "" && name !== ".");
}

function lastOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}
