import assert from "node:assert/strict";
import { runAction } from "../../src/extension/actions.ts";
import { askAgain, askFreely } from "../../src/extension/commands/ask.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { answerNext, connectEndpoint, openFile, run, selectLines, services, tidyUp, until } from "./window.ts";

async function openLong(name: string, lines: number): Promise<string> {
  const text = Array.from({ length: lines }, (_, index) => `export const name${index} = ${index};`).join("\n");
  selectLines(await openFile(name, `${text}\n`), 1, lines);
  return text;
}

/** One request per step, and each is shown with its cost under one answer. */
function assertLayers({ id, answer: { view, entries } }: Turn, tiers: readonly string[]): void {
  assert.equal(view.state, "done", JSON.stringify(view.notice));
  assert.deepEqual(
    view.steps?.filter(({ state }) => state !== "done"),
    [],
  );
  assert.deepEqual(
    entries.map(({ request, tier }) => [request, tier]),
    tiers.map((tier) => [id, tier]),
  );
  assert.equal(view.attempts.length, tiers.length);
  assert.ok(entries.every(({ cost }) => cost.kind === "simulated"));
}

describe("an answer in layers", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(tidyUp);
  after(() => endpoint.close());

  it("condenses by itself what does not fit", async () => {
    await openLong("huge.ts", 4_000);
    const turn = await run("upshift.explain");
    const pieces = turn.answer.view.steps?.length ?? 0;
    assert.ok(pieces > 1);
    assertLayers(turn, [...Array.from({ length: pieces }, () => "mini"), turn.answer.entries.at(-1)?.tier ?? ""]);
    const rows = (turn.answer.view.why?.rows ?? []).map(({ value }) => value).join("\n");
    assert.match(rows, /Too much to send: Mini condenses it first, about simulated \$[\d.]+ in all\./);
  });

  it("lets a free question about it be asked", async () => {
    await openLong("huge.ts", 4_000);
    const { asking, composer } = await services();
    composer.setVisible(true);
    await until("the box knows the selection", () => composer.view.hint !== undefined);
    composer.setVisible(false);
    assert.equal(composer.view.blocked, undefined, "sending is possible");
    const turn = await askFreely("What is the value of the last name?", undefined, asking);
    assert.ok(turn);
    assert.equal(turn.answer.view.state, "done", JSON.stringify(turn.answer.view.notice));
    assert.ok((turn.answer.view.steps?.length ?? 0) > 1);
  });

  it("only offers it where the user picked a tier", async () => {
    await openLong("huge.ts", 4_000);
    const { asking, conversation } = await services();
    const refused = await askAgain(await run("upshift.explain"), "full", asking);
    assert.equal(refused.answer.view.failure, "context-too-long");
    assert.ok(refused.answer.view.notice?.actions.some(({ id }) => id === "condense"));
    await runAction("condense", refused, asking);
    const { answer } = conversation.turns.at(-1) ?? refused;
    assert.equal(answer.view.state, "done", JSON.stringify(answer.view.notice));
    assert.ok(
      answer.entries.every(({ tier }) => tier === "full"),
      "a pick is never overridden",
    );
  });

  it("plans a large edit with Full and writes it out with Mini", async () => {
    const text = await openLong("long.ts", 110);
    answerNext(endpoint, "Call the first one `zero`.");
    answerNext(endpoint, `Renamed.\n\n\`\`\`ts\n${text.replace("name0", "zero")}\n\`\`\`\n`);
    const turn = await run("upshift.refactor");
    assertLayers(turn, ["full", "mini"]);
    assert.match(turn.answer.view.text, /zero = 0/);
  });
});
