import assert from "node:assert/strict";
import fc from "fast-check";
import { COMPLETION_MODES, switchesFor, type WorkspaceSwitches } from "../../../../src/core/complete/switches.ts";
import { parseWorkspaceSwitches } from "../../../../src/core/settings.ts";

const mode = fc.constantFrom(...COMPLETION_MODES);
const ids = fc.constantFrom("*", "python", "typescript", "markdown");
const languages = fc.dictionary(ids, fc.boolean());
const user = fc.record({ mode, languages });
const workspace: fc.Arbitrary<WorkspaceSwitches> = fc.record({ mode, languages }, { requiredKeys: [] });
const rank = (wanted: (typeof COMPLETION_MODES)[number]): number => COMPLETION_MODES.indexOf(wanted);
const on = { mode: "auto", languages: {} } as const;

describe("the switches of completions", () => {
  it("let a workspace take away and never add", () => {
    fc.assert(
      fc.property(ids, user, fc.array(workspace, { maxLength: 2 }), (language, own, folders) => {
        const alone = switchesFor(language, own, []);
        const narrowed = switchesFor(language, own, folders);
        assert.ok(rank(narrowed.mode) <= rank(alone.mode));
        assert.ok(alone.language || !narrowed.language);
      }),
    );
  });

  it("leave prose out unless the user wants it", () => {
    assert.equal(switchesFor("typescript", on, []).language, true);
    assert.equal(switchesFor("markdown", on, []).language, false);
    assert.equal(switchesFor("markdown", { ...on, languages: { markdown: true } }, []).language, true);
    assert.equal(switchesFor("markdown", on, [{ languages: { markdown: true } }]).language, false);
  });

  it("take * for every language without a name of its own", () => {
    const only = { ...on, languages: { "*": false, python: true } };
    assert.deepEqual(
      ["python", "typescript"].map((id) => switchesFor(id, only, []).language),
      [true, false],
    );
    const folder = [{ languages: { "*": false, python: true } }];
    assert.deepEqual(
      ["python", "typescript"].map((id) => switchesFor(id, on, folder).language),
      [true, false],
    );
  });

  it("know no language by accident", () => assert.equal(switchesFor("constructor", on, []).language, true));

  it("take the least of all modes", () => {
    assert.equal(switchesFor("python", on, [{}, { mode: "manual" }]).mode, "manual");
    assert.equal(switchesFor("python", { ...on, mode: "manual" }, [{ mode: "auto" }]).mode, "manual");
    assert.equal(switchesFor("python", { ...on, mode: "manual" }, [{ mode: "off" }]).mode, "off");
  });
});

describe("the switches of a workspace", () => {
  const read = (values: Readonly<Record<string, unknown>>): ReturnType<typeof parseWorkspaceSwitches> =>
    parseWorkspaceSwitches((key) => values[key]);

  it("are read, and absent where the workspace says nothing", () => {
    assert.deepEqual(read({}), { switches: {}, bad: [] });
    const values = { "completions.mode": "off", "completions.languages": { python: false } };
    assert.deepEqual(read(values).switches, { mode: "off", languages: { python: false } });
  });

  it("are named and left out where they are wrong", () => {
    const { switches, bad } = read({ "completions.mode": "never", "completions.languages": { python: "no" } });
    assert.deepEqual(switches, {});
    assert.deepEqual(
      bad.map(({ setting }) => setting),
      ["upshift.completions.mode", "upshift.completions.languages"],
    );
  });
});
