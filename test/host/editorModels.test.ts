import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { AssistRequest } from "../../src/core/assist/request.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { LmClient } from "./lmClient/extension.ts";
import { configure, services, tidyUp, until } from "./window.ts";

async function ask(instruction: string, more: Partial<AssistRequest> = {}): Promise<Turn> {
  const { conversation } = await services();
  const request: AssistRequest = {
    id: crypto.randomUUID(),
    ...{ instruction, origin: "chat", tier: "auto", anchors: [], without: [], history: [] },
    ...more,
  };
  return await conversation.ask(request, { text: instruction, context: "" });
}

describe("VS Code's own models as a source", () => {
  before(async () => {
    await vscode.extensions.getExtension<LmClient>("upshift-test.lm-client")?.activate();
    await configure({
      "models.connections": { vscode: { preset: "vscode" } },
      "models.mini": "vscode/client/echo",
      "models.full": "vscode/upshift/auto",
    });
    const offered = async (): Promise<number> => (await vscode.lm.selectChatModels({ vendor: "client" })).length;
    await until("the other extension's models are known", async () => (await offered()) > 0);
  });

  after(async () => {
    await configure({});
    await tidyUp();
  });

  it("answer on the one road; another vendor's plan pays, so there is no price", async () => {
    const turn = await ask("What is this?", { tier: "mini" });
    assert.equal(turn.answer.view.state, "done");
    assert.match(turn.answer.view.text, /^2 messages: .*What is this\?$/s);
    const [entry] = turn.answer.entries;
    assert.deepEqual([entry?.cost.kind, entry?.model, entry?.outcome], ["included", "client/echo", "accepted"]);
    assert.equal(entry?.usage.estimated, true);
  });

  it("say in our words what the other extension refused", async () => {
    const turn = await ask("fail now", { tier: "mini" });
    const { state, failure, notice } = turn.answer.view;
    assert.deepEqual([state, failure], ["failed", "permission"]);
    assert.match(notice?.text ?? "", /^Upshift was not allowed to use client\/echo\. VS Code asks for it/);
    assert.deepEqual(
      notice?.actions.map(({ id }) => id),
      ["choose-model", "retry"],
    );
  });

  it("never lead back into ourselves", async () => {
    const turn = await ask("Hello", { tier: "full" });
    assert.equal(turn.answer.view.failure, "model-not-found");
  });

  it("are never asked while the user types", async () => {
    const turn = await ask("", { task: "complete", origin: "completion" });
    assert.equal(turn.answer.view.failure, "no-model");
    assert.equal(turn.answer.entries.length, 0);
  });

  it("are not offered to VS Code again", async () => {
    const { languageModels } = await services();
    await until("the list to be empty", () => languageModels.provideLanguageModelChatInformation().length === 0);
  });
});
