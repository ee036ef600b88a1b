import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { isAssistError } from "../../../src/core/assist/errors.ts";
import { Keys } from "../../../src/extension/secrets.ts";
import { memento } from "../../helpers/memento.ts";

const HOST = "https://api.example/v1";

/** VS Code's two stores, in memory; `broken` is a system without a keyring. */
function stores(broken = false): {
  readonly kept: Map<string, string>;
  readonly state: Map<string, unknown>;
  keys(): Keys;
} {
  const kept = new Map<string, string>();
  const state = new Map<string, unknown>();
  const secrets: vscode.SecretStorage = {
    keys: () => Promise.resolve([...kept.keys()]),
    get: (name) => Promise.resolve(kept.get(name)),
    store: (name, value) =>
      broken ? Promise.reject(new Error("no keyring")) : Promise.resolve(void kept.set(name, value)),
    delete: (name) => Promise.resolve(void kept.delete(name)),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  const memory = memento(state);
  return { kept, state, keys: () => new Keys(secrets, memory) };
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return await asked.then(
    () => "none",
    (error: unknown) => (isAssistError(error) ? error.code : String(error)),
  );
}

describe("keys", () => {
  it("come out for the address they were entered for, and for no other", async () => {
    const keys = stores().keys();
    assert.equal(await keys.set("one", HOST, "k-1"), true);
    assert.equal(await keys.get("one", HOST), "k-1");
    assert.equal(await keys.get("one", "https://api.example/other/path"), "k-1");
    for (const other of ["http://api.example/v1", "https://api.example:8443/v1", "https://evil.example/v1"]) {
      assert.equal(await keys.get("one", other), undefined, other);
    }
    assert.equal(await keys.get("two", HOST), undefined);
  });

  it("live as long as the window where this system has no safe place, which is said", async () => {
    const place = stores(true);
    const keys = place.keys();
    assert.equal(await keys.set("one", HOST, "k-1"), false);
    assert.equal(await keys.get("one", HOST), "k-1");
    assert.equal(place.kept.size, 0);
    assert.equal(await codeOf(place.keys().need("one", HOST)), "key-missing", "the next window asks again");
  });

  it("that were entered and are gone are a failure; none at all is not", async () => {
    const place = stores();
    const keys = place.keys();
    assert.equal(await keys.need("one", HOST), undefined);
    await keys.set("one", HOST, "k-1");
    assert.equal(await keys.need("one", HOST), "k-1");
    place.kept.clear();
    assert.equal(await codeOf(keys.need("one", HOST)), "key-missing");
    assert.equal(await codeOf(keys.need("one", "https://elsewhere.example/v1")), "none");
    await keys.remove("one");
    assert.equal(await keys.need("one", HOST), undefined);
  });

  it("are removed all together, those of connections that are no longer set too", async () => {
    const place = stores();
    const keys = place.keys();
    await keys.set("one", HOST, "k-1");
    await keys.set("two", HOST, "k-2");
    place.kept.set("upshift.key:old", "{}");
    await keys.removeAll();
    assert.deepEqual([...place.kept], []);
    assert.equal(await keys.need("one", HOST), undefined);
  });

  it("are never part of what is remembered about them", async () => {
    const place = stores();
    await place.keys().set("one", HOST, "k-secret");
    assert.ok(!JSON.stringify([...place.state]).includes("k-secret"));
  });

  it("that cannot be read are none", async () => {
    const place = stores();
    for (const raw of ["", "{", "[]", '{"origin":1}']) {
      place.kept.set("upshift.key:one", raw);
      assert.equal(await place.keys().get("one", HOST), undefined, raw);
    }
  });
});
