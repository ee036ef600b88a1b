import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { copyTree } from "../../src/engines/testRun/copyTree.ts";
import { temporaryFolder } from "../workbench/host.ts";

describe("a throw-away copy of a workspace", () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    place = temporaryFolder("copy");
    for (let index = 0; index < 60; index += 1) {
      const file = path.join(place.path, `a${index % 3}`, `b${index % 7}`, `${index}.txt`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, `text ${index}`);
    }
  });
  afterEach(() => place.remove());

  const textsBelow = (folder: string): readonly string[] =>
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => `${path.relative(folder, file)} ${fs.readFileSync(file, "utf8")}`)
      .toSorted();

  it("holds every file with its text, and links installed packages", async () => {
    fs.mkdirSync(path.join(place.path, "node_modules", "p"), { recursive: true });
    const copy = await copyTree(place.path, new AbortController().signal);
    assert.ok(copy);
    assert.ok(fs.lstatSync(path.join(copy.root, "node_modules")).isSymbolicLink());
    assert.deepEqual(textsBelow(copy.root), textsBelow(place.path));
    assert.equal(copy.files.length, 60);
    await copy.remove();
    assert.equal(fs.existsSync(copy.root), false);
    assert.ok(fs.existsSync(path.join(place.path, "node_modules", "p")));
  });
});
