import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Endpoint } from "../workbench/endpoint.ts";
import { notification, openFile, runCommand, screenshot } from "../workbench/page.ts";
import { answerNext } from "./script.ts";
import { chatOf, demoSettings, ended, sendMessage, until } from "./tour.ts";
import { useTour } from "./useTour.ts";

const OWN = { "/weigh": "Weigh the options." };

/** What whoever wrote the folder wants every answer to heed. */
function writeInstructions(workspace: string): void {
  for (const name of ["AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md"]) {
    mkdirSync(path.join(workspace, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(workspace, name), "Words of the folder.\n");
  }
  mkdirSync(path.join(workspace, ".github/prompts"));
  writeFileSync(path.join(workspace, ".github/prompts/count-sums.prompt.md"), "Words of a prompt file.\n");
}

describe("in Restricted Mode", function () {
  this.timeout(120_000);
  const opened = useTour({ pace: 0 }, ({ baseUrl }) => ({
    machineSettings: { ...demoSettings(baseUrl, { preset: "custom" }), "upshift.prompts.own": OWN },
    ...{ trust: true, prepare: writeInstructions },
  }));
  let endpoint: Endpoint;
  let page: Page;

  before(async () => {
    ({ endpoint, page } = opened());
    await openFile(page, "store.ts");
    await runCommand(page, "Upshift: Focus Chat Input");
  });

  /** What a model is given for a message. */
  async function sentFor(message: string): Promise<string> {
    answerNext(endpoint, "In cents.");
    await ended(await sendMessage(page, message));
    return endpoint.calls.at(-1)?.body ?? "";
  }

  it("instruction files and prompt files of the folder are not read, the user's own prompts are", async () => {
    const plain = await sentFor("How are amounts kept?");
    assert.match(plain, /How are amounts kept\?/);
    assert.doesNotMatch(plain, /Words of the folder|Project instructions: /);
    const named = await sentFor("/count-sums of the cart");
    assert.match(named, /### Request\\n\/count-sums of the cart/);
    assert.doesNotMatch(named, /Words of a prompt file/);
    assert.match(await sentFor("/weigh both"), /### Request\\nWeigh the options\.\\n\\nboth/);
    const chips = (await chatOf(page)).locator(".chips [role=listitem]");
    await chips.filter({ hasText: "store.ts" }).first().waitFor();
    assert.equal(await chips.filter({ hasText: "AGENTS.md" }).count(), 0);
    await runCommand(page, "Upshift: Run Own Prompt");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "/weigh" }).waitFor();
    assert.equal(await rows.count(), 1);
    await screenshot(page, "restricted-prompts");
    await page.keyboard.press("Escape");
  });

  it("nothing of the folder is run: a failing test waits for trust", async () => {
    const calls = endpoint.calls.length;
    await runCommand(page, "Upshift: Fix Failing Test");
    await notification(page, "Tests run the code of this folder. Trust it first.").waitFor();
    await screenshot(page, "restricted-tests");
    assert.equal(endpoint.calls.length, calls);
  });

  it("the folder's words count from the moment on that it is trusted", async () => {
    await runCommand(page, "Workspaces: Manage Workspace Trust");
    await page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).click();
    await until("the folder is trusted", async () => {
      const restricted = page.locator(".statusbar-item", { hasText: "Restricted Mode" });
      return (await restricted.count()) === 0;
    });
    await openFile(page, "store.ts");
    await runCommand(page, "Upshift: Focus Chat Input");
    await until("its words go along", async () => /Words of the folder/.test(await sentFor("How are sums kept?")));
    assert.match(await sentFor("/count-sums of the cart"), /Words of a prompt file\.\\n\\nof the cart/);
  });
});
