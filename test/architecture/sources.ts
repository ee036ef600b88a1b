import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { build, type Metafile } from "esbuild";
import { root } from "../workbench/toolchain.mjs";

/** One source file and what it imports at run time; paths are relative to the project, with forward slashes. */
export interface SourceNode {
  readonly from: string;
  readonly imports: readonly { readonly path: string; readonly external: boolean }[];
}

/** The files that match, relative to the project. */
export function filesOf(...patterns: readonly string[]): readonly string[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

export const sources = filesOf("src/**/*.ts").filter((file) => !file.endsWith(".d.ts"));

let graph: Promise<readonly SourceNode[]> | undefined;

/** The import graph as the bundler resolves it: without type-only imports, with dynamic ones. */
export function importGraph(): Promise<readonly SourceNode[]> {
  graph ??= buildGraph();
  return graph;
}

async function buildGraph(): Promise<readonly SourceNode[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: "unused",
    bundle: true,
    write: false,
    metafile: true,
    platform: "neutral",
    packages: "external",
    logLevel: "silent",
  });
  return Object.entries(metafile.inputs).map(([from, { imports }]) => ({
    from,
    imports: imports.map(({ path: to, external = false }) => ({ path: to, external })),
  }));
}

/** What every source names in its imports from other sources, types too. */
export function namedImports(): readonly SourceNode[] {
  const statement = /^(?:import|export)\s(?:[^;"]*?\sfrom\s)?"(\.[^"]+)"/gm;
  return sources.map((from) => {
    const named = [...read(from).matchAll(statement)].map(([, to = ""]) =>
      path.posix.join(path.posix.dirname(from), to),
    );
    return { from, imports: named.map((to) => ({ path: to, external: false })) };
  });
}

/** The npm packages that went into a bundle. */
export function packagesOf({ inputs }: Metafile): ReadonlySet<string> {
  const names = Object.keys(inputs).map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}
