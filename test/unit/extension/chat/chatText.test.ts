import assert from "node:assert/strict";
import { chatText } from "../../../../src/extension/chat/chatText.ts";
import { english } from "../../../../src/util/phrase.ts";
import { priceUnknown, stopped } from "../../../fixtures/chatStates.ts";

describe("a chat as Markdown", () => {
  const text = chatText([stopped, priceUnknown], { t: english, locale: "en" });

  it("has each question with its context, and each answer with who gave it and its price", () => {
    assert.match(text, /^## Summarise this file\.\n\n_store\.ts_\n\n\*\*Mini · gpt-6-luna · .*\$0\.0003 · Explain, /);
    assert.match(text, /\n\nThe store keeps entries in a doubly linked list[^\n]*\n\n## Write tests for touch\(\)\.\n/);
    assert.match(text, /\*\*Full · gateway\/coder-xl · Price unknown · /);
  });

  it("says why an answer is cut", () => {
    assert.match(text, /What arrived is kept\.\n$/);
  });
});
