import assert from "node:assert/strict";
import { languageOf } from "../../../../src/providers/demo/code/languages.ts";
import { readStructure } from "../../../../src/providers/demo/code/structure.ts";

interface Case {
  readonly language: string;
  readonly text: string;
  /** "kind name first-last", a `+` for exported. */
  readonly parts: readonly string[];
  readonly imports?: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  TypeScript: {
    language: "typescript",
    text: `import { a } from "./a.ts";
// function no() {}
export type Id = string | { a: number };

export interface Row<T> {
  id: Id;
}

export const twice = (n: number): number => n * 2;

export async function load(
  id: Id,
): Promise<{ ok: boolean }> {
  if (id) { return { ok: true }; }
  return a(id);
}

abstract class Base {
  #secret = 1;
  private async get<K extends string>(key: K): Promise<void> {
    for (const x of key) work(x);
  }
}
`,
    parts: [
      "type Id 3-3 +",
      "interface Row 5-7 +",
      "function twice 9-9 +",
      "function load 11-16 +",
      "class Base 18-23",
      "method get 20-22",
    ],
    imports: ["./a.ts"],
  },
  Python: {
    language: "python",
    text: `from os import path
import re, sys

@cached
def top(a,
        b=(1, 2)):
    """def no(): pass"""
    return [x for x in a if x]


class Shelf:
    def _inner(self):
        def deep():
            return 1

        return deep()
`,
    parts: ["function top 5-8 +", "class Shelf 11-16 +", "method _inner 12-16", "method deep 13-14 +"],
    imports: ["os", "re"],
  },
  Go: {
    language: "go",
    text: `package main

import "fmt"

type Store struct {
	m map[string]int
}

func (s *Store) Get(k string) (int, error) {
	return s.m[k], nil
}

func helper() { fmt.Println("}") }
`,
    parts: ["struct Store 5-7 +", "method Get 9-11 +", "function helper 13-13"],
    imports: ["fmt"],
  },
  Rust: {
    language: "rust",
    text: `use std::collections::HashMap;

pub struct Store<'a> {
    map: HashMap<&'a str, i32>,
}

impl<'a> Store<'a> {
    pub fn get(&self, key: &str) -> Option<&i32> {
        self.map.get(key)
    }
}
`,
    parts: ["struct Store 3-5 +", "function get 8-10 +"],
    imports: ["std::collections::HashMap"],
  },
  Java: {
    language: "java",
    text: `import java.util.List;

public class Cart {
    private final List<Item> items;

    public int total(int tax) {
        for (Item item : items) { work(item); }
        return tax;
    }
}
`,
    parts: ["class Cart 3-10 +", "method total 6-9 +"],
    imports: ["java.util.List"],
  },
  "C or C++": {
    language: "cpp",
    text: `#include <vector>

struct Point {
  int x;
};

static int area(const std::vector<int>& sides)
{
  if (sides.empty()) return 0;
  return sides[0];
}
`,
    parts: ["struct Point 3-5", "function area 7-11"],
    imports: ["vector"],
  },
};

describe("reading the structure of code", () => {
  for (const [name, { language, text, parts, imports }] of Object.entries(CASES)) {
    it(`in ${name}`, () => {
      const row = languageOf(language);
      assert.equal(row?.name, name);
      const structure = readStructure(text, row);
      const found = structure.declarations.map(
        (part) => `${part.kind} ${part.name} ${part.start}-${part.end}${part.exported ? " +" : ""}`,
      );
      assert.deepEqual(found, parts);
      assert.deepEqual(structure.imports, imports ?? []);
    });
  }

  it("counts branches, loops, raised errors, waits and notes, not what stands in comments and strings", () => {
    const row = languageOf("ts");
    assert.ok(row);
    const text = "// TODO: if\nif (a?.b ?? c) { throw x; }\nconst y = a ? 'if' : b;\nfor (;;) await z;\n";
    const { branches, loops, raises, awaits, todos } = readStructure(text, row);
    assert.deepEqual(
      { branches, loops, raises, awaits, todos },
      { branches: 2, loops: 1, raises: 1, awaits: 1, todos: 1 },
    );
  });

  it("gets through long and broken text in no time", () => {
    const texts = [
      "{".repeat(10_000),
      "(a ".repeat(10_000),
      "x".repeat(50_000),
      `${"f(a, b) ".repeat(3_000)}\n`,
      '"'.repeat(9_999),
      "`${".repeat(9_999),
    ];
    for (const id of ["ts", "py", "go", "rust", "java", "c"]) {
      const row = languageOf(id);
      assert.ok(row);
      for (const text of texts) readStructure(text, row);
    }
  }).timeout(5_000);
});
