import assert from "node:assert/strict";
import type { Tool } from "../../../../src/core/assist/message.ts";
import { parseCall, READ_TOOL_LIST } from "../../../../src/core/tools/readTools.ts";
import { say } from "../../../../src/util/phrase.ts";

const OTHERS: readonly Tool[] = [{ name: "other_tool", description: "Does something." }];
const parse = (name: string, json: string): ReturnType<typeof parseCall> =>
  parseCall({ id: "1", name, arguments: json }, OTHERS);

describe("calls of reading tools", () => {
  const good: readonly (readonly [name: string, json: string, call: object, title: string])[] = [
    ["read_file", '{"path":"src/a.ts"}', { tool: "read_file", path: "src/a.ts" }, "Read src/a.ts"],
    [
      "read_file",
      '{"path":".\\\\src\\\\a.ts","start":"9","end":3,"why":"to see"}',
      { tool: "read_file", path: "src/a.ts", start: 3, end: 9 },
      "Read src/a.ts, lines 3 to 9",
    ],
    [
      "read_file",
      '{"path":"/src/a.ts","end":5}',
      { tool: "read_file", path: "src/a.ts", start: 1, end: 5 },
      "Read src/a.ts, lines 1 to 5",
    ],
    [
      "search_text",
      '{"query":" evict ","path":null}',
      { tool: "search_text", query: "evict", path: "" },
      "Search for “evict”",
    ],
    [
      "search_text",
      '{"query":"a","path":"./src/"}',
      { tool: "search_text", query: "a", path: "src" },
      "Search for “a” in src",
    ],
    ["find_symbols", '{"path":"a.ts"}', { tool: "find_symbols", query: "", path: "a.ts" }, "List the symbols of a.ts"],
    [
      "find_references",
      '{"path":"a.ts","line":"7","symbol":"run"}',
      { tool: "find_references", path: "a.ts", line: 7, symbol: "run" },
      "Find the uses of “run”",
    ],
    ["list_problems", "", { tool: "list_problems", path: "" }, "List the problems"],
    ["show_changes", '{"path":"."}', { tool: "show_changes", path: "" }, "Show the changes"],
    ["show_test_output", "{}", { tool: "show_test_output" }, "Show the last test output"],
    ["other_tool", '{"x":1}', { tool: "other", name: "other_tool", input: { x: 1 } }, "Call other_tool"],
  ];
  for (const [name, json, call, title] of good) {
    it(`are understood: ${name} ${json}`, () => {
      const parsed = parse(name, json);
      assert.ok("call" in parsed, JSON.stringify(parsed));
      assert.deepEqual([parsed.call, say(parsed.title)], [call, title]);
    });
  }

  const bad: readonly (readonly [name: string, json: string, problem: RegExp])[] = [
    ["delete_file", "{}", /no tool of this name.*read_file.*other_tool/],
    ["constructor", "{}", /no tool of this name/],
    ["read_file", "[]", /no JSON object/],
    ["read_file", '"a.ts"', /no JSON object/],
    ["read_file", '{"path":', /no JSON object/],
    ["read_file", "{}", /path/],
    ["read_file", '{"path":"."}', /must name a file/],
    ["read_file", '{"path":"src/../../x"}', /inside the workspace/],
    ["read_file", '{"path":"a.ts","start":0}', /start/],
    ["read_file", '{"path":"a.ts","start":"first"}', /start/],
    ["search_text", '{"query":"  "}', /query/],
    ["search_text", `{"query":"${"x".repeat(2_000)}"}`, /query/],
    ["find_symbols", "{}", /query: is needed/],
    ["find_references", '{"path":"a.ts","symbol":"x"}', /line/],
  ];
  for (const [name, json, problem] of bad) {
    it(`are answered with what to mend: ${name} ${json.slice(0, 40)}`, () => {
      const parsed = parse(name, json);
      assert.ok("problem" in parsed);
      assert.match(parsed.problem, problem);
    });
  }

  it("are of tools that read: no name or description speaks of writing, and each has a schema", () => {
    for (const { name, description, parameters } of READ_TOOL_LIST) {
      assert.doesNotMatch(`${name} ${description}`, /write|delete|execute|command/i);
      assert.ok(parameters && "type" in parameters && parameters.type === "object", name);
    }
  });
});
