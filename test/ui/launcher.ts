import { spawn, type ChildProcess } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheDir } from "../workbench/cache.mjs";
import { sleep } from "../workbench/host.ts";
import { root } from "../workbench/toolchain.mjs";

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 60_000;

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
  readonly environment: string;
}

/** The processes that have this text, say the path of a folder, in their arguments or environment (Linux). */
export function processesWith(text: string): readonly RunningProcess[] {
  const read = (file: string): string => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      // Ended in between, or somebody else's.
      return "";
    }
  };
  return globSync("/proc/[0-9]*")
    .map((folder) => ({
      pid: Number(path.basename(folder)),
      command: read(`${folder}/cmdline`),
      environment: read(`${folder}/environ`),
    }))
    .filter(({ command, environment }) => (command + environment).includes(text));
}

/** `npm start` as a user runs it, with a temporary folder of its own so that what it leaves can be seen. */
export class Launcher {
  readonly temporary = mkdtempSync(path.join(tmpdir(), "upshift-start-test-"));
  readonly #child: ChildProcess;
  #output = "";

  constructor(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, ["test/workbench/run.mjs", "start", "--no-open", ...args], {
      cwd: root,
      env: { ...process.env, UPSHIFT_CACHE: cacheDir(), TMPDIR: this.temporary, TEMP: this.temporary, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (data: Buffer) => (this.#output += data.toString()));
    }
  }

  get output(): string {
    return this.#output;
  }

  async url(): Promise<URL> {
    for (const end = Date.now() + START_LIMIT_MS; Date.now() < end && this.#child.exitCode === null; await sleep(50)) {
      const address = /http:\/\/127\.0\.0\.1:\S+/.exec(this.#output)?.[0];
      if (address !== undefined) return new URL(address);
    }
    throw new Error(`npm start printed no address:\n${this.#output}`);
  }

  /** Waits for its end; with a signal, sends that first. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.#child.kill(signal);
    for (const end = Date.now() + STOP_LIMIT_MS; this.#child.exitCode === null; await sleep(50)) {
      if (this.#child.signalCode !== null || Date.now() > end) return null;
    }
    return this.#child.exitCode;
  }

  /** The processes that this launcher has started, and itself (Linux). */
  processes(): readonly RunningProcess[] {
    return processesWith(this.temporary);
  }

  async dispose(): Promise<void> {
    await this.end("SIGKILL");
    rmSync(this.temporary, { recursive: true, force: true });
  }
}
