import assert from "node:assert/strict";
import fc from "fast-check";
import { FileIndex, mapFrames } from "../../../../src/core/debug/mapFrames.ts";

const FILES = [
  "src/money.ts",
  "src/cart.ts",
  "src/index.ts",
  "packages/a/src/index.ts",
  "packages/b/src/index.ts",
  "packages/a/lib/util.ts",
  "py/pricing.py",
  "shop/com/acme/shop/Cart.java",
  "dist/money.js",
  "money/money.go",
];
const index = new FileIndex(FILES);
const mapOne = (file: string, column?: number): string => {
  const { mapped, left } = mapFrames([{ file, line: 1, symbol: "", ...(column ? { column } : {}) }], index);
  return mapped[0]?.path ?? left[0]?.why ?? "";
};

describe("frames of a trace", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["file:///srv/other/shelf/src/money.ts", "src/money.ts"],
    ["C:\\Users\\ci\\shelf\\src\\Money.ts", "src/money.ts"],
    ["http://localhost:5173/src/money.ts?t=17", "src/money.ts"],
    ["webpack-internal:///(app-pages-browser)/./src/money.ts", "src/money.ts"],
    ["webpack://shelf/./src/cart.ts", "src/cart.ts"],
    ["./src/money.ts", "src/money.ts"],
    ["money.ts", "src/money.ts"],
    ["/app/py/pricing.py", "py/pricing.py"],
    ["com/acme/shop/Cart.java", "shop/com/acme/shop/Cart.java"],
    ["/home/ci/shelf/money/money.go", "money/money.go"],
    ["/ci/packages/b/src/index.ts", "packages/b/src/index.ts"],
    ["/ci/src/index.ts", "ambiguous"],
    ["index.ts", "ambiguous"],
    ["/elsewhere/money.ts", "elsewhere"],
    ["/srv/app/other.ts", "elsewhere"],
    ["/srv/shelf/node_modules/express/lib/router.js", "dependency"],
    ["/usr/lib/python3.12/json/decoder.py", "runtime"],
    ["/venv/lib/python3.12/site-packages/flask/app.py", "dependency"],
    ["node:internal/modules/cjs/loader", "runtime"],
    ["java/util/ArrayList.java", "runtime"],
    ["/usr/local/go/src/runtime/panic.go", "runtime"],
    ["/home/ci/go/pkg/mod/github.com/x/y@v1/z.go", "dependency"],
    ["/srv/shelf/dist/money.js", "generated"],
    ["https://shop.example/assets/app.min.js", "generated"],
    ["https://shop.example/assets/index-Bx81hWq2.js", "generated"],
    ["https://shop.example/static/js/main.chunk-77aa.js", "generated"],
  ];
  for (const [file, expected] of rows) it(`of ${file}: ${expected}`, () => assert.equal(mapOne(file), expected));

  it("far into a line lie in code that no person wrote", () => {
    assert.equal(mapOne("https://shop.example/src/money.ts", 48_123), "generated");
  });

  it("keep their order, and each is mapped or left out with a reason", () => {
    const file = fc.constantFrom(...rows.map(([name]) => name));
    fc.assert(
      fc.property(fc.array(file, { maxLength: 12 }), (files) => {
        const frames = files.map((name) => ({ file: name, line: 3, symbol: "f" }));
        const { mapped, left } = mapFrames(frames, index);
        assert.equal(mapped.length + left.length, frames.length);
        for (const { path } of mapped) assert.ok(FILES.includes(path));
        assert.deepEqual(
          mapped.map(({ frame }) => frames.indexOf(frame)).toSorted((a, b) => a - b),
          mapped.map(({ frame }) => frames.indexOf(frame)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("on another computer's path lead to the same file as here", () => {
    const folder = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 4 });
    fc.assert(
      fc.property(
        folder,
        fc.constantFrom("src/money.ts", "py/pricing.py", "packages/a/lib/util.ts"),
        (folders, file) => {
          if (folders.some((name) => /^(?:dist|build|out|target|vendor|gems)$/.test(name))) return;
          assert.equal(mapOne(["", ...folders, file].join("/")), file);
        },
      ),
      { numRuns: 60 },
    );
  });
});
