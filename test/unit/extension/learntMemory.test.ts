import assert from "node:assert/strict";
import { createLearntMemory } from "../../../src/extension/learntMemory.ts";
import type { Learnt } from "../../../src/providers/learnt.ts";
import { memento } from "../../helpers/memento.ts";
import { FakeLog } from "../../helpers/make.ts";

const URL = "http://127.0.0.1:11434/v1";

describe("what endpoints taught us", () => {
  it("is known in the next window, every part of it", () => {
    const state = new Map<string, unknown>();
    const all: Required<Learnt> = {
      ...{
        dropped: ["stop"],
        limitField: "max_tokens",
        foldSystem: true,
        chatOnly: true,
        noTools: true,
        refusedGaps: 2,
      },
    };
    createLearntMemory(memento(state), new FakeLog()).set(URL, "coder", all);
    const next = createLearntMemory(memento(state), new FakeLog());
    assert.deepEqual(next.get(URL, "coder"), all);
    assert.deepEqual(next.get(URL, "other"), {});
  });

  it("is forgotten where it is not valid", () => {
    const state = new Map<string, unknown>([["learntParameters", { [`${URL} coder`]: { refusedGaps: "two" } }]]);
    assert.deepEqual(createLearntMemory(memento(state), new FakeLog()).get(URL, "coder"), {});
  });
});
