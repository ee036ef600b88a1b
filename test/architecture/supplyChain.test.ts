import assert from "node:assert/strict";
import { read } from "./sources.ts";

interface Packages {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly license?: string;
        readonly resolved?: string;
        readonly integrity?: string;
        readonly link?: true;
      }
    >
  >;
}

const manifest = JSON.parse(read("package.json")) as Readonly<Record<string, unknown>> & {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
};
const lock = JSON.parse(read("package-lock.json")) as Packages;
/** Licences of what is in the package; `CC-BY-4.0` is the icon font's, which is named in NOTICE as it asks. */
const LICENCES: ReadonlySet<string> = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "CC-BY-4.0",
]);

describe("what others made", () => {
  it("is pinned to exact versions, and nothing is fetched at run time", () => {
    for (const [name, version] of Object.entries(manifest.devDependencies))
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    for (const field of ["dependencies", "optionalDependencies", "peerDependencies", "bundledDependencies"])
      assert.equal(manifest[field], undefined, field);
  });

  it("is locked by its contents and not by where it was fetched", () => {
    for (const [name, { resolved, integrity, link }] of Object.entries(lock.packages)) {
      assert.equal(resolved, undefined, name);
      if (name !== "" && !link) assert.match(integrity ?? "", /^sha\d+-/, name);
    }
  });

  it("runs nothing when it is installed: our own scripts have no such hook", () => {
    for (const hook of ["preinstall", "install", "postinstall", "prepare", "prepublish"])
      assert.equal(manifest.scripts[hook], undefined, hook);
  });

  it("is under a licence that lets it into the package, and NOTICE names the same licence and version", () => {
    const named = [...read("NOTICE").matchAll(/^(\S+) (\S+) \(([^)]+)\)$/gm)];
    assert.ok(named.length > 10);
    for (const [, name = "", version, licence = ""] of named) {
      const locked = lock.packages[`node_modules/${name}`];
      assert.ok(LICENCES.has(licence), `${name}: ${licence}`);
      assert.equal(version, locked?.version, name);
      const licences = (locked?.license ?? "").replace(/[()]/g, "").split(" OR ");
      assert.ok(licences.includes(licence), `${name}: ${licence}, the lock file says ${licences.join(", ")}`);
    }
  });
});
