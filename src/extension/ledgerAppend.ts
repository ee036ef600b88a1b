import * as fs from "node:fs";
import path from "node:path";

/** The calls that appending makes, so that tests can make each of them fail. */
export type FileLayer = Pick<
  typeof fs,
  "openSync" | "closeSync" | "fstatSync" | "readSync" | "writeSync" | "mkdirSync"
>;

const NEWLINE = 10;
/** A file that nothing is written to is let go, so that it can be deleted and moved. */
const IDLE_MS = 5_000;

/** A write that failed: perhaps nothing of it stands in the file, perhaps all. */
interface Doubt {
  readonly file: string;
  readonly line: string;
  /** Bytes before the write. */
  readonly from: number;
}

/**
 * Appends lines to files that several processes write at once. One line is one write to a file opened for appending, a few
 * microseconds in the system's cache; a line that a failed write left unfinished is closed first, else it would swallow
 * the next one. A line that is refused may be given again: it will stand in the file once.
 */
export class LineAppender {
  readonly #fs: FileLayer;
  #open: { readonly file: string; readonly fd: number } | undefined;
  #doubt: Doubt | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(layer: FileLayer = fs) {
    this.#fs = layer;
  }

  /** Throws when the line is not safe in the file. */
  append(file: string, line: string): void {
    let fd = this.#fdOf(file);
    let { size, nlink } = this.#fs.fstatSync(fd);
    if (nlink === 0) {
      // The file was deleted meanwhile: what is written to it now is gone.
      this.close();
      fd = this.#fdOf(file);
      ({ size, nlink } = this.#fs.fstatSync(fd));
    }
    if (this.#hasLanded(fd, { file, line, from: size })) return;
    const bytes = Buffer.from(`${this.#endsOpen(fd, size) ? "\n" : ""}${line}\n`);
    this.#doubt = { file, line, from: size };
    const written = this.#fs.writeSync(fd, bytes, 0, bytes.length, null);
    // A line that lacks its newline only is whole: whoever writes next puts it in.
    if (written < bytes.length - 1) throw new Error(`only ${written} of ${bytes.length} bytes were written`);
    this.#doubt = undefined;
  }

  close(): void {
    clearTimeout(this.#idle);
    const open = this.#open;
    this.#open = undefined;
    if (open) this.#fs.closeSync(open.fd);
  }

  #fdOf(file: string): number {
    if (this.#idle) this.#idle.refresh();
    else this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
    if (this.#open?.file === file) return this.#open.fd;
    this.close();
    this.#fs.mkdirSync(path.dirname(file), { recursive: true });
    const fd = this.#fs.openSync(file, "a+");
    this.#open = { file, fd };
    this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
    return fd;
  }

  /** True when the line that failed before stands in the file all the same. */
  #hasLanded(fd: number, { file, line, from: size }: Doubt): boolean {
    const doubt = this.#doubt;
    if (doubt?.file !== file || doubt.line !== line || size < doubt.from) return false;
    const since = Buffer.alloc(size - doubt.from);
    const read = this.#fs.readSync(fd, since, 0, since.length, doubt.from);
    const found = since.toString("utf8", 0, read).split("\n").includes(line);
    if (found) this.#doubt = undefined;
    return found;
  }

  #endsOpen(fd: number, size: number): boolean {
    if (size === 0) return false;
    const last = Buffer.alloc(1);
    this.#fs.readSync(fd, last, 0, 1, size - 1);
    return last[0] !== NEWLINE;
  }
}
