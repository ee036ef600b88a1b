import assert from "node:assert/strict";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { answer, fails, finish, text } from "../../../helpers/fakeModel.ts";
import { item } from "../../../helpers/make.ts";
import { assertInvariants, play, type Played, type Scene } from "../../../helpers/road.ts";

const KEY = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
const full = { scripts: [answer("return 2;")] };

function complete(mini: Scene["models"]["mini"], more: Partial<Scene> = {}): Promise<Played> {
  const models = { full, ...(mini ? { mini } : {}) };
  return play({ models, request: { task: "complete", origin: "completion" }, ...more });
}

/** A file that ends with a key, collected for a completion. */
const withKey: NonNullable<Scene["deps"]> = {
  context: {
    collect: () =>
      Promise.resolve({
        items: [item({ kind: "after", text: "" }), item({ kind: "before", text: `const key = "${KEY}";\nuse(` })],
        gate: createPathGate([]),
      }),
  },
};

describe("a completion on the road", () => {
  it("is served by mini and booked as a completion", async () => {
    const played = await complete({ scripts: [answer("return 1;")] });
    assert.equal(played.transcript.join(" / "), "routed mini / text / accepted / answered");
    assert.deepEqual(
      played.entries.map(({ task, tier, outcome }) => [task, tier, outcome]),
      [["complete", "mini", "accepted"]],
    );
  });

  it("may be empty: there was nothing to add", async () => {
    const played = await complete({ scripts: [[finish()]] });
    assert.deepEqual(
      played.entries.map(({ outcome, code }) => [outcome, code]),
      [["accepted", undefined]],
    );
    assertInvariants(played);
  });

  it("has one try: no other model steps in for one that fails", async () => {
    for (const code of ["overloaded", "rate-limit", "unreachable", "timeout"] as const) {
      const played = await complete({ scripts: [[fails(code)]] });
      assert.equal(played.transcript.at(-1), `error ${code}`);
      assert.equal(played.models.full?.requests.length, 0);
    }
  });

  it("ends where no more of it is wanted, accepted and booked by what arrived", async () => {
    const script = [text("return 1;\n"), text("return 2;\n"), text("return 3;\n"), finish()];
    const request = { task: "complete", origin: "completion", isEnough: (so: string) => so.includes("2") } as const;
    const played = await complete({ scripts: [script] }, { request });
    const end = played.events.at(-1);
    assert.ok(end?.type === "assist-end");
    assert.equal(end.text, "return 1;\nreturn 2;\n");
    const [entry] = played.entries;
    assert.deepEqual([entry?.outcome, entry?.usage.estimated], ["accepted", true]);
    assertInvariants(played);
  });

  it("tells the model where its answer ends", async () => {
    const played = await complete(
      { scripts: [answer("return 1;")] },
      { request: { task: "complete", stop: ["\n\n\n"] } },
    );
    assert.deepEqual(played.models.mini?.requests[0]?.stop, ["\n\n\n"]);
  });

  it("is asked of the tier there is", async () => {
    const played = await complete(undefined);
    assert.equal(played.entries[0]?.tier, "full");
  });

  it("goes out without secrets and comes back with them", async () => {
    const [placeholder] = /\[\[upshift-secret-1:openai-key\]\]/.exec(await sent()) ?? [];
    assert.ok(placeholder);
    const played = await complete({ scripts: [[text(`"${placeholder}")`), finish()]] }, { deps: withKey });
    const end = played.events.at(-1);
    assert.ok(end?.type === "assist-end");
    assert.equal(end.text, `"${placeholder}")`);
    assert.equal(end.restored, `"${KEY}")`);
  });

  async function sent(): Promise<string> {
    const { models } = await complete({ scripts: [answer("x")] }, { deps: withKey });
    const all = (models.mini?.requests ?? []).flatMap(({ pack }) => pack.messages.map((message) => message.text));
    assert.ok(all.length > 0 && !all.join("\n").includes(KEY));
    return all.join("\n");
  }
});
