import assert from "node:assert/strict";
import { writeFault } from "../../../src/extension/writeFault.ts";
import { say } from "../../../src/util/phrase.ts";

const CASES: readonly (readonly [string, string, string])[] = [
  ["Error", "ENOENT: no such file or directory, open '/proc/x.csv'", "there is no such folder"],
  ["EntryNotFound (FileSystemError)", "Unable to write file (FileNotFound)", "there is no such folder"],
  ["NoPermissions (FileSystemError)", "EACCES: permission denied", "nothing may be written there"],
  ["Error", "ENOSPC: no space left on device, write", "there is no room left"],
  ["Error", "ENAMETOOLONG: name too long", "its name is too long"],
  ["Error", "EISDIR: illegal operation on a directory", "a folder has this name"],
  ["Error", "something else", "the system refused it"],
];

describe("why a file could not be written", () => {
  for (const [name, message, expected] of CASES) {
    it(`is said in words: ${expected}`, () => {
      const fault = writeFault(Object.assign(new Error(message), { name }));
      assert.equal(say(fault.reason), expected);
      assert.ok(fault.detail.includes(message), "the log has the system's own words");
    });
  }

  it("is said of anything that was thrown", () => assert.equal(writeFault("ENOSPC").detail, "ENOSPC"));
});
