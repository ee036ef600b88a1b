import assert from "node:assert/strict";
import { presetsToOffer } from "../../../src/core/connectionSettings.ts";
import { resolveConnection } from "../../../src/core/models/resolve.ts";
import { parseSettings, type Settings } from "../../../src/core/settings.ts";

function parsed(
  presets: Readonly<Record<string, unknown>>,
  connections: Readonly<Record<string, unknown>> = {},
): { readonly settings: Settings; readonly bad: string } {
  const values: Readonly<Record<string, unknown>> = { "models.presets": presets, "models.connections": connections };
  const { settings, bad } = parseSettings((key) => values[key]);
  return { settings, bad: bad.map(({ setting, reason }) => `${setting}: ${reason}`).join("; ") };
}

const WORK = {
  extends: "litellm",
  name: "Work",
  baseUrl: "https://models.example/v1",
  headers: { "x-team": "blue" },
  flags: { limitField: "max_completion_tokens", systemRole: "developer" },
};

describe("presets of the user's own", () => {
  it("complete the connections that name them, which may say otherwise", () => {
    const { settings, bad } = parsed(
      { work: WORK },
      { a: { preset: "work" }, b: { preset: "work", baseUrl: "https://b.example", headers: { "x-team": "red" } } },
    );
    assert.equal(bad, "");
    const [a, b] = ["a", "b"].map((name) => {
      const setting = settings.connections[name];
      assert.ok(setting);
      return resolveConnection(name, setting);
    });
    assert.deepEqual([a?.baseUrl, a?.headers, a?.shownHost], [WORK.baseUrl, WORK.headers, "Work"]);
    assert.deepEqual(
      [a?.preset.id, a?.preset.limitField, a?.preset.systemRole],
      ["litellm", "max_completion_tokens", "developer"],
    );
    assert.deepEqual([b?.baseUrl, b?.headers], ["https://b.example", { "x-team": "red" }]);
  });

  it("are offered first, on the ground of what they extend", () => {
    const { settings } = parsed({ work: WORK });
    const [first, ...rest] = presetsToOffer(settings.presets);
    assert.deepEqual([first?.id, first?.name, first?.baseUrl, first?.key], ["work", "Work", WORK.baseUrl, "optional"]);
    assert.ok(rest.length > 10 && rest.every(({ demo }) => !demo));
  });

  const wrong: readonly (readonly [string, string, unknown, RegExp])[] = [
    ["the name of one that ships", "openai", {}, /is the name of a preset/],
    ["a name with blanks", "my work", {}, /use letters/],
    ["an unknown ground", "work", { extends: "nothing" }, /extends: is no known preset/],
    ["the demo as its ground", "work", { extends: "demo" }, /extends: is no known preset/],
    ["an address that is none", "work", { baseUrl: "ftp://x" }, /baseUrl: is not an http/],
    ["an unknown flag", "work", { flags: { speed: "fast" } }, /flags: /],
    ["a flag of another kind", "work", { flags: { usageOption: "yes" } }, /flags.usageOption: /],
    ["no object", "work", 7, /expected object|Invalid input/],
  ];
  for (const [name, id, value, reason] of wrong) {
    it(`are named and left out with ${name}`, () => {
      const { settings, bad } = parsed({ [id]: value, good: {} });
      assert.match(bad, new RegExp(`^upshift.models.presets\\["${id}"\\]: `));
      assert.match(bad, reason);
      assert.deepEqual(Object.keys(settings.presets), ["good"]);
    });
  }

  it("need an address from somewhere", () => {
    assert.match(parsed({ work: {} }, { a: { preset: "work" } }).bad, /connections\["a"\]: baseUrl is missing/);
  });
});

describe("headers of a connection", () => {
  const bad = (headers: unknown): string => parsed({}, { a: { preset: "openai", headers } }).bad;

  it("go along as they are", () =>
    assert.equal(bad({ "HTTP-Referer": "https://me.example", "x-portkey-provider": "openai" }), ""));

  it("carry no key and nothing of the request's own", () => {
    for (const name of [
      "Authorization",
      "api-key",
      "x-api-key",
      "Cookie",
      "Host",
      "Content-Length",
      "proxy-authorization",
    ]) {
      assert.match(bad({ [name]: "x" }), /cannot be set here/, name);
    }
  });

  it("are names and values of headers", () => {
    assert.match(bad({ "a b": "x" }), /is no name of a header/);
    assert.match(bad({ "x-a": "line\r\nx-b: injected" }), /is no value of a header/);
    assert.match(bad({ "x-a": 7 }), /headers/);
  });
});
