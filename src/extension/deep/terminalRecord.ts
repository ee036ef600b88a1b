import * as vscode from "vscode";
import { sleep } from "../clock.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Tail } from "../../util/tail.ts";

/** A command that was run in a terminal, as VS Code's shell integration tells it. */
export interface TerminalCommand {
  readonly line: string;
  /** Absent where the shell told none. */
  readonly exitCode?: number;
  /** The end of what it printed, as the terminal got it. */
  readonly output: string;
  readonly folder?: vscode.Uri;
}

/** Characters of a command's output that are kept; what matters of it is chosen when somebody asks. */
const MOST_OUTPUT = 1_000_000;
const MOST_TERMINALS = 20;
const FLUSH_MS = 1_000;
const NEVER = new AbortController().signal;

interface Running {
  readonly terminal: vscode.Terminal;
  readonly execution: vscode.TerminalShellExecution;
  readonly output: Tail;
  /** Resolves when all that was printed has been read. */
  done: Promise<void>;
}

/**
 * The last command of each terminal since the window opened. Kept in memory only, and for nobody but the user who asks
 * about it; at most a million characters per terminal.
 */
export class TerminalRecord implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #running = new Map<vscode.TerminalShellExecution, Running>();
  readonly #last = new Map<vscode.Terminal, TerminalCommand>();
  #latest: vscode.Terminal | undefined;

  constructor() {
    const { window } = vscode;
    this.#store.add(
      window.onDidStartTerminalShellExecution(({ terminal, execution }) => this.#start(terminal, execution)),
    );
    this.#store.add(
      window.onDidEndTerminalShellExecution(({ execution, exitCode }) => void this.#end(execution, exitCode)),
    );
    this.#store.add(window.onDidCloseTerminal((terminal) => void this.#last.delete(terminal)));
  }

  /** The last command of the active terminal, else of the terminal that was used last; undefined where none is known. */
  get last(): TerminalCommand | undefined {
    const terminal = vscode.window.activeTerminal ?? this.#latest;
    return (terminal && this.#last.get(terminal)) ?? (this.#latest && this.#last.get(this.#latest));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #start(terminal: vscode.Terminal, execution: vscode.TerminalShellExecution): void {
    const running: Running = { terminal, execution, output: new Tail(MOST_OUTPUT), done: Promise.resolve() };
    this.#running.set(execution, running);
    // A stream that breaks leaves what was read until then.
    running.done = this.#follow(running).catch(() => undefined);
  }

  async #follow(running: Running): Promise<void> {
    for await (const piece of running.execution.read()) running.output.add(piece);
  }

  async #end(execution: vscode.TerminalShellExecution, exitCode: number | undefined): Promise<void> {
    const running = this.#running.get(execution);
    this.#running.delete(execution);
    if (!running || execution.commandLine.value.trim() === "") return;
    // What is on its way must not be lost, and a stream that never ends must not keep the command from being known.
    await Promise.race([running.done, sleep(FLUSH_MS, NEVER)]);
    this.#latest = running.terminal;
    this.#last.delete(running.terminal);
    this.#last.set(running.terminal, {
      line: execution.commandLine.value,
      output: running.output.text,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(execution.cwd ? { folder: execution.cwd } : {}),
    });
    const [oldest] = this.#last.keys();
    if (this.#last.size > MOST_TERMINALS && oldest) this.#last.delete(oldest);
  }
}
