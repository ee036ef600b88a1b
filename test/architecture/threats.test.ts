import assert from "node:assert/strict";
import { SETS } from "../cases/sets.ts";
import { filesOf, read } from "./sources.ts";

/** Every test, as one text. */
const tests = filesOf("test/{unit,loopback,architecture,host,ui,workbench}/**/*.{test,ui}.ts").map(read).join("\n");

describe("the threats that are written down", () => {
  const section = /^## Threats: [^\n]*\n([^]*?)^## /m.exec(read("src/ARCHITECTURE.md"))?.[1] ?? "";
  const rows = section.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    return cells.length === 5 && !/^(?:-+|threat|invariant)$/.test(cells[1] ?? "") ? [cells.slice(1, 4)] : [];
  });

  it("each have a guard, and a test that is there", () => {
    assert.ok(rows.length >= 38, String(rows.length));
    for (const [threat = "", guard, proof = ""] of rows) {
      const named = [...proof.matchAll(/`([^`]+)`|"([^"]+)"/g)].map(([, name = "", title = ""]) => name || title);
      assert.ok(guard !== "" && named.length > 0, threat);
      for (const name of named) assert.ok(isThere(name), `${threat}: there is no ${name}`);
    }
  });

  it("cover every invariant, in its order", () => {
    const numbers = rows.flatMap(([threat = ""]) => /^I(\d+)\b/.exec(threat)?.[1] ?? []);
    assert.deepEqual(
      numbers,
      Array.from({ length: 18 }, (_, index) => String(index + 1)),
    );
  });
});

/** A set of cases, a benchmark, a file or folder of tests, or the beginning of a test's title. */
function isThere(name: string): boolean {
  const [, tool, what = ""] = /^(?:npm run (cases|bench) )?-- ([\w-]+)$/.exec(name) ?? [];
  if (tool === "bench")
    return filesOf(`test/bench/${what.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}.ts`).length > 0;
  if (what !== "") return Object.hasOwn(SETS, what);
  const isFile = filesOf(`test/**/${name}{.test,.ui,}.ts`, `test/**/${name}/*.test.ts`).length > 0;
  return isFile || ['("', "(`", 'name: "'].some((start) => tests.includes(`${start}${name}`));
}
