import type * as vscode from "vscode";
import { CORE_VERIFIERS } from "../../core/cascade/verify.ts";
import type { Log, Verifier } from "../../core/ports.ts";
import { WorkerTypes } from "../../engines/types/workerTypes.ts";
import type { DisposableStore } from "../../util/disposable.ts";
import type { Reviews } from "../edits/reviews.ts";
import { DiagnosticsWatch } from "../edits/settle.ts";
import { createDiagnosticsVerifier, createEditVerifier } from "../edits/verifiers.ts";
import type { SettingsService } from "../settings.ts";
import { PYTHON_TYPES } from "./pythonTypes.ts";
import { createScriptTypes } from "./scriptTypes.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";
import { createSyntax, createSyntaxVerifier } from "./syntaxVerifier.ts";
import type { TextChecks } from "./textChecks.ts";
import { createTestsVerifier } from "./testsVerifier.ts";
import { TypesVerifier } from "./typesVerifier.ts";

export interface CheckParts {
  readonly context: Pick<vscode.ExtensionContext, "asAbsolutePath">;
  readonly reviews: Reviews;
  readonly settings: SettingsService;
  readonly store: DisposableStore;
  readonly log: Log;
  readonly tests: LastTestRun;
}

/** Every check of a draft, and those that flows run on texts of their own. */
export interface Checks {
  /** In the order they run: what costs nothing first, then the strongest that can look. */
  readonly verifiers: readonly Verifier[];
  readonly ofTexts: TextChecks;
}

export function createChecks({ context, reviews, settings, store, log, tests }: CheckParts): Checks {
  const watch = store.add(new DiagnosticsWatch());
  const thread = store.add(new WorkerTypes({ file: context.asAbsolutePath("dist/engines-types-worker.cjs"), log }));
  const syntax = createSyntax(context.asAbsolutePath("dist/wasm"), log);
  const checkers = [createScriptTypes(thread), PYTHON_TYPES];
  const types = new TypesVerifier(reviews, checkers);
  const verifiers = [
    ...CORE_VERIFIERS,
    createEditVerifier(reviews),
    createSyntaxVerifier(reviews, syntax),
    createTestsVerifier(reviews, settings, tests),
    types,
    createDiagnosticsVerifier(reviews, watch, (request) => types.hasChecked(request)),
  ];
  return { verifiers, ofTexts: { syntax, checkers, settings, tests } };
}
