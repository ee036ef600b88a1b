import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { checksFlow } from "../../core/deep/checksFlow.ts";
import { condenseFlow } from "../../core/deep/condenseFlow.ts";
import { debugFlow } from "../../core/deep/debugFlow.ts";
import { closingOf } from "../../core/deep/inner.ts";
import type { Flow } from "../chat/conversation.ts";
import type { SettingsService } from "../settings.ts";
import type { LastTestRun } from "../tools/lastTestRun.ts";
import { checksTask } from "./checksTask.ts";
import { taskOf } from "./failedTest.ts";
import type { KeptFlow } from "./keptFlow.ts";
import { assertTrusted, WorkspacePorts } from "./workspacePorts.ts";

export interface FlowParts {
  readonly settings: SettingsService;
  /** Told of each run of tests, for models that ask for the last one. */
  readonly tests: LastTestRun;
}

type Runnable = Exclude<KeptFlow, { readonly kind: "plan" }>;

export const condensing: Flow = (request, deps, signal) => condenseFlow({ request, deps, signal });

/** The flow that some data stands for. What keeps it from running is its closing event. */
export function flowOf(kept: Runnable, parts: FlowParts): Flow {
  return async function* run(request, deps, signal) {
    try {
      const flow = await prepared(kept, parts);
      yield* flow(request, deps, signal);
    } catch (error) {
      yield closingOf(error, signal);
    }
  };
}

async function prepared(kept: Runnable, parts: FlowParts): Promise<Flow> {
  switch (kept.kind) {
    case "test": {
      assertTrusted();
      const ports = portsAt(kept.home, parts);
      return debugFlow(await taskOf(kept, parts.settings.current.testCommand, ports), ports);
    }
    case "output":
      return debugFlow(kept.task, portsAt(kept.home, parts));
    case "checks": {
      const ports = portsAt(kept.home, parts);
      return checksFlow(await checksTask(kept.file, parts.settings.current.testCommand, ports), ports);
    }
    case "condense":
      return condensing;
    case "gone":
      throw new AssistError("flow-gone");
  }
}

function portsAt(home: string, { settings, tests }: FlowParts): WorkspacePorts {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === home);
  if (!folder) throw new AssistError("no-workspace");
  return new WorkspacePorts(folder, settings, tests);
}
