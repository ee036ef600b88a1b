import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Anchor, AssistRequest } from "../core/assist/request.ts";
import { itemsAround } from "../core/context/around.ts";
import { type ContextItem, itemId } from "../core/context/item.ts";
import { createPathGate, type IgnoreFile } from "../core/context/privacy.ts";
import type { CollectedContext, ContextSource } from "../core/ports.ts";
import { UsageError } from "./seats.ts";

const MOST_BYTES = 1_048_576;

const LANGUAGES: Readonly<Record<string, string>> = {
  ".ts": "typescript",
  ".tsx": "typescriptreact",
  ".js": "javascript",
  ".mjs": "javascript",
  ".py": "python",
  ".go": "go",
  ".rs": "rust",
  ".java": "java",
};

/** VS Code's language id of a file, or "" where it is not one of those that are common. */
export function languageOf(file: string): string {
  return LANGUAGES[path.extname(file)] ?? "";
}

/**
 * What the anchors of a request name, below `root`, under the ignore files on their way: the same items as from the
 * editor, but for symbols and problems. Nothing else is read.
 */
export class NamedFiles implements ContextSource {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  collect({ anchors }: AssistRequest): Promise<CollectedContext> {
    const items = anchors.flatMap((anchor) => this.#items(anchor));
    const unique = [...new Map(items.map((item) => [itemId(item), item])).values()];
    const ignoreFiles = unique
      .filter(({ kind }) => kind !== "terminal")
      .flatMap(({ path: file }) => this.#ignoreFiles(file));
    const rules = [...new Map(ignoreFiles.map((file) => [`${file.folder}/${file.name}`, file])).values()];
    return Promise.resolve({ items: unique, gate: createPathGate(rules) });
  }

  #items({ uri, lines, text, change, at, added }: Anchor): readonly ContextItem[] {
    if (text !== undefined) return [{ kind: "terminal", path: uri, language: "", name: "", text }];
    if (change !== undefined) return [{ kind: "change", path: uri, language: "diff", name: "", text: change }];
    const { inside, whole } = this.#read(uri);
    const base = { path: inside, language: languageOf(inside) };
    if (at) return itemsAround(split(whole, at), at.line + 1, base);
    const file: ContextItem = { ...base, kind: "file", name: "", text: whole };
    if (!lines) return [file];
    const part = whole
      .split("\n")
      .slice(lines.start - 1, lines.end)
      .join("\n");
    if (added) return [{ ...base, kind: "excerpt", name: "", range: lines, text: part }];
    return [{ ...base, kind: "selection", name: "", range: lines, text: part }, file];
  }

  #read(file: string): { readonly inside: string; readonly whole: string } {
    const full = path.resolve(this.#root, file);
    const inside = path.relative(this.#root, full).replaceAll("\\", "/");
    if (inside.startsWith("..") || path.isAbsolute(inside)) throw new UsageError(`${file} is outside of this folder.`);
    if (!existsSync(full) || !statSync(full).isFile()) throw new UsageError(`There is no file ${file}.`);
    if (statSync(full).size > MOST_BYTES) throw new UsageError(`${file} is larger than a megabyte.`);
    return { inside, whole: readFileSync(full, "utf8") };
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

function split(
  text: string,
  at: { readonly line: number; readonly character: number },
): { readonly before: string; readonly after: string } {
  const lines = text.split("\n");
  const offset = lines.slice(0, at.line).reduce((sum, line) => sum + line.length + 1, 0) + at.character;
  return { before: text.slice(0, offset), after: text.slice(offset) };
}
