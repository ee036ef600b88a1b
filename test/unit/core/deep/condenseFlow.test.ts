import assert from "node:assert/strict";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import type { ContextItem } from "../../../../src/core/context/item.ts";
import { condenseFlow } from "../../../../src/core/deep/condenseFlow.ts";
import type { TaskKind } from "../../../../src/core/task/kinds.ts";
import { answer, fails, type Script } from "../../../helpers/fakeModel.ts";
import { playFlow, type PlayedFlow } from "../../../helpers/flow.ts";
import { item } from "../../../helpers/make.ts";

const LINES = Array.from({ length: 6_000 }, (_, index) => `export const name${index} = ${index};`);
const LONG = item({ kind: "selection", path: "src/long.ts", range: { start: 1, end: 6_000 }, text: LINES.join("\n") });
const SHORT = item({ kind: "file", path: "src/short.ts", text: "let short = 1;\n" });
const SECRET = 'const key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMN";';

async function play(
  items: readonly ContextItem[],
  models: Readonly<Partial<Record<"mini" | "full", readonly Script[]>>>,
  task?: TaskKind,
): Promise<PlayedFlow> {
  return await playFlow({
    flow: (request, deps, signal) => condenseFlow({ request, deps, signal }),
    models,
    request: { instruction: "Which name is the last?", ...(task ? { task } : {}) },
    deps: { context: { collect: () => Promise.resolve({ items, gate: createPathGate([]) }) } },
  });
}

const sentTo = ({ models }: PlayedFlow, tier: "mini" | "full", index: number): string =>
  models[tier]?.requests[index]?.pack.messages.at(-1)?.text ?? "";

describe("a question with too much context", () => {
  it("is asked of digests that a mini model makes of its pieces", async () => {
    const run = await play([LONG, SHORT], { mini: [answer("name5999 = 5999")], full: [] });
    const requests = run.models.mini?.requests ?? [];
    assert.ok(requests.length > 3);
    for (const index of requests.keys()) assert.match(sentTo(run, "mini", index), /Which name is the last\?/);
    const last = sentTo(run, "mini", requests.length - 1);
    assert.match(last, /### Added code "condensed": "src\/long\.ts", lines \d+-6000\n```markdown\nname5999 = 5999/);
    assert.match(last, /let short = 1;/);
    assert.doesNotMatch(last, /name3000/);
    const closing = run.events.at(-1);
    assert.equal(closing?.type === "assist-end" && closing.text, "name5999 = 5999");
    assert.match(run.steps[0] ?? "", /read done: Condensed \d+ tokens of src\/long\.ts to \d+/);
  });

  it("covers every line once", async () => {
    const run = await play([LONG], { mini: [answer("seen")] });
    const texts = (run.models.mini?.requests ?? []).slice(0, -1).map((_, index) => sentTo(run, "mini", index));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/export const name(\d+) =/g)].map(([, name]) => Number(name)),
    );
    assert.deepEqual(
      names,
      LINES.map((_, index) => index),
    );
  });

  it("never condenses code that is to be edited", async () => {
    const run = await play([LONG], { mini: [answer("never")], full: [answer("never")] }, "refactor");
    assert.equal(run.models.mini?.requests.length, 0);
    const closing = run.events.at(-1);
    assert.equal(closing?.type === "assist-error" && closing.failure.code, "context-too-long");
  });

  it("is asked as it is where nothing is long", async () => {
    const run = await play([SHORT], { mini: [answer("Yes.")] });
    assert.deepEqual(run.steps, []);
    assert.equal(run.ledger.entries.length, 1);
  });

  it("keeps secrets out of digests", async () => {
    const text = `${SECRET}\n${LINES.slice(0, 400).join("\n")}`;
    const echo = answer("The key is [[upshift-secret-1:openai-key]].");
    const run = await play([{ ...LONG, text }], { mini: [echo] });
    for (const { pack } of run.models.mini?.requests ?? [])
      assert.doesNotMatch(pack.messages.map((message) => message.text).join("\n"), /abcdefghijklmnop/);
    const closing = run.events.at(-1);
    assert.doesNotMatch(closing?.type === "assist-end" ? closing.text : "", /abcdefghijklmnop/);
  });

  it("ends with the reason when a piece fails", async () => {
    const run = await play([LONG], { mini: [answer("seen"), [fails("billing")]] });
    const closing = run.events.at(-1);
    assert.equal(closing?.type === "assist-error" && closing.failure.code, "billing");
    assert.match(run.steps[1] ?? "", /read failed/);
  });

  it("is left to the limit where it is beyond all measure", async () => {
    const huge = { ...LONG, text: LINES.concat(LINES, LINES, LINES).join("\n") };
    const run = await play([huge], { mini: [answer("never")] });
    const closing = run.events.at(-1);
    assert.equal(closing?.type === "assist-error" && closing.failure.code, "context-too-long");
  });
});
