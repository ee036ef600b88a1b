import { spawn } from "node:child_process";
import { plainOutput } from "../../util/plainOutput.ts";
import { Tail } from "../../util/tail.ts";
import { tailOf } from "../../util/cutText.ts";

export interface CommandEnd {
  readonly code: number | undefined;
  /** The last part of what it printed, without colours. */
  readonly output: string;
  readonly ms: number;
  readonly timedOut: boolean;
}

export interface CommandLimits {
  readonly ms: number;
  /** Characters of output that are kept. */
  readonly output: number;
}

export const TEST_LIMITS: CommandLimits = { ms: 60_000, output: 16_000 };

/** What a test may see of this process's surroundings: enough to find its tools, nothing that could be a secret. */
const PASSED_ON =
  /^(?:PATH|PATHEXT|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|COMSPEC|NVM_\w+|VIRTUAL_ENV|JAVA_HOME|GOPATH|GOROOT|CARGO_HOME|RUSTUP_HOME)$/i;

/**
 * Runs a shell command, or a program with its arguments and no shell, to its end, its limit or the signal, and ends
 * everything it has started. Never rejects.
 */
export function runCommand(
  command: string | readonly [program: string, ...args: string[]],
  folder: string,
  signal: AbortSignal,
  limits: CommandLimits = TEST_LIMITS,
): Promise<CommandEnd> {
  if (signal.aborted) return Promise.resolve({ code: undefined, output: "", ms: 0, timedOut: false });
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const [program, ...args] = typeof command === "string" ? [command] : command;
    const child = spawn(program, args, {
      cwd: folder,
      shell: typeof command === "string",
      env: { ...ownEnvironment(), CI: "1", NO_COLOR: "1", FORCE_COLOR: "0" },
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = new Tail(2 * limits.output);
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => output.add(text));
    const end = (): void => {
      endTree(child.pid);
      // What it started in a group of its own may outlive it and hold its output open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, limits.ms);
    signal.addEventListener("abort", end, { once: true });
    const done = (code: number | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      // What the command left running goes too.
      end();
      const ms = performance.now() - startedAt;
      resolve({ code, output: tailOf(plainOutput(output.text), limits.output), ms, timedOut });
    };
    child.on("error", () => done(undefined));
    child.on("close", (code) => done(code ?? undefined));
  });
}

function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)));
}

function endTree(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
