import assert from "node:assert/strict";
import { parseFileLink } from "../../../src/util/fileLink.ts";

describe("a link to a file", () => {
  it("names a path and lines", () => {
    assert.deepEqual(parseFileLink("src/store.ts"), { path: "src/store.ts" });
    assert.deepEqual(parseFileLink("./src/store.ts#L40"), { path: "src/store.ts", lines: { start: 40, end: 40 } });
    assert.deepEqual(parseFileLink("/src/a%20b.ts#L4-L9"), { path: "src/a b.ts", lines: { start: 4, end: 9 } });
    assert.deepEqual(parseFileLink("src\\store.ts#L9-L4"), { path: "src/store.ts", lines: { start: 9, end: 9 } });
  });

  it("has no scheme, no host and no step up", () => {
    const refused = [
      ...["https://a.example", "javascript:alert(1)", "command:x", "vscode://x", "file:///etc/passwd", "c:/windows"],
      ...[
        "//evil.example/x",
        "\\\\evil\\share",
        "/\\evil",
        "../secret",
        "src/../../secret",
        "src/%2e%2e/x",
        "a\\..\\b",
      ],
      ...["", "a\nb", "%00", "%E0%A4%A", "jav\tascript:x", "data:text/html,x", "a%3Ab"],
    ];
    for (const link of refused) assert.equal(parseFileLink(link), undefined, JSON.stringify(link));
  });
});
