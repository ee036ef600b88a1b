import assert from "node:assert/strict";
import { colourFaults, embeddedCss } from "./colourRules.ts";
import { filesOf, read } from "./sources.ts";

describe("stylesheets", () => {
  it("take every colour from the theme", () => {
    const sheets = filesOf("media/**/*.css", "src/webview/**/*.css").map((file) => ({ file, css: read(file) }));
    const embedded = filesOf("src/webview/**/*.ts").map((file) => ({ file, css: embeddedCss(read(file)) }));
    const faults = [...sheets, ...embedded].flatMap(({ file, css }) =>
      colourFaults(css).map((fault) => `${file}: ${fault}`),
    );
    assert.ok(sheets.length > 0, "there are no stylesheets");
    assert.deepEqual(faults, []);
  });

  for (const value of [
    "#fff",
    "#12345678",
    "rgb(0 0 0)",
    "rgba(0,0,0,.5)",
    "hsl(1 2% 3%)",
    "1px solid red",
    "White",
    "color(srgb 1 0 0)",
  ]) {
    it(`may not say ${value}`, () => assert.deepEqual(colourFaults(`a { b: ${value}; }`), [`b: ${value}`]));
  }

  it("may use variables, mixtures of them, and selectors that look like colours", () => {
    const css = `#add, .red:hover { color: var(--vscode-charts-red); background: transparent; /* #fff */
      border-color: color-mix(in srgb, var(--vscode-foreground) 20%, transparent); content: "red"; }`;
    assert.deepEqual(colourFaults(css), []);
  });

  it("are looked at inside sources too", () => {
    assert.deepEqual(colourFaults(embeddedCss("const style = css`a { color: red; width: ${x}px; }`;")), ["color: red"]);
  });
});
