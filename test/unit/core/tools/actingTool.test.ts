import assert from "node:assert/strict";
import { soundsActing } from "../../../../src/core/tools/actingTool.ts";

/** Names that VS Code 1.139 and extensions register. */
const ACT = [
  ...["run_in_terminal", "send_to_terminal", "kill_terminal", "create_and_run_task", "runTests", "vscode_renameSymbol"],
  ...[
    "setup_tools_createNewWorkspace",
    "inline_chat_exit",
    "vscode_searchExtensions_internal",
    "mcp_github_create_issue",
  ],
  ...["vscode_get_terminal_confirmation", "copilot_insertEdit", "fs-write-file"],
];
const READ = [
  ...["client_note", "get_terminal_output", "terminal_selection", "vscode_listCodeUsages", "get_task_output"],
  ...["mcp_github_list_issues", "testFailure", "settings_of_project", "lookup_address", "runner_status"],
];

describe("the name of another tool", () => {
  for (const name of ACT) it(`${name} says that it acts`, () => assert.ok(soundsActing(name)));
  for (const name of READ) it(`${name} does not`, () => assert.ok(!soundsActing(name)));
});
