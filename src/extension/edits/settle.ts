import * as vscode from "vscode";
import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";

export interface SettleLimits {
  /** Quiet time after the last report that counts as settled, ms. */
  readonly quietMs: number;
  /** Longest wait for a first report, ms. */
  readonly firstMs: number;
  readonly totalMs: number;
}

export const SETTLE: SettleLimits = { quietMs: 400, firstMs: 8_000, totalMs: 15_000 };

/** Languages that VS Code has a server for without any extension. */
const SERVED: ReadonlySet<string> = new Set([
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "json",
  "jsonc",
  "css",
  "scss",
  "less",
]);

/** Files that a language server has reported on since the window opened, with or without problems. */
export class DiagnosticsWatch implements vscode.Disposable {
  readonly #seen = new Set<string>();
  readonly #listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) this.#seen.add(uri.toString());
  });

  /**
   * True once a server has reported on the document, so that its silence means something. Waits a little where VS Code
   * itself brings a server for the language; for others the past decides.
   */
  async ready({ uri, languageId }: vscode.TextDocument, signal: AbortSignal, limits = SETTLE): Promise<boolean> {
    if (this.#seen.has(uri.toString()) || !SERVED.has(languageId)) return this.#seen.has(uri.toString());
    const first = new Wait(uri, signal, { ...limits, quietMs: 0 });
    try {
      return await first.done;
    } finally {
      first.dispose();
    }
  }

  /** Runs `change`, then waits until reports about the file have settled; `silent` when none came or the limit passed. */
  async settled(
    uri: vscode.Uri,
    signal: AbortSignal,
    change: () => Promise<boolean>,
    limits = SETTLE,
  ): Promise<"settled" | "silent" | "unchanged"> {
    const watch = new Wait(uri, signal, limits);
    try {
      if (!(await change())) return "unchanged";
      return (await watch.done) ? "settled" : "silent";
    } finally {
      watch.dispose();
    }
  }

  dispose(): void {
    this.#listener.dispose();
  }
}

class Wait implements vscode.Disposable {
  readonly done: Promise<boolean>;
  readonly #listener: vscode.Disposable;
  readonly #timers: { first?: NodeJS.Timeout; quiet?: NodeJS.Timeout; total?: NodeJS.Timeout } = {};

  constructor(uri: vscode.Uri, signal: AbortSignal, { quietMs, firstMs, totalMs }: SettleLimits) {
    let settle: (settled: boolean) => void = () => undefined;
    this.done = new Promise((resolve) => (settle = resolve));
    const resolve = (settled: boolean): void => settle(settled);
    this.#timers.first = setTimeout(() => resolve(false), firstMs);
    this.#timers.total = setTimeout(() => resolve(false), totalMs);
    this.#listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString())) return;
      clearTimeout(this.#timers.first);
      clearTimeout(this.#timers.quiet);
      this.#timers.quiet = setTimeout(() => resolve(true), quietMs);
    });
    signal.addEventListener("abort", () => resolve(false), { once: true });
  }

  dispose(): void {
    this.#listener.dispose();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
  }
}

/** The errors and warnings of a file as they are now. */
export function problemsOf(uri: vscode.Uri): Problem[] {
  return vscode.languages.getDiagnostics(uri).flatMap(({ source, code, message, severity }) => {
    if (severity > vscode.DiagnosticSeverity.Warning) return [];
    const value = typeof code === "object" ? code.value : code;
    return [
      {
        source: source ?? "",
        code: String(value ?? ""),
        message,
        severity: severity === vscode.DiagnosticSeverity.Error ? "error" : "warning",
      } satisfies Problem,
    ];
  });
}
