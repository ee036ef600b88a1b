import assert from "node:assert/strict";
import { importsFile } from "../../../../src/engines/types/importsFile.ts";

describe("sources that import a changed one", () => {
  const cases: readonly (readonly [text: string, file: string, imports: boolean])[] = [
    ['import { a } from "./money.ts";', "/w/src/money.ts", true],
    ["export * from '../src/money';", "/w/src/money.ts", true],
    ['const m = await import("@shop/money.js");', "/w/src/money.mts", true],
    ['require("money")', "/w/src/money.d.ts", true],
    ['import "./a+b.ts";', String.raw`C:\w\a+b.ts`, true],
    ['import { shop } from "./shop";', "/w/shop/index.ts", true],
    ['import { shop } from "..";', "/w/shop/index.ts", true],
    ['import { a } from "./moneybag.ts";', "/w/src/money.ts", false],
    ['import { a } from "./my-money.ts";', "/w/src/money.ts", false],
    ['import { a } from "./money/bag.ts";', "/w/src/money.ts", false],
    ["const money = 1;", "/w/src/money.ts", false],
    ['import "./aab.ts";', "/w/a+b.ts", false],
  ];
  for (const [text, file, imports] of cases) {
    it(`${text} and ${file}`, () => assert.equal(importsFile(text, ["/w/other.ts", file]), imports));
  }
});
