import { LastTestRun } from "./lastTestRun.ts";
import { OtherTools, type OtherToolsDeps } from "./otherTools.ts";
import { WorkspaceReader } from "./workspaceReader.ts";

/** What reading on its own takes: who reads, the tools of others, and the tests that ran last. */
export interface Reading {
  readonly reader: WorkspaceReader;
  readonly tools: OtherTools;
  readonly tests: LastTestRun;
}

export function createReading(deps: OtherToolsDeps): Reading {
  const tools = new OtherTools(deps);
  const tests = new LastTestRun();
  return { reader: new WorkspaceReader({ ...deps, tests, tools }), tools, tests };
}
