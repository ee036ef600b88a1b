import assert from "node:assert/strict";
import { PRESETS } from "../../src/core/models/presets.ts";
import { read } from "./sources.ts";

const STATE = /^(?:not yet evaluated on live models|evaluated on \d{4}-\d{2}-\d{2} with .+)$/;

describe("the README", () => {
  const section = /^## Evaluated on live models\n([^]*?)^## /m.exec(read("README.md"))?.[1] ?? "";
  const lines = section.trim().split("\n");
  const rows = lines.slice(2).map((line) => line.split("|").map((cell) => cell.trim()));

  it("says of every preset whether it was evaluated on live models, and nothing else", () => {
    const names = PRESETS.filter(({ demo }) => !demo).map(({ name }) => name);
    assert.deepEqual(new Set(rows.map(([, name]) => name)), new Set(names));
    assert.equal(rows.length, names.length);
    for (const [, , state] of rows) assert.match(state ?? "", STATE);
    assert.ok(lines.every((line) => line.startsWith("|")));
  });
});
