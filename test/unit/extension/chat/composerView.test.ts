import assert from "node:assert/strict";
import type { Failure } from "../../../../src/core/assist/errors.ts";
import { placeId } from "../../../../src/core/context/item.ts";
import { composerView } from "../../../../src/extension/chat/composerView.ts";
import type { ChipView, ComposerView } from "../../../../src/protocol/viewState.ts";
import { ANSWER_WORDS } from "../../../helpers/answerWords.ts";

const chip = (path: string): ChipView => ({
  id: placeId(path),
  kind: "file",
  name: path.split("/").at(-1) ?? path,
  tokens: 0,
  removed: false,
});

function viewOf(failure: Pick<Failure, "code" | "facts">, removed: readonly ChipView[] = []): ComposerView {
  const found = { type: "blocked", failure } as const;
  const places = [chip("src/a.ts"), chip("src/b.ts")];
  return composerView(
    { found, layered: found, all: found, pick: "auto", depth: "deep", places, removed },
    ANSWER_WORDS,
  );
}

/** The chips of a message that is in trouble, as `name` or `name: why`. */
function chips(...scene: Parameters<typeof viewOf>): readonly string[] {
  const view = viewOf(...scene);
  assert.ok(view.blocked ?? view.hint);
  return view.chips.map(
    (one) => `${one.name}${one.blocked === undefined ? "" : `: ${one.blocked}`}${one.removed ? " (out)" : ""}`,
  );
}

describe("the message box of a message that cannot be sent", () => {
  it("marks the file that is in the way, whether it is named by its path or its name", () => {
    for (const file of ["src/b.ts", "b.ts"]) {
      assert.deepEqual(chips({ code: "ignored", facts: { file, reason: ".gitignore" } }), [
        "a.ts",
        `b.ts: ${file} is kept out by .gitignore.`,
      ]);
    }
  });

  it("lets any file be taken out where no single one is in the way", () => {
    assert.deepEqual(chips({ code: "context-too-long", facts: { tokens: 20_000, limitTokens: 16_000 } }), [
      "a.ts",
      "b.ts",
    ]);
  });

  it("can be sent where it is too long: it may be condensed", () => {
    const { blocked, hint } = viewOf({ code: "context-too-long", facts: { tokens: 20_000, limitTokens: 16_000 } });
    assert.equal(blocked, undefined);
    assert.match(hint ?? "", /20,000|20k/);
  });

  it("keeps what was taken out in sight, so that it can be put back", () => {
    const out = { ...chip("src/c.ts"), removed: true };
    assert.deepEqual(chips({ code: "no-model", facts: {} }, [out]).at(-1), "c.ts (out)");
  });
});
