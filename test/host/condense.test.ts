import assert from "node:assert/strict";
import { runAction } from "../../src/extension/actions.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { connectEndpoint, openFile, run, selectLines, services, tidyUp } from "./window.ts";

describe("a question with more code than fits", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(tidyUp);
  after(() => endpoint.close());

  it("is offered to be condensed, and then answered from what a mini model wrote down", async () => {
    const lines = Array.from({ length: 4_000 }, (_, index) => `export const name${index} = ${index};`);
    const editor = await openFile("huge.ts", `${lines.join("\n")}\n`);
    selectLines(editor, 1, 4_000);
    const refused = await run("upshift.explain");
    assert.equal(refused.answer.view.failure, "context-too-long");
    assert.ok(refused.answer.view.notice?.actions.some(({ id }) => id === "condense"));
    const { asking, conversation } = await services();
    const before = endpoint.calls.length;
    await runAction("condense", refused, asking);
    const { view } = conversation.turns.at(-1)?.answer ?? {};
    assert.equal(view?.state, "done", JSON.stringify(view?.notice));
    assert.ok((view?.steps?.length ?? 0) > 1);
    assert.ok(view?.steps?.every(({ state }) => state === "done"));
    assert.equal(endpoint.calls.length - before, (view?.steps?.length ?? 0) + 1);
    assert.equal(view?.attempts.length, (view?.steps?.length ?? 0) + 1, "each is shown with its cost");
  });
});
