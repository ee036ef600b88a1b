import assert from "node:assert/strict";
import type { SecretStorage } from "vscode";
import { resolveConnection } from "../../src/core/models/resolve.ts";
import { parseSettings, type SetValues, userValue } from "../../src/core/settings.ts";
import { Keys } from "../../src/extension/secrets.ts";
import { ask, KEY } from "../helpers/adapter.ts";
import { memento } from "../helpers/memento.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

/** SecretStorage in memory; `broken` is a system without a keyring. */
class FakeStorage implements SecretStorage {
  readonly kept = new Map<string, string>();
  broken = false;
  readonly onDidChange = (): { dispose(): void } => ({ dispose: () => undefined });
  readonly get = (name: string): Promise<string | undefined> => Promise.resolve(this.kept.get(name));
  readonly keys = (): Promise<string[]> => Promise.resolve([...this.kept.keys()]);
  readonly store = (name: string, value: string): Promise<void> =>
    this.broken ? Promise.reject(new Error("no keyring")) : Promise.resolve(void this.kept.set(name, value));
  readonly delete = (name: string): Promise<void> => Promise.resolve(void this.kept.delete(name));
}

describe("an endpoint that somebody else moves", () => {
  let own: Endpoint;
  let second: Endpoint;
  let storage: FakeStorage;
  let keys: Keys;
  beforeEach(async () => {
    [own, second] = [await startEndpoint({ pace: 0 }), await startEndpoint({ pace: 0 })];
    storage = new FakeStorage();
    keys = new Keys(storage, memento());
    await keys.set("work", own.baseUrl, KEY);
  });
  afterEach(async () => {
    for (const name of Object.keys(ENVIRONMENT(""))) delete process.env[name];
    await own.close();
    await second.close();
  });

  const ENVIRONMENT = (url: string): Record<string, string> => ({
    ...{ OPENAI_BASE_URL: url, OPENAI_API_BASE: url, ANTHROPIC_BASE_URL: url, OTEL_EXPORTER_OTLP_ENDPOINT: url },
  });

  const connections = (baseUrl: string): unknown => ({ work: { preset: "custom", baseUrl } });

  /** Asks as the product does: settings read as the editor gives them, the key bound to the address. */
  async function askThrough(values: (key: string) => SetValues): Promise<string | undefined> {
    const { settings } = parseSettings((key) => userValue(values(key)));
    const setting = settings.connections["work"];
    if (!setting) return "no connection";
    const { baseUrl } = resolveConnection("work", setting);
    const key = await keys.get("work", baseUrl);
    const answer = await ask(baseUrl, key === undefined ? {} : { key });
    return answer.code;
  }

  const ownValues = { globalValue: connections("") };
  const MOVES: Readonly<Record<string, () => SetValues>> = {
    "settings of the repository": () => ({ workspaceValue: connections(second.baseUrl) }),
    "settings of a folder of several": () => ({ workspaceFolderValue: connections(second.baseUrl) }),
    "both, with hidden parts of their own": () => ({
      workspaceValue: { work: { preset: "custom", baseUrl: second.baseUrl, advanced: { proxy: second.baseUrl } } },
      workspaceFolderValue: connections(second.baseUrl),
    }),
  };

  for (const [name, moved] of Object.entries(MOVES)) {
    it(`by ${name}: not one byte reaches it`, async () => {
      const values = { ...ownValues, globalValue: connections(own.baseUrl), ...moved() };
      await askThrough((key) => (key === "models.connections" ? values : {}));
      assert.equal(own.calls.length, 1);
      assert.equal(own.calls[0]?.headers.authorization, `Bearer ${KEY}`);
      assert.equal(second.calls.length, 0);
    });
  }

  it("by a setting that the manifest does not know: it is not read", async () => {
    await askThrough((key) =>
      key === "models.connections"
        ? { globalValue: connections(own.baseUrl) }
        : /endpoint|telemetry|baseUrl/i.test(key)
          ? { globalValue: second.baseUrl }
          : {},
    );
    assert.deepEqual([own.calls.length, second.calls.length], [1, 0]);
  });

  it("by the environment, for requests or for telemetry: it is not read", async () => {
    Object.assign(process.env, ENVIRONMENT(second.baseUrl));
    await askThrough((key) => (key === "models.connections" ? { globalValue: connections(own.baseUrl) } : {}));
    assert.deepEqual([own.calls.length, second.calls.length], [1, 0]);
  });

  it("under the name of a saved connection: the key stays where it belongs", async () => {
    await askThrough((key) => (key === "models.connections" ? { globalValue: connections(second.baseUrl) } : {}));
    assert.equal(second.calls.length, 1);
    assert.doesNotMatch(JSON.stringify(second.calls), new RegExp(KEY));
  });

  it("to another port, scheme or host of the same name: the key does not come out", async () => {
    const { port } = new URL(own.baseUrl);
    for (const url of [
      `http://127.0.0.1:${Number(port) + 1}/v1`,
      `https://127.0.0.1:${port}/v1`,
      `http://localhost:${port}/v1`,
    ])
      assert.equal(await keys.get("work", url), undefined, url);
    assert.equal(await keys.get("work", `${own.baseUrl}/other/path`), KEY);
  });

  it("a key lives as long as the window where no keyring is, and goes when it is removed", async () => {
    storage.broken = true;
    assert.equal(await keys.set("work", second.baseUrl, "other"), false);
    assert.equal(await keys.get("work", second.baseUrl), "other");
    assert.equal(await new Keys(storage, memento()).get("work", second.baseUrl), undefined);
    await keys.remove("work");
    assert.equal(await keys.get("work", second.baseUrl), undefined);
    assert.deepEqual([...storage.kept], []);
  });
});
