import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../../workbench/toolchain.mjs";

/** A folder of its own that a flow works on. */
export interface Sandbox {
  readonly root: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Paths inside it, with `/`, in order. */
  files(): readonly string[];
  /** Changes with every byte and name in it. */
  hash(): string;
  remove(): void;
}

/** A copy of a repository of `test/fixtures`. */
export function openSandbox(repository: string): Sandbox {
  const folder = mkdtempSync(path.join(os.tmpdir(), "upshift-deep-"));
  cpSync(path.join(root, "test/fixtures", repository), folder, { recursive: true });
  const files = (): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
      .toSorted();
  const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  return {
    root: folder,
    read,
    files,
    write: (file, text) => writeFileSync(path.join(folder, file), text),
    hash: () => {
      const hash = createHash("sha256");
      for (const file of files()) hash.update(`${file}\n${read(file)}\n`);
      return hash.digest("hex");
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
