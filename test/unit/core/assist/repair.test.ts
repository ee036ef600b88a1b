import assert from "node:assert/strict";
import type { Draft, Verifier } from "../../../../src/core/ports.ts";
import { CORE_VERIFIERS } from "../../../../src/core/cascade/verify.ts";
import { policyFor } from "../../../../src/core/router/policy.ts";
import { phrase } from "../../../../src/util/phrase.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { price } from "../../../helpers/make.ts";
import { play, type Scene } from "../../../helpers/road.ts";

const code = (text: string) => answer(`Done.\n\n\`\`\`ts\n${text}\n\`\`\`\n`);

/** Refuses what holds "bad". */
const types: Verifier = {
  name: "types",
  check: ({ text }: Draft) =>
    Promise.resolve(
      text.includes("bad")
        ? { type: "failed", because: phrase("2 new errors"), complaint: "There are 2 new errors." }
        : { type: "passed" },
    ),
};

/** Mini fails first; full costs `full` dollars per million tokens. */
function scene(full: number, mini: readonly string[], more: Partial<Scene> = {}): Scene {
  return {
    models: {
      mini: { scripts: mini.map(code), info: { price: price(0.1, 0.4), leastEffort: "minimal" } },
      full: { scripts: [code("const good = 1;")], info: { price: price(full, 4 * full) } },
    },
    request: { task: "fix" },
    deps: { verifiers: [...CORE_VERIFIERS, types], policy: () => policyFor(0.1) },
    ...more,
  };
}

const tried = ({ entries }: Awaited<ReturnType<typeof play>>): readonly string[] =>
  entries.map(({ tier, why, outcome }) => `${tier} ${why} ${outcome}`);

describe("a refused answer", () => {
  it("goes back to its model once, with more reasoning, where a stronger one is dear", async () => {
    const played = await play(scene(40, ["const bad = 1;", "const good = 1;"]));
    assert.deepEqual(tried(played), ["mini routed rejected", "mini retried accepted"]);
    assert.deepEqual(
      played.models.mini?.requests.map(({ effort }) => effort),
      ["low", "high"],
    );
    assert.match(played.models.mini?.requests[1]?.pack.messages.at(-1)?.text ?? "", /2 new errors/);
    assert.equal(played.entries[1]?.reason, "Asked again: a check failed");
  });

  it("goes up when mending did not help, and counts as one refusal of its model", async () => {
    assert.deepEqual(tried(await play(scene(40, ["const bad = 1;", "const bad = 2;"]))), [
      "mini routed rejected",
      "mini retried rejected",
      "full shifted-up accepted",
    ]);
  });

  it("goes up at once where that is worth more", async () => {
    assert.deepEqual(tried(await play(scene(4, ["const bad = 1;"]))), [
      "mini routed rejected",
      "full shifted-up accepted",
    ]);
  });

  it("goes up at once when only its shape was looked at: there is nothing to mend", async () => {
    const models = scene(40, ["const good = 1;"]).models;
    const played = await play({
      models: { ...models, mini: { scripts: [answer("I would rather not.")], info: { price: price(0.1, 0.4) } } },
      request: { task: "fix" },
    });
    assert.deepEqual(tried(played), ["mini routed rejected", "full shifted-up accepted"]);
  });
});
