import type { Failure } from "../../core/assist/errors.ts";
import type { DiagnosticsFacts } from "./diagnosticsReport.ts";

type RecentError = DiagnosticsFacts["errors"][number];

const MOST = 50;

/** Codes of what went wrong in this window, and where: never an endpoint's words, never code. */
export class RecentErrors {
  #all: readonly RecentError[] = [];

  get all(): readonly RecentError[] {
    return this.#all;
  }

  /** `where` names a connection and model, or a setting. */
  note(at: number, { code, facts }: Pick<Failure, "code" | "facts">, where = facts.setting ?? ""): void {
    this.#all = [...this.#all, { at, code, where }].slice(-MOST);
  }
}
