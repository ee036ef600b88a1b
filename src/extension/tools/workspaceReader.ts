import type { Tool } from "../../core/assist/message.ts";
import type { CapReached, Finding, Reader } from "../../core/tools/reader.ts";
import type { ReadCall } from "../../core/tools/readTools.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import { findReferences, findSymbols } from "./codeQueries.ts";
import { askToGoOn } from "./goOn.ts";
import type { LastTestRun } from "./lastTestRun.ts";
import type { OtherTools } from "./otherTools.ts";
import { readFile } from "./readFile.ts";
import { searchText } from "./searchText.ts";
import { listProblems, showChanges, showTestOutput } from "./shows.ts";

/** A tool that takes longer than this is given up; language servers that start may take that long. */
const MOST_MS = 20_000;

export interface ReaderDeps {
  readonly settings: SettingsService;
  readonly words: Words;
  readonly tests: LastTestRun;
  readonly tools: OtherTools;
}

/** Reads the workspace for models. */
export class WorkspaceReader implements Reader {
  readonly #deps: ReaderDeps;

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
  }

  get others(): readonly Tool[] {
    return this.#deps.tools.offered;
  }

  async run(call: ReadCall, signal: AbortSignal): Promise<Finding> {
    // A person decides whether another program's tool runs; that takes as long as it takes.
    if (call.tool === "other") return await this.#deps.tools.run(call, signal);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
    return await Promise.race([this.#read(call, limit), ended(limit)]);
  }

  mayGoOn(reached: CapReached, signal: AbortSignal): Promise<boolean> {
    return askToGoOn(reached, this.#deps.words, signal);
  }

  async #read(call: Exclude<ReadCall, { tool: "other" }>, signal: AbortSignal): Promise<Finding> {
    const { settings, tests } = this.#deps;
    switch (call.tool) {
      case "search_text":
        return await searchText(call, settings, signal);
      case "read_file":
        return await readFile(call, settings);
      case "find_symbols":
        return await findSymbols(call, settings);
      case "find_references":
        return await findReferences(call, settings);
      case "list_problems":
        return await listProblems(call.path, settings);
      case "show_changes":
        return await showChanges(call.path, settings);
      case "show_test_output":
        return await showTestOutput(tests, settings);
    }
  }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new Error("The tool did not end in time"));
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
