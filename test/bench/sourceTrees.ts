import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../workbench/toolchain.mjs";
import { MissingData } from "./bench.ts";

/** What is measured on when no `--repo` is given: pinned sources of two packages, and our own. */
const DEFAULTS = ["node_modules/zod/src", "node_modules/openai/src", "src"].map((folder) => path.join(root, folder));

export interface SourceTree {
  readonly folder: string;
  /** Texts of its sources, in the order of their paths. */
  readonly texts: readonly string[];
}

/** The source trees to measure on; throws where one is missing or holds no source. */
export function sourceTrees(repos: readonly string[], extensions: readonly string[] = ["ts"]): readonly SourceTree[] {
  return (repos.length > 0 ? repos : DEFAULTS).map((folder) => {
    const files = existsSync(folder) ? globSync(`**/*.{${extensions.join(",")},}`, { cwd: folder }).toSorted() : [];
    const sources = files.filter((file) => extensions.some((extension) => file.endsWith(`.${extension}`)));
    if (sources.length === 0) throw new MissingData(`There are no sources in ${folder}. Name a folder: --repo DIR.`);
    return { folder, texts: sources.map((file) => readFileSync(path.join(folder, file), "utf8")) };
  });
}
