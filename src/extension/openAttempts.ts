import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { type LedgerEntry, ledgerEntrySchema } from "../core/ledger/entry.ts";
import type { Ledger } from "../core/ledger/ledger.ts";
import { monthOf } from "../core/ledger/time.ts";
import type { LedgerSink } from "../core/ports.ts";
import type { LedgerFile } from "./ledgerFile.ts";

/**
 * Accounts of attempts that run now, one small file each, so that a window that is closed or killed in the middle of an
 * answer still books it: the next one to start finds the file and its process gone.
 */
export class OpenAttempts {
  readonly #folder: string;
  readonly #pid: number;
  readonly #isAlive: (pid: number) => boolean;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string, pid = process.pid, isAlive = isProcessAlive) {
    this.#folder = path.join(folder, "open-attempts");
    this.#pid = pid;
    this.#isAlive = isAlive;
  }

  note(entry: LedgerEntry): void {
    void this.#then(async () => {
      await mkdir(this.#folder, { recursive: true });
      const file = this.#fileOf(entry.id);
      await writeFile(`${file}.part`, JSON.stringify(entry));
      await rename(`${file}.part`, file);
    });
  }

  /** The attempt is booked. */
  async close(id: string): Promise<void> {
    await this.#then(() => rm(this.#fileOf(id), { force: true }));
  }

  /** Entries that processes which are gone have left behind; `book` each before its file goes. */
  async recover(book: (entry: LedgerEntry) => Promise<void>): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      const pid = Number(/^(\d+)-.+\.json$/.exec(name)?.[1]);
      if (!Number.isInteger(pid) || pid === this.#pid || this.#isAlive(pid)) continue;
      // Claimed by its name: of two windows that start at once only one books it.
      const claimed = path.join(this.#folder, `${this.#pid}-${name.slice(name.indexOf("-") + 1)}`);
      const isOurs = await rename(path.join(this.#folder, name), claimed).then(
        () => true,
        () => false,
      );
      if (!isOurs) continue;
      const entry = parse(await readFile(claimed, "utf8").catch(() => ""));
      if (entry) await book(entry);
      await rm(claimed, { force: true });
    }
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, `${this.#pid}-${id.replace(/[^\w-]/g, "_")}.json`);
  }

  /** One at a time; a failed write is not worth more than the note it loses. */
  #then(step: () => Promise<void>): Promise<void> {
    const next = this.#queue.then(step).catch(() => undefined);
    this.#queue = next;
    return next;
  }
}

/** The ledger as `assist()` sees it: what runs is noted, so that the end of this process cannot take it. */
export function bookingIn(ledger: Ledger, open: OpenAttempts): LedgerSink {
  return {
    async append(entry) {
      await ledger.append(entry);
      // What could not be written stays noted: the next window books it.
      if (!ledger.isUnsaved(entry.id)) await open.close(entry.id);
    },
    note: (entry) => open.note(entry),
  };
}

/** Books an attempt that a window left behind; it may have ended between the booking and the end of its note. */
export async function bookLate(entry: LedgerEntry, file: LedgerFile): Promise<void> {
  const month = monthOf(entry.at);
  if (await file.holds(month, JSON.stringify(entry.id))) return;
  await file.append(month, JSON.stringify(entry));
}

function parse(text: string): LedgerEntry | undefined {
  try {
    return ledgerEntrySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
