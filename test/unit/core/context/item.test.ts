import assert from "node:assert/strict";
import { type ContextItem, itemId, type ItemKind, withoutRemoved } from "../../../../src/core/context/item.ts";

const item = (kind: ItemKind, path = "src/a.ts"): ContextItem => ({ kind, path, language: "", name: "", text: kind });

/** The kinds that are left of selection, symbol, file and problems of one file. */
function check(...removed: readonly ItemKind[]): string {
  const items = [item("selection"), item("symbol"), item("file"), item("diagnostics")];
  const ids = removed.map((kind) => itemId(item(kind)));
  return withoutRemoved(items, ids)
    .map(({ kind }) => kind)
    .join(" ");
}

describe("removed chips", () => {
  it("are gone", () => assert.equal(check("diagnostics"), "selection symbol file"));
  it("take the enclosing symbol along with the selection", () => assert.equal(check("selection"), "file diagnostics"));
  it("take the enclosing symbol along with the file", () => assert.equal(check("file"), "selection diagnostics"));
  it("leave nothing when all are gone", () => assert.equal(check("selection", "file", "diagnostics"), ""));
  it("stay gone when the cursor moves", () => {
    const moved = { ...item("selection"), range: { start: 40, end: 50 } };
    assert.deepEqual(withoutRemoved([moved], [itemId({ ...moved, kind: "selection" })]), []);
  });
  it("are of their file only", () => {
    assert.equal(withoutRemoved([item("file", "src/b.ts")], [itemId(item("file"))]).length, 1);
  });
});
