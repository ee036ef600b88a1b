import assert from "node:assert/strict";
import { vsixFaults } from "./vsix.ts";

describe("the contents of the VSIX", () => {
  const good = [
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/package.json",
    "extension/package.nls.json",
    "extension/readme.md",
    "extension/LICENSE.txt",
    "extension/NOTICE",
    "extension/dist/extension.cjs",
    "extension/dist/providers-sdk.cjs",
    "extension/dist/webview/chat.js",
    "extension/dist/webview/cost.js",
    "extension/dist/webview/codicon.css",
    "extension/dist/webview/codicon.ttf",
    "extension/media/icon.png",
  ];

  it("are right as they are meant", () => assert.deepEqual(vsixFaults(good), []));

  const strangers = [
    "extension/dist/extension.cjs.map",
    "extension/src/extension/extension.ts",
    "extension/test/unit/x.test.ts",
    "extension/media/screenshots/chat.png",
    "extension/node_modules/openai/index.js",
    "extension/package-lock.json",
    "extension/.env",
  ];
  for (const name of strangers) {
    it(`do not hold ${name}`, () => {
      assert.deepEqual(vsixFaults([...good, name]), [`${name} does not belong into the package`]);
    });
  }

  it("miss nothing that is needed", () => {
    const without = good.filter((name) => !name.endsWith("extension.cjs"));
    assert.deepEqual(vsixFaults(without), ["extension/dist/extension.cjs is missing from the package"]);
  });
});
