import assert from "node:assert/strict";
import path from "node:path";
import fc from "fast-check";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import { smallDrive, wayBelow } from "../../../src/util/paths.ts";

/** Names as Windows allows them, with letters whose cases are not a pair everywhere. */
const name = fc
  .stringMatching(/^[A-Za-z0-9äÖßéİ _.()-]{1,12}$/)
  .filter((text) => !/^\.+$/.test(text) && text.trim() === text && !text.endsWith("."));
const drive = fc.constantFrom("c", "C", "z", "Z");
const names = fc.array(name, { minLength: 1, maxLength: 4 });

/** What VS Code makes of a file's path: `C:\a\b` becomes `/C:/a/b`. */
function uriPath(windows: string): string {
  return `/${windows.replaceAll("\\", "/")}`;
}

describe("paths of Windows", () => {
  it("lead from a folder to what lies in it, whatever the case of drive and names", () => {
    const shout = fc.boolean();
    fc.assert(
      fc.property(drive, fc.boolean(), names, names, shout, (one, capital, folders, inside, loud) => {
        const other = capital ? one.toUpperCase() : one.toLowerCase();
        const folder = path.win32.join(`${one}:\\`, ...folders);
        const file = path.win32.join(
          `${other}:\\`,
          ...folders.map((part) => (loud ? part.toUpperCase() : part)),
          ...inside,
        );
        // A capital of several letters, as that of ß, is another name to Windows too.
        fc.pre(folders.every((part) => part.toUpperCase().length === part.length));
        assert.equal(wayBelow(uriPath(folder), uriPath(file)), inside.join("/"));
      }),
      { numRuns: 200 },
    );
  });

  it("lead nowhere for what lies elsewhere", () => {
    fc.assert(
      fc.property(drive, names, names, (letter, folders, others) => {
        const folder = path.win32.join(`${letter}:\\`, ...folders);
        const file = path.win32.join(`${letter}:\\`, ...others);
        const way = wayBelow(uriPath(folder), uriPath(file));
        const relative = path.win32.relative(folder, file).replaceAll("\\", "/");
        if (relative.startsWith("..")) assert.equal(way, undefined);
        else assert.equal(way, relative);
      }),
      { numRuns: 200 },
    );
  });

  it("are judged by the same ignore rules as those of other systems", () => {
    const gate = createPathGate([{ name: ".upshiftignore", folder: "", text: "/Secret/\n*.key\n" }]);
    fc.assert(
      fc.property(drive, names, names, (letter, folders, inside) => {
        const folder = path.win32.join(`${letter}:\\`, ...folders);
        for (const [parts, out] of [
          [["secret", ...inside], true],
          [["open", ...inside, "a.KEY"], true],
          [["open", ...inside, "a.ts"], false],
        ] as const) {
          const file = path.win32.join(folder, ...parts);
          const way = wayBelow(uriPath(folder), uriPath(smallDrive(file))) ?? "";
          const isOut = gate.check(way) !== undefined;
          if (out || !inside.some((part) => /\.key$/i.test(part))) assert.equal(isOut, out, way);
        }
      }),
      { numRuns: 100 },
    );
  });

  const cases: readonly (readonly [folder: string, file: string, way: string | undefined])[] = [
    ["/c:/Users/me/ws", "/C:/Users/Me/WS/src/a.ts", "src/a.ts"],
    ["/c:/ws", "/c:/ws", ""],
    ["/c:/", "/C:/a.ts", "a.ts"],
    ["/c:/ws", "/c:/ws2/a.ts", undefined],
    ["/c:/ws", "/d:/ws/a.ts", undefined],
    ["/c:/ws", "/c:/ws/../other/a.ts", undefined],
    ["//server/share/ws", "//SERVER/share/ws/a.ts", "a.ts"],
    ["/home/me/ws", "/home/me/ws/src/./a.ts", "src/a.ts"],
  ];
  for (const [folder, file, way] of cases) {
    it(`${file} in ${folder} is ${way ?? "elsewhere"}`, () => assert.equal(wayBelow(folder, file), way));
  }

  it("have the drive that VS Code writes, and only that changes", () => {
    assert.equal(smallDrive("C:\\Users\\A"), "c:\\Users\\A");
    assert.equal(smallDrive("/C:/Users/A"), "/c:/Users/A");
    for (const same of ["c:\\A", "/C/Users", "/home/C:/x", "CD:\\x", "\\\\Server\\C", ""])
      assert.equal(smallDrive(same), same);
  });
});
