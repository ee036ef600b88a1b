import assert from "node:assert/strict";
import { cutOutput } from "../../../../src/core/debug/cutOutput.ts";
import { parseTraces } from "../../../../src/core/debug/parseTraces.ts";
import { stoppedText } from "../../../../src/core/debug/stoppedText.ts";

/** Cuts fakes in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const TOKEN = `gh${cut}p_${"aB3dE6gH9".repeat(4)}`;
const PEM = [
  `-----BEGIN ${cut}PRIVATE KEY-----`,
  ...Array.from({ length: 30 }, (_, at) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC${at}error${at}9Us8c`),
  `-----END ${cut}PRIVATE KEY-----`,
].join("\n");

/** A text that ends in the token, which reaches over its place `at`. */
const upTo = (at: number): string => "word ".repeat(at).slice(0, at - 20) + TOKEN;
const valueOf = (value: string): string =>
  stoppedText({
    frames: [{ name: "f", file: "/w/a.ts", line: 1, variables: [{ name: "key", value, type: "string" }] }],
    isPartial: false,
  });

describe("a secret at a place where a text is cut", () => {
  for (const [name, text] of [
    ["a long line of an output", cutOutput(`${upTo(600)}\n${"line\n".repeat(4_000)}`).text],
    ["the value of a variable", valueOf(upTo(200))],
    ["an error of a trace", parseTraces(`TypeError: ${upTo(300)}\n    at f (/w/a.ts:1:1)`)[0]?.error ?? ""],
  ] as const) {
    it(`leaves no part of itself: ${name}`, () => {
      assert.match(text, /word word/);
      assert.ok(!text.includes(TOKEN.slice(0, 8)), text.slice(-60));
    });
  }

  it("is known by all of the output, of which only some lines go", () => {
    const noise = Array.from({ length: 3_000 }, (_, at) => `step ${at}`).join("\n");
    const { text } = cutOutput(`${noise}\n${PEM}\nError: wrong key\n${noise}`, 2_000);
    assert.match(text, /private-key\]\]\nError: wrong key/);
    assert.doesNotMatch(text, /MIIEvQIBADAN/);
  });
});
