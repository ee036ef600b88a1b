import * as z from "zod/mini";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Tool, ToolCall } from "../assist/message.ts";
import { firstIssue } from "../connectionSettings.ts";

/** A call whose arguments were understood. Lines are 1-based and inclusive, paths inside the workspace with `/`. */
export type ReadCall =
  | { readonly tool: "search_text"; readonly query: string; readonly path: string }
  | { readonly tool: "read_file"; readonly path: string; readonly start?: number; readonly end?: number }
  | { readonly tool: "find_symbols"; readonly query: string; readonly path: string }
  | { readonly tool: "find_references"; readonly path: string; readonly line: number; readonly symbol: string }
  | { readonly tool: "list_problems"; readonly path: string }
  | { readonly tool: "show_changes"; readonly path: string }
  | { readonly tool: "show_test_output" }
  /** A tool of another program. */
  | { readonly tool: "other"; readonly name: string; readonly input: object };

type OwnCall = Exclude<ReadCall, { tool: "other" }>;

/** A tool of ours: what a model is told of it, how its arguments are read, what people see. */
interface ReadTool {
  readonly description: string;
  readonly properties: Readonly<Record<string, { readonly type: "string" | "integer"; readonly description: string }>>;
  readonly required: readonly string[];
  readonly parse: (input: unknown) => ParsedCall;
}

/** A call with its title for people, or what the model has to mend. */
export type ParsedCall =
  { readonly call: ReadCall; readonly title: Phrase } | { readonly problem: string; readonly title: Phrase };

const LONGEST = 1_000;
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST));
const orNothing = z.transform((text: string | undefined) => text ?? "");
/** Models write `./src`, `/src` and `src\a.ts` where `src/a.ts` is meant; what climbs out of the folder is refused. */
const path = z.pipe(
  z.string().check(z.maxLength(LONGEST)),
  z.pipe(
    z.transform((text: string) =>
      text
        .trim()
        .replaceAll("\\", "/")
        .replace(/^(?:\.?\/)+|^\.$/, "")
        .replace(/\/+$/, ""),
    ),
    z.string().check(z.refine((text) => !text.split("/").includes(".."), "must lie inside the workspace")),
  ),
);
const anyPath = z.pipe(z.optional(path), orNothing);
const onePath = z.pipe(path, z.string().check(z.minLength(1, "must name a file")));
/** Small models write numbers as text. */
const line = z.pipe(
  z.union([
    z.number(),
    z.pipe(z.string().check(z.regex(/^\s*\d+\s*$/, "must be a whole number")), z.transform(Number)),
  ]),
  z.int().check(z.gte(1, "counts from 1")),
);

const TEXT = { type: "string" } as const;
const NUMBER = { type: "integer" } as const;
const WHERE = { ...TEXT, description: "A file or folder, relative to the workspace; the whole workspace without it." };

