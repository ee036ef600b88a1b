import assert from "node:assert/strict";
import { FLOW_WORDS } from "../../src/extension/deep/flowWords.ts";
import { idFaults, nlsFaults, scopeFaults, titleFaults, trustFaults, type Manifest } from "./manifestRules.ts";
import { filesOf, read, sources } from "./sources.ts";

const text = read("package.json");
const manifest = JSON.parse(text) as Manifest;
const readNls = (file: string): Record<string, unknown> => JSON.parse(read(file)) as Record<string, unknown>;

describe("the manifest", () => {
  for (const file of filesOf("package.nls*.json")) {
    it(`has every text in ${file}, and no other`, () => assert.deepEqual(nlsFaults(text, readNls(file)), []));
  }

  it("has its English texts", () => assert.deepEqual(filesOf("package.nls.json"), ["package.nls.json"]));

  it("has a title for every command", () => assert.deepEqual(titleFaults(manifest), []));

  it("knows the same commands and views as the code", () => {
    const code = sources.filter((file) => file.startsWith("src/extension/")).map(read);
    assert.deepEqual(idFaults(manifest, text, code), []);
  });

  it("names the flows of the message box behind @upshift too, in the same words", () => {
    const nls = readNls("package.nls.json");
    for (const [name, sentence] of Object.entries(FLOW_WORDS)) assert.equal(nls[`participant.${name}`], sentence.text);
  });

  it("lets no workspace choose where code and keys go", () => assert.deepEqual(scopeFaults(manifest), []));

  it("runs nothing of a workspace that is not trusted", () => assert.deepEqual(trustFaults(manifest), []));
});

describe("the guard of the manifest", () => {
  const small: Manifest = {
    contributes: {
      chatParticipants: [{ id: "upshift.person" }],
      commands: [{ command: "upshift.one", title: "%one%" }],
      viewsContainers: { activitybar: [{ id: "upshift" }] },
      views: { upshift: [{ id: "upshift.view" }] },
      configuration: [{ properties: { "upshift.models.x": { scope: "machine" } } }],
    },
  };
  const ids = (...code: string[]): readonly string[] => idFaults(small, '{"when": "upshift.busy"}', code);
  const withSetting = (key: string, scope: string): Manifest => ({
    contributes: { ...small.contributes, configuration: [{ properties: { [key]: { scope } } }] },
  });

  it("sees missing and unused texts", () => {
    assert.deepEqual(nlsFaults('{"a": "%one%", "b": "%two%"}', { one: "1", three: "3" }), [
      "two has no text",
      "three is not used",
    ]);
  });

  it("sees a title that cannot be translated", () => {
    const plain = { contributes: { ...small.contributes, commands: [{ command: "upshift.one", title: "One" }] } };
    assert.deepEqual(titleFaults(plain), ["upshift.one has no title in package.nls.json"]);
    assert.deepEqual(titleFaults(small), []);
  });

  it("sees ids that only one side knows", () => {
    assert.deepEqual(ids('"upshift.one" "upshift.view" "upshift.busy" "upshift.models" "upshift.person"'), []);
    assert.deepEqual(ids('"upshift.view" "upshift.person"'), ["upshift.one is in the manifest and not in the code"]);
    assert.deepEqual(ids('"upshift.one" "upshift.person"', "'upshift.view' `upshift.two`"), [
      "upshift.two is in the code and not in the manifest",
    ]);
  });

  it("sees a setting that would run something untrusted", () => {
    const open = withSetting("upshift.checks.x", "resource");
    const limited = (keys: readonly string[]): Manifest => ({
      ...open,
      capabilities: { untrustedWorkspaces: { supported: "limited", restrictedConfigurations: keys } },
    });
    assert.deepEqual(trustFaults(limited([])), ["upshift.checks.x counts in an untrusted workspace"]);
    assert.deepEqual(trustFaults(limited(["upshift.checks.x"])), []);
    assert.equal(trustFaults(small).length, 1);
  });

  it("sees a setting that a workspace could set", () => {
    assert.deepEqual(scopeFaults(withSetting("upshift.models.x", "window")), [
      "upshift.models.x can be set by a workspace",
    ]);
    assert.deepEqual(scopeFaults(withSetting("upshift.privacy.x", "application")), []);
  });
});
