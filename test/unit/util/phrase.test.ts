import assert from "node:assert/strict";
import { english, phrase, say } from "../../../src/util/phrase.ts";

describe("a phrase", () => {
  const inner = phrase("{count} places", { count: 3 });
  const outer = phrase("Found {where} in {file}", { where: inner, file: "a.ts" });

  it("has its placeholders filled, and shows the unknown ones", () => {
    assert.equal(say(phrase("{a} and {b}", { a: 1 })), "1 and {b}");
  });

  it("may hold another one, which is translated too", () => {
    assert.equal(say(outer), "Found 3 places in a.ts");
    const table: Readonly<Record<string, string>> = {
      "Found {where} in {file}": "In {file}: {where}",
      "{count} places": "{count} Stellen",
    };
    assert.equal(
      say(outer, (text, args) => english(table[text] ?? text, args)),
      "In a.ts: 3 Stellen",
    );
  });
});
