import assert from "node:assert/strict";
import { read, sources } from "./sources.ts";

const host = sources.filter((file) => file.startsWith("src/extension/")).map((file) => ({ file, text: read(file) }));
const page = read("src/extension/views/html.ts");

describe("the policy of the webviews", () => {
  it("lets nothing in but our own script, styles and icons", () => {
    const directives = [...page.matchAll(/^ {4}["`]([a-z-]+ [^\n]+)["`],$/gm)].map(([, text = ""]) => text);
    assert.deepEqual(directives, [
      "default-src 'none'",
      "img-src ${source}",
      "style-src ${source}",
      "font-src ${source}",
      "script-src 'nonce-${nonce}'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html dompurify",
    ]);
    assert.match(page, /randomBytes\(16\)/);
    assert.doesNotMatch(page, /unsafe-|https:|<style|style=|onload|onclick/);
  });

  it("is the only page that there is, and none may run commands", () => {
    const pages = host.filter(({ text }) => text.includes("<!DOCTYPE"));
    assert.deepEqual(
      pages.map(({ file }) => file),
      ["src/extension/views/html.ts"],
    );
    for (const { file, text } of host) assert.doesNotMatch(text, /enableCommandUris|isTrusted = true\b/, file);
  });
});
