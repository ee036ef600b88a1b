import { askConsent } from "./consent.ts";
import { LastTestRun } from "./lastTestRun.ts";
import { OtherTools, type OtherToolsDeps } from "./otherTools.ts";
import { WorkspaceReader } from "./workspaceReader.ts";

/** What reading on its own takes: who reads, the tools of others, and the tests that ran last. */
export interface Reading {
  readonly reader: WorkspaceReader;
  readonly tools: OtherTools;
  readonly tests: LastTestRun;
}

export function createReading(deps: Omit<OtherToolsDeps, "askConsent">): Reading {
  const tools = new OtherTools({ ...deps, askConsent });
  const tests = new LastTestRun();
  return { reader: new WorkspaceReader({ ...deps, tests, tools }), tools, tests };
}