/** Reading tools of our own. None of them writes or starts anything. */
export const READ_TOOLS: Readonly<Record<OwnCall["tool"], ReadTool>> = {
  search_text: tool({
    description: "Finds lines that contain a text (not a pattern, in either case) in the files of the workspace.",
    properties: { query: { ...TEXT, description: "The text to find." }, path: WHERE },
    required: ["query"],
    schema: z.object({ query: words, path: anyPath }),
    call: (input) => ({ tool: "search_text", ...input }),
    title: ({ query, path: where }) =>
      where === ""
        ? phrase("Search for {text}", { text: quoted(query) })
        : phrase("Search for {text} in {path}", { text: quoted(query), path: where }),
  }),
  read_file: tool({
    description: "Reads a file of the workspace, or lines of it. Long files are cut: ask for lines.",
    properties: {
      path: { ...TEXT, description: "The file, relative to the workspace." },
      start: { ...NUMBER, description: "First line, from 1." },
      end: { ...NUMBER, description: "Last line." },
    },
    required: ["path"],
    schema: z.object({ path: onePath, start: z.optional(line), end: z.optional(line) }),
    call: ({ path: file, start, end }) => ({ tool: "read_file", path: file, ...ordered(start, end) }),
    title: ({ path: file, ...lines }) => {
      const { start, end } = ordered(lines.start, lines.end);
      if (start === undefined) return phrase("Read {path}", { path: file });
      return end === undefined
        ? phrase("Read {path} from line {start}", { path: file, start })
        : phrase("Read {path}, lines {start} to {end}", { path: file, start, end });
    },
  }),
  find_symbols: tool({
    description: "Finds functions, classes and other symbols by name in the workspace, or lists those of one file.",
    properties: { query: { ...TEXT, description: "A name or a part of it." }, path: WHERE },
    required: [],
    schema: z.object({
      query: z.pipe(z.optional(z.string().check(z.trim(), z.maxLength(LONGEST))), orNothing),
      path: anyPath,
    }),
    check: ({ query, path: where }) => (query === "" && where === "" ? "query: is needed without a path" : undefined),
    call: (input) => ({ tool: "find_symbols", ...input }),
    title: ({ query, path: where }) =>
      query === ""
        ? phrase("List the symbols of {path}", { path: where })
        : phrase("Find the symbol {text}", { text: quoted(query) }),
  }),
  find_references: tool({
    description: "Finds every use of a symbol. Say where it stands: its file, a line with it, and its name.",
    properties: {
      path: { ...TEXT, description: "A file with the symbol, relative to the workspace." },
      line: { ...NUMBER, description: "A line of that file with the symbol, from 1." },
      symbol: { ...TEXT, description: "The name as it stands in that line." },
    },
    required: ["path", "line", "symbol"],
    schema: z.object({ path: onePath, line, symbol: words }),
    call: (input) => ({ tool: "find_references", ...input }),
    title: ({ symbol }) => phrase("Find the uses of {text}", { text: quoted(symbol) }),
  }),
  list_problems: tool({
    description: "Lists the errors and warnings that the editor shows.",
    properties: { path: WHERE },
    required: [],
    schema: z.object({ path: anyPath }),
    call: (input) => ({ tool: "list_problems", ...input }),
    title: ({ path: where }) =>
      where === "" ? phrase("List the problems") : phrase("List the problems in {path}", { path: where }),
  }),
  show_changes: tool({
    description: "Shows what has changed in the workspace since the last commit, as a diff.",
    properties: { path: WHERE },
    required: [],
    schema: z.object({ path: anyPath }),
    call: (input) => ({ tool: "show_changes", ...input }),
    title: ({ path: where }) =>
      where === "" ? phrase("Show the changes") : phrase("Show the changes in {path}", { path: where }),
  }),
  show_test_output: tool({
    description: "Shows the output of the last test run. Runs nothing.",
    properties: {},
    required: [],
    schema: z.object({}),
    call: () => ({ tool: "show_test_output" }),
    title: () => phrase("Show the last test output"),
  }),
};

/** Our tools in the form that models get. */
export const READ_TOOL_LIST: readonly Tool[] = Object.entries(READ_TOOLS).map(
  ([name, { description, properties, required }]) => ({
    name,
    description,
    parameters: { type: "object", properties, ...(required.length > 0 ? { required } : {}) },
  }),
);

/**
 * Reads a model's call. Tolerant of nulls, numbers as text and arguments that nobody asked for; what cannot be understood
 * is a sentence that says what to mend.
 */
export function parseCall({ name, arguments: text }: ToolCall, others: readonly Tool[]): ParsedCall {
  const input = objectIn(text);
  const title = phrase("Call {tool}", { tool: name.slice(0, 100) });
  const own = Object.hasOwn(READ_TOOLS, name) ? READ_TOOLS[name as OwnCall["tool"]] : undefined;
  if (!own && !others.some((other) => other.name === name)) {
    const names = [...READ_TOOL_LIST, ...others].map((known) => known.name).join(", ");
    return { problem: `There is no tool of this name. The tools are: ${names}.`, title };
  }
  if (!input) return { problem: "The arguments are no JSON object. Call the tool again with a valid one.", title };
  if (own) return own.parse(input);
  return { call: { tool: "other", name, input }, title };
}

interface Definition<Input> extends Omit<ReadTool, "parse"> {
  readonly schema: z.ZodMiniType<Input>;
  /** What no single argument shows. */
  readonly check?: (input: Input) => string | undefined;
  readonly call: (input: Input) => ReadCall;
  readonly title: (input: Input) => Phrase;
}

function tool<Input>({ schema, check, call, title, ...told }: Definition<Input>): ReadTool {
  return {
    ...told,
    parse(input) {
      const parsed = z.safeParse(schema, input);
      const problem = parsed.success ? check?.(parsed.data) : firstIssue(parsed.error);
      if (!parsed.success || problem !== undefined)
        return { problem: `The arguments do not fit: ${problem ?? ""}.`, title: phrase("Call that does not fit") };
      return { call: call(parsed.data), title: title(parsed.data) };
    },
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = text.trim() === "" ? {} : JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null));
  } catch {
    return undefined;
  }
}

function ordered(start: number | undefined, end: number | undefined): { start?: number; end?: number } {
  if (start === undefined) return end === undefined ? {} : { start: 1, end };
  return end === undefined ? { start } : { start: Math.min(start, end), end: Math.max(start, end) };
}

function quoted(text: string): string {
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
