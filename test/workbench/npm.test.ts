import assert from "node:assert/strict";
import { explainNpm } from "./npm.mjs";

describe("npm's failures", () => {
  const cases = [
    [
      "npm error code ENOTFOUND\nnpm error request to https://registry.example/x failed",
      /Could not reach.*VS Code \(ENOTFOUND\).*network/,
    ],
    ["npm error code ECONNREFUSED\nnpm error FetchError: https://registry.example", /Could not reach.*ECONNREFUSED/],
    ["npm error code ENOSPC\nnpm error /home/somebody/x", /disk is full.*run the command again/],
    ["npm error code EUSAGE\nnpm error package.json and lock", /npm install/],
    ["npm error code E404\nnpm error 404 https://registry.example/x", /could not install VS Code \(E404\)/],
    ["something else", /could not install VS Code \(unknown error\)/],
  ] as const;
  for (const [output, expected] of cases) {
    it(`become a sentence and a next step: ${output.split("\n")[0]}`, () => {
      const sentence = explainNpm(output, "VS Code");
      assert.match(sentence, expected);
      assert.doesNotMatch(sentence, /registry\.example|somebody|\n/);
    });
  }
});
