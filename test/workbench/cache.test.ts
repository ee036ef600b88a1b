import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheDir, installOnce, SetupError } from "./cache.mjs";

describe("the cache of installed tools", () => {
  const before = process.env["UPSHIFT_CACHE"];
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "upshift-cache-test-"));
    process.env["UPSHIFT_CACHE"] = dir;
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
    if (before === undefined) delete process.env["UPSHIFT_CACHE"];
    else process.env["UPSHIFT_CACHE"] = before;
  });

  /** Installs the tool "tool" of one file; counts how often it was made. */
  function tool(): { readonly made: () => number; install(): Promise<string> } {
    let count = 0;
    const make = async (temporary: string): Promise<void> => {
      count++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      writeFileSync(path.join(temporary, "file"), "whole");
    };
    return { made: () => count, install: () => installOnce({ name: "tool", probe: "file", make }) };
  }

  it("lies where the platform keeps caches", () => {
    assert.equal(cacheDir({ UPSHIFT_CACHE: "/a/b" }, "linux", "/h"), path.resolve("/a/b"));
    assert.equal(cacheDir({ XDG_CACHE_HOME: "/xdg" }, "linux", "/h"), path.join("/xdg", "upshift-dev"));
    assert.equal(cacheDir({}, "linux", "/h"), path.join("/h", ".cache", "upshift-dev"));
    assert.equal(cacheDir({}, "darwin", "/h"), path.join("/h", "Library", "Caches", "upshift-dev"));
    assert.equal(cacheDir({ LOCALAPPDATA: "/l" }, "win32", "/h"), path.join("/l", "upshift-dev"));
  });

  it("installs once, however many runs want it at the same time", async () => {
    const one = tool();
    const folders = await Promise.all([one.install(), one.install(), one.install()]);
    assert.deepEqual([...new Set(folders)], [path.join(dir, "tool")]);
    assert.equal(one.made(), 1);
    assert.deepEqual(readdirSync(dir), ["tool"]);
  });

  it("leaves nothing behind when an installation fails, and tries again next time", async () => {
    const make = (): Promise<void> => Promise.reject(new SetupError("no network"));
    await assert.rejects(installOnce({ name: "tool", probe: "file", make }), /no network/);
    assert.deepEqual(readdirSync(dir), []);
    await tool().install();
    assert.equal(readFileSync(path.join(dir, "tool/file"), "utf8"), "whole");
  });

  it("heals what an interrupted run left", async () => {
    mkdirSync(path.join(dir, ".unfinished-tool-abc"));
    mkdirSync(path.join(dir, "tool.lock"));
    // No process has this number: they end at 2^22.
    writeFileSync(path.join(dir, "tool.lock/pid"), "99999999");
    mkdirSync(path.join(dir, "tool"));
    const one = tool();
    await one.install();
    assert.equal(one.made(), 1);
    assert.deepEqual(readdirSync(dir), ["tool"]);
    assert.ok(existsSync(path.join(dir, "tool/file")));
  });

  it("says what to do when its folder cannot be written", async () => {
    writeFileSync(path.join(dir, "file"), "");
    process.env["UPSHIFT_CACHE"] = path.join(dir, "file", "below");
    await assert.rejects(
      tool().install(),
      (error: Error) => error instanceof SetupError && /UPSHIFT_CACHE/.test(error.message),
    );
  });
});
