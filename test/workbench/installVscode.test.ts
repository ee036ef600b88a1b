import assert from "node:assert/strict";
import { type CodePlace, findCode } from "./installVscode.ts";

const place = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, ...files: readonly string[]): CodePlace => ({
  platform,
  env,
  exists: (file) => files.includes(file),
});

const MAC = "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code";
const WINDOWS = "C:\\Users\\me\\AppData\\Local\\Programs\\Microsoft VS Code\\bin\\code.cmd";

describe("the command line of the user's VS Code", () => {
  const cases: readonly (readonly [name: string, place: CodePlace, found: string | undefined])[] = [
    ["on the path", place("linux", { PATH: "/usr/bin:/opt/x" }, "/opt/x/code"), "/opt/x/code"],
    ["the stable one first", place("linux", { PATH: "/a:/b" }, "/a/code-insiders", "/b/code"), "/b/code"],
    ["insiders alone", place("linux", { PATH: "/a" }, "/a/code-insiders"), "/a/code-insiders"],
    ["in its app on a Mac", place("darwin", { PATH: "/usr/bin", HOME: "/Users/me" }, MAC), MAC],
    [
      "where its installer puts it on Windows",
      place("win32", { Path: "C:\\Windows", LOCALAPPDATA: "C:\\Users\\me\\AppData\\Local" }, WINDOWS),
      WINDOWS,
    ],
    ["as a .cmd file on Windows' path", place("win32", { Path: "C:\\x;D:\\y" }, "D:\\y\\code.cmd"), "D:\\y\\code.cmd"],
    ["nowhere", place("linux", { PATH: "" }), undefined],
    ["nowhere, without any path", place("win32", {}), undefined],
  ];
  for (const [name, where, found] of cases) it(`is found ${name}`, () => assert.equal(findCode(where), found));
});
