import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { AssistRequest } from "../core/assist/request.ts";
import type { ContextItem } from "../core/context/item.ts";
import { createPathGate, type IgnoreFile } from "../core/context/privacy.ts";
import type { CollectedContext, ContextSource } from "../core/ports.ts";
import { UsageError } from "./seats.ts";

const MOST_BYTES = 1_048_576;

const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "typescript",
  ".tsx": "typescriptreact",
  ".js": "javascript",
  ".py": "python",
  ".go": "go",
  ".rs": "rust",
  ".java": "java",
};

/** Files named on the command line, below `root`, under the ignore files on their way. Nothing else is read. */
export class NamedFiles implements ContextSource {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  collect({ anchors }: AssistRequest): Promise<CollectedContext> {
    const items = anchors.map(({ uri, lines }) => this.#item(uri, lines));
    const ignoreFiles = items.flatMap(({ path: file }) => this.#ignoreFiles(file));
    const unique = [...new Map(ignoreFiles.map((file) => [`${file.folder}/${file.name}`, file])).values()];
    return Promise.resolve({ items, gate: createPathGate(unique) });
  }

  #item(file: string, lines: { readonly start: number; readonly end: number } | undefined): ContextItem {
    const full = path.resolve(this.#root, file);
    const inside = path.relative(this.#root, full).replaceAll("\\", "/");
    if (inside.startsWith("..") || path.isAbsolute(inside)) throw new UsageError(`${file} is outside of this folder.`);
    if (!existsSync(full) || !statSync(full).isFile()) throw new UsageError(`There is no file ${file}.`);
    if (statSync(full).size > MOST_BYTES) throw new UsageError(`${file} is larger than a megabyte.`);
    const whole = readFileSync(full, "utf8");
    const common = { path: inside, language: LANGUAGES[path.extname(full)] ?? "", name: "" };
    if (!lines) return { ...common, kind: "file", text: whole };
    const text = whole
      .split("\n")
      .slice(lines.start - 1, lines.end)
      .join("\n");
    return { ...common, kind: "selection", range: lines, text };
  }

  #ignoreFiles(file: string): readonly IgnoreFile[] {
    const parts = path.posix
      .dirname(file)
      .split("/")
      .filter((part) => part !== ".");
    return parts
      .reduce<readonly string[]>((all, part) => [...all, all.at(-1) ? `${all.at(-1)}/${part}` : part], [""])
      .flatMap((folder) =>
        ([".gitignore", ".upshiftignore"] as const).flatMap((name) => {
          const full = path.join(this.#root, folder, name);
          return existsSync(full) ? [{ name, folder, text: readFileSync(full, "utf8") }] : [];
        }),
      );
  }
}
