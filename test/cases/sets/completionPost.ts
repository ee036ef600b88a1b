import * as z from "zod";
import { cleanReply } from "../../../src/core/complete/clean/clean.ts";
import type { Suggestion } from "../../../src/core/complete/typed.ts";
import { judgeEach, type CaseSet, type Judged } from "../cases.ts";

// One configuration for all files: what the product shows, given a place and the model's reply.

interface Shown {
  /** null = nothing is shown. */
  readonly completion: string | null;
  readonly replaces: number;
}

/** Cuts a text at its cursor mark and shows what the product would. */
function show(marked: string, cursor: string, reply: string, language: string): Shown {
  const [before = "", after = ""] = split(marked, cursor);
  return shown(cleanReply(reply, placeOf(before, after, language)));
}

function shown({ text, replaces }: Suggestion): Shown {
  return { completion: text === "" ? null : text, replaces };
}

function placeOf(before: string, after: string, language: string): Parameters<typeof cleanReply>[1] {
  return { document: "file:///case", language, offset: before.length, before, after };
}

function split(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function compare(gave: Shown, expected: string | null): Omit<Judged, "id"> {
  if ((gave.completion ?? "") === (expected ?? "")) return { verdict: "passed", gave };
  const why = `shows ${JSON.stringify(gave.completion)}, expected ${JSON.stringify(expected)}`;
  return { verdict: gave.completion === null ? "refused" : "failed", why, gave };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  ...{ ts: "typescript", tsx: "typescriptreact", js: "javascript", jsx: "javascriptreact", py: "python", rb: "ruby" },
  ...{ rs: "rust", cs: "csharp", kt: "kotlin", md: "markdown", yml: "yaml", hs: "haskell", fs: "fsharp" },
};

function languageOf(filename: string): string {
  const extension = filename.slice(filename.lastIndexOf(".") + 1);
  return EXTENSIONS[extension] ?? extension;
}

const EndToEnd = z.object({
  filename: z.string(),
  input: z.string(),
  cursor: z.string(),
  modelOutput: z.string(),
  expect: z.object({ completion: z.nullable(z.string()) }),
});

const continueEndToEnd = judgeEach(EndToEnd, ({ filename, input, cursor, modelOutput, expect }) =>
  compare(show(input, cursor, modelOutput, languageOf(filename)), expect.completion),
);

const Golden = z.object({
  language: z.string(),
  text: z.string(),
  expect: z.object({
    text: z.optional(z.string()),
    unchanged: z.optional(z.boolean()),
    discard: z.optional(z.boolean()),
    notEqual: z.optional(z.boolean()),
  }),
});

/** ├ and ┤ enclose the insertion, ╣ ends the part of the suffix that it takes the place of. */
const tabbyGolden = judgeEach(Golden, ({ language, text, expect }) => {
  const [before = "", rest = ""] = split(text, "├");
  const [reply = "", after = ""] = split(rest, "┤");
  const gave = shown(cleanReply(reply, placeOf(before, after, language)));
  if (expect.notEqual === true) return { verdict: "skipped", why: "a wish of the peer, not a check", gave };
  const marked = markedText(gave, before, after);
  const expected = expect.unchanged === true ? text : expect.discard === true ? before + after : (expect.text ?? "");
  if (marked === expected) return { verdict: "passed", gave };
  return { verdict: "failed", why: `gives ${JSON.stringify(marked)}`, gave };
});

function markedText({ completion, replaces }: Shown, before: string, after: string): string {
  if (completion === null) return before + after;
  const replaced = replaces === 0 ? "" : `${after.slice(0, replaces)}╣`;
  return `${before}├${completion}┤${replaced}${after.slice(replaces)}`;
}

const Filter = z.object({
  language: z.string(),
  text: z.string(),
  cursor: z.string(),
  modelOutput: z.nullable(z.string()),
  expect: z.object({ completion: z.nullable(z.string()), equal: z.boolean() }),
});

/** Where the original names no language, its first line is the first line of the text. */
const tabbyFilters = judgeEach(Filter, ({ language, text, cursor, modelOutput, expect }) => {
  if (modelOutput === null) return { verdict: "skipped", why: "no reply of a model" };
  const isNamed = /^[a-z+#]+$/.test(language);
  const gave = isNamed
    ? show(text.replace(/^\n/, ""), cursor, modelOutput, language)
    : show(language + text, cursor, modelOutput, "unknown");
  return expect.equal ? compare(gave, expect.completion) : { verdict: "skipped", why: "a known weakness", gave };
});

const Cody = z.object({
  code: z.string(),
  cursor: z.string(),
  language: z.string(),
  modelOutputs: z.array(z.string()),
  expect: z.object({
    completion: z.optional(z.string()),
    completions: z.optional(z.array(z.string())),
    index: z.optional(z.number()),
  }),
});

const cody = judgeEach(Cody, ({ code, cursor, language, modelOutputs, expect }) => {
  const index = expect.index ?? 0;
  const expected = expect.completion ?? expect.completions?.[index] ?? null;
  return compare(show(code, cursor, modelOutputs[index] ?? "", language), expected);
});

const Stage = z.object({ stage: z.string(), args: z.array(z.unknown()), expect: z.looseObject({}) });

const PostProcess = z.object({ completion: z.string(), prefix: z.string(), suffix: z.string() });

/** Only the stages whose input is a whole reply at a place, and whose outcome is what is shown. */
const continueStages = judgeEach(Stage, ({ stage, args, expect }) => {
  if (stage === "postprocessCompletion") {
    const { completion, prefix, suffix } = PostProcess.parse(args[0]);
    return compare(
      shown(cleanReply(completion, placeOf(prefix, suffix, "unknown"))),
      z.string().parse(expect["value"]),
    );
  }
  if (stage === "processSingleLineCompletion") {
    const [reply, after] = z.tuple([z.string(), z.string()]).parse(args.slice(0, 2));
    const { completionText } = z.object({ completionText: z.string() }).parse(expect["value"]);
    return compare(shown(cleanReply(reply, placeOf("", after, "unknown"))), completionText);
  }
  return { verdict: "skipped", why: `${stage} is a stage of the peer's own` };
});

export const completionPost: CaseSet = {
  folder: "cases/completion-post",
  files: {
    "continue-filter-e2e.json": continueEndToEnd,
    "continue-stages.json": continueStages,
    "tabby-golden.json": tabbyGolden,
    "tabby-filters.json": tabbyFilters,
    "cody-inline.json": cody,
  },
};
