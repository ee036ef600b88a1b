import assert from "node:assert/strict";
import { type FolderPrivacyKey, isIpAddress, privacyFor } from "../../../../src/core/context/folderPrivacy.ts";

const user = { deny: ["*.pem", "!public.pem"], localOnly: false, localOnlyPaths: ["finance/"] };
const says =
  (values: Partial<Record<FolderPrivacyKey, unknown>>) =>
  (key: FolderPrivacyKey): unknown =>
    values[key];

describe("the privacy of a folder", () => {
  it("is the user's own where it says nothing", () => {
    assert.deepEqual(privacyFor(user, [says({})]), user);
  });

  it("may keep more in", () => {
    const added = [
      says({ "privacy.deny": ["secret/"], "privacy.localOnly": true }),
      says({ "privacy.localOnlyPaths": ["hr/"] }),
    ];
    assert.deepEqual(privacyFor(user, added), {
      deny: ["*.pem", "!public.pem", "secret/"],
      localOnly: true,
      localOnlyPaths: ["finance/", "hr/"],
    });
  });

  it("may let nothing out", () => {
    const on = { ...user, localOnly: true };
    const added = [
      says({ "privacy.deny": ["!*.pem"], "privacy.localOnly": false, "privacy.localOnlyPaths": ["!finance/"] }),
    ];
    assert.deepEqual(privacyFor(on, added), on);
  });

  it("that cannot be read is a fault, not nothing", () => {
    for (const bad of [
      { "privacy.deny": "secret/" },
      { "privacy.localOnly": "yes" },
      { "privacy.localOnlyPaths": [1] },
    ])
      assert.throws(() => privacyFor(user, [says(bad)]), { code: "bad-setting" });
  });
});

describe("an address as a number", () => {
  it("is told from a name", () => {
    for (const text of ["10.0.0.1", "192.168.1.20", "::1", "fd00::5"]) assert.ok(isIpAddress(text), text);
    for (const text of [
      "gpu",
      "localhost",
      "10.0.0",
      "1",
      "a.b.c.d",
      "",
      "10.0.0.1:80",
      "http://10.0.0.1",
      "10.0.0.256",
    ])
      assert.ok(!isIpAddress(text), text);
  });
});
