import assert from "node:assert/strict";
import { services } from "./window.ts";

describe("the tokenizer in the extension host", () => {
  it("counts in its thread", async function () {
    this.timeout(60_000);
    const { tokenizer } = await services();
    await tokenizer.warmUp();
    assert.deepEqual(await tokenizer.count(["hello world", ""]), [2, 0]);
  });
});
