import hljs from "highlight.js/lib/core";
import type { LanguageFn } from "highlight.js";
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import markdown from "highlight.js/lib/languages/markdown";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const LANGUAGES: Readonly<Record<string, LanguageFn>> = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  java,
  javascript,
  json,
  kotlin,
  markdown,
  php,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
};

for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);
hljs.registerAliases(["typescriptreact", "tsx"], { languageName: "typescript" });
hljs.registerAliases(["javascriptreact", "jsx"], { languageName: "javascript" });
hljs.registerAliases(["jsonc"], { languageName: "json" });
hljs.registerAliases(["shellscript"], { languageName: "bash" });

/** Above this a fence that closes would hold the page up for longer than a frame. */
export const SLICE_CHARS = 6_000;

/** Highlighted HTML of a piece of code, or undefined where the language is not known. */
export function highlight(code: string, language: string): string | undefined {
  if (hljs.getLanguage(language) === undefined) return undefined;
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/**
 * Cuts long code into pieces that are highlighted one by one, at blank lines before an unindented one where there are
 * any, so that a cut seldom falls into a comment or a string. Joined they are the code again.
 */
export function sliceCode(code: string, size = SLICE_CHARS): readonly string[] {
  const slices: string[] = [];
  let rest = code;
  while (rest.length > size * 1.5) {
    const cut = cutPoint(rest, size);
    slices.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  slices.push(rest);
  return slices;
}

function cutPoint(code: string, size: number): number {
  const from = Math.floor(size / 2);
  const near = code.slice(from, size);
  const blank = near.search(/\n\n\S(?![\s\S]*\n\n\S)/);
  if (blank >= 0) return from + blank + 2;
  const line = code.lastIndexOf("\n", size);
  return line > 0 ? line + 1 : size;
}
