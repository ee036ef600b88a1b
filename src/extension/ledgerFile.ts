import { mkdir, open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { LedgerStore } from "../core/ledger/ledger.ts";
import type { Lines } from "../core/ledger/months.ts";

const NEWLINE = 10;

/** Bytes that are read at once: about a thousand entries, whose parsing nobody notices. */
const SLICE_BYTES = 512 * 1_024;

const NO_LINES: Lines = { text: "", open: "", from: 0, end: 0, more: false };

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
    async readLines(month, from) {
      await queue;
      return await readLines(fileOf(month), from).catch((error: unknown) => {
        if (isMissing(error)) return NO_LINES;
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

async function readLines(file: string, asked: number): Promise<Lines> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const from = asked <= size ? asked : 0;
    return await readSlice(handle, { from, size, bytes: SLICE_BYTES });
  } finally {
    await handle.close();
  }
}

/** Reads up to the last newline of a slice; a line that is longer than the slice gets a longer one. */
async function readSlice(
  handle: FileHandle,
  { from, size, bytes }: { readonly from: number; readonly size: number; readonly bytes: number },
): Promise<Lines> {
  const length = Math.min(bytes, size - from);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
  const read = buffer.subarray(0, bytesRead);
  const complete = read.lastIndexOf(NEWLINE) + 1;
  const more = from + bytesRead < size && bytesRead > 0;
  if (more && complete === 0) return readSlice(handle, { from, size, bytes: bytes * 2 });
  const text = read.toString("utf8", 0, complete);
  return { text, open: more ? "" : read.toString("utf8", complete), from, end: from + complete, more };
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
