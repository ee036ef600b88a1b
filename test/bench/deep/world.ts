import { existsSync } from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { NamedFiles } from "../../../src/cli/files.ts";
import type { AssistDeps, Seat } from "../../../src/core/assist/deps.ts";
import type { AssistRequest } from "../../../src/core/assist/request.ts";
import type { LedgerSink, Log, Verifier } from "../../../src/core/ports.ts";
import { policyFor } from "../../../src/core/router/policy.ts";
import { VALUE_PRESETS } from "../../../src/core/router/value.ts";
import { SyntaxChecker } from "../../../src/engines/syntax/treeSitter.ts";
import { WorkerTypes } from "../../../src/engines/types/workerTypes.ts";
import type { Engines } from "../../eval/checks.ts";
import { bundledTypeScript, root } from "../../workbench/toolchain.mjs";
import { MissingData } from "../bench.ts";

const SILENT = (): void => undefined;
const LOG: Log = { trace: SILENT, debug: SILENT, info: SILENT, warn: SILENT, error: SILENT };
const NO_LEDGER: LedgerSink = { append: () => Promise.resolve() };

export const live = new AbortController().signal;

export interface World {
  readonly engines: Engines & Required<Pick<Engines, "types" | "syntax">>;
  dispose(): void;
}

/** The product's engines, as in the editor. */
export function openWorld(): World {
  const library = bundledTypeScript();
  if (!existsSync(library)) throw new MissingData("TypeScript is missing: run npm run setup.");
  const worker = new WorkerTypes({ file: new URL("../../../src/engines/types/worker.ts", import.meta.url), log: LOG });
  const syntax = new SyntaxChecker(path.join(root, "node_modules/@vscode/tree-sitter-wasm/wasm"));
  return { engines: { syntax, types: { worker, library }, tests: true }, dispose: () => worker.dispose() };
}

/** What a request needs, for the files below `folder`. */
export function depsFor(folder: string, seats: readonly Seat[], verifiers: readonly Verifier[]): AssistDeps {
  // The router set to save, so that the small model is asked first and its wrong answers meet the checks.
  const policy = policyFor(VALUE_PRESETS.cost, ["tests", "types"]);
  return {
    ...{ context: new NamedFiles(folder), seats: () => seats, verifiers, ledger: NO_LEDGER, log: LOG },
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    newId: randomUUID,
    session: "bench",
    workspace: () => undefined,
    maxTokens: () => 16_000,
    policy: () => policy,
  };
}

export function requestFor(instruction: string): AssistRequest {
  return { id: randomUUID(), instruction, origin: "chat", tier: "auto", anchors: [], without: [], history: [] };
}
