import { mkdir, open, readFile, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { LedgerStore } from "../core/ledger/ledger.ts";

const NEWLINE = 10;

/**
 * One JSON-lines file a month in `folder`. Each entry is one write to a file opened for appending, so several windows
 * can write at once; a line that a failed write left unfinished is closed first, else it would swallow the next entry.
 */
export function createLedgerFile(folder: string): LedgerStore {
  let queue: Promise<unknown> = Promise.resolve();
  const fileOf = (month: string): string => path.join(folder, `ledger-${month}.jsonl`);
  return {
    append(month, line) {
      const write = queue.then(() => appendLine(folder, fileOf(month), line));
      queue = write.catch(() => undefined);
      return write;
    },
    async read(month) {
      await queue;
      return await readFile(fileOf(month), "utf8").catch((error: unknown) => {
        if (isMissing(error)) return "";
        throw error;
      });
    },
  };
}

async function appendLine(folder: string, file: string, line: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const handle = await open(file, "a+");
  try {
    const bytes = Buffer.from(`${(await endsOpen(handle)) ? "\n" : ""}${line}\n`);
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten !== bytes.length) throw new Error(`Only ${bytesWritten} of ${bytes.length} bytes were written`);
  } finally {
    await handle.close();
  }
}

async function endsOpen(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEWLINE;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
