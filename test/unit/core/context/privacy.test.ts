import assert from "node:assert/strict";
import { createPathGate, excludePatterns, type IgnoreFile } from "../../../../src/core/context/privacy.ts";

interface Case {
  readonly name: string;
  /** `folder/name` → text; folder "" is the root. */
  readonly files: Readonly<Record<string, string>>;
  readonly out: readonly string[];
  readonly in: readonly string[];
}

const CASES: readonly Case[] = [
  { name: "no ignore file keeps nothing out", files: {}, out: [], in: ["a.ts", ".env", "Untitled-1"] },
  {
    name: "a name matches at every depth, a leading slash only here",
    files: { ".gitignore": "secret.ts\n/top.ts" },
    out: ["secret.ts", "a/b/secret.ts", "top.ts"],
    in: ["a/top.ts", "secret.tsx", "notsecret.ts"],
  },
  {
    name: "a folder pattern takes all below it, also deep, and no file of that name",
    files: { ".gitignore": "build/" },
    out: ["build/a.js", "x/build/y/z.js"],
    in: ["build", "src/build.ts"],
  },
  {
    name: "stars stay within a folder, double stars do not",
    files: { ".gitignore": "logs/*.log\n**/cache/**\nsrc/**/gen.ts" },
    out: ["logs/a.log", "x/cache/y/z", "src/gen.ts", "src/a/b/gen.ts"],
    in: ["logs/old/a.log", "gen.ts"],
  },
  {
    name: "comments, blank lines, escapes and trailing blanks",
    files: { ".gitignore": "# a comment\n\n\\#hash\n\\!bang\ntrail.ts   \n" },
    out: ["#hash", "!bang", "trail.ts"],
    in: ["# a comment", "trail.ts.bak"],
  },
  {
    name: "a later pattern wins, and negation re-admits",
    files: { ".gitignore": "*.env\n!example.env" },
    out: ["a.env", "x/prod.env"],
    in: ["example.env", "x/example.env"],
  },
  {
    name: "a negation cannot reach into a folder that is out",
    files: { ".gitignore": "private/\n!private/public.ts" },
    out: ["private/public.ts"],
    in: ["public.ts"],
  },
  {
    name: "nor can one from a file inside that folder",
    files: { ".gitignore": "private/", "private/.gitignore": "!*" },
    out: ["private/a.ts"],
    in: ["a.ts"],
  },
  {
    name: "a deeper file adds to and overrides the ones above, for its own folder only",
    files: { ".gitignore": "*.log", "app/.gitignore": "!keep.log\n*.tmp", "app/lib/.gitignore": "keep.log" },
    out: ["keep.log", "app/other.log", "app/x.tmp", "app/lib/keep.log", "applied/keep.log"],
    in: ["app/keep.log", "app/sub/keep.log", "x.tmp"],
  },
  {
    name: "patterns of a deeper file are seen from its folder",
    files: { "app/.gitignore": "/dist" },
    out: ["app/dist/a.js"],
    in: ["dist/a.js", "app/src/dist/a.js"],
  },
  {
    name: "the two kinds are judged apart: no negation of one re-admits what the other keeps out",
    files: { ".gitignore": "*.csv\n!shared.csv", ".upshiftignore": "!data.csv\nshared.csv" },
    out: ["data.csv", "shared.csv"],
    in: ["a.ts"],
  },
  {
    name: "Windows line ends and characters beyond ASCII",
    files: { ".gitignore": "über.ts\r\nb ü/\r\n" },
    out: ["über.ts", "b ü/c.ts"],
    in: ["uber.ts"],
  },
];

function gate(files: Case["files"]): ReturnType<typeof createPathGate> {
  const parsed = Object.entries(files).map(([path, text]): IgnoreFile => {
    const slash = path.lastIndexOf("/");
    const name = path.slice(slash + 1) === ".gitignore" ? ".gitignore" : ".upshiftignore";
    return { name, folder: slash < 0 ? "" : path.slice(0, slash), text };
  });
  // The order in which files are found must not matter.
  return createPathGate(parsed.toReversed());
}

describe("the path gate", () => {
  for (const { name, files, out, in: kept } of CASES) {
    it(name, () => {
      const judge = gate(files);
      const verdicts = [...out, ...kept].map((path) => [path, judge.check(path) ? "out" : "in"]);
      assert.deepEqual(verdicts, [...out.map((path) => [path, "out"]), ...kept.map((path) => [path, "in"])]);
    });
  }

  it("names the path and the file whose rule decided", () => {
    const judge = gate({ ".gitignore": "a.ts", ".upshiftignore": "b.ts" });
    assert.deepEqual(judge.check("a.ts"), { path: "a.ts", rule: ".gitignore" });
    assert.deepEqual(judge.check("x/b.ts"), { path: "x/b.ts", rule: ".upshiftignore" });
  });

  it("throws for what is no path inside the workspace, so that nothing is sent", () => {
    const judge = gate({});
    for (const path of ["", "/etc/passwd", "../up.ts", "./here.ts"]) {
      assert.throws(() => judge.check(path), /Not a path inside the workspace/, path);
    }
  });
});

describe("rules of settings", () => {
  it("keep out like ignore files, and no negation of another place re-admits", () => {
    const judge = createPathGate([
      { name: "upshift.privacy.deny", folder: "app", text: ".env\n*.pem" },
      { name: "files.exclude", folder: "app", text: excludePatterns({ "**/*.{js,map}": true, out: true }).join("\n") },
      { name: ".upshiftignore", folder: "", text: "!app/.env\n!*.pem" },
    ]);
    for (const path of ["app/.env", "app/x/.env", "app/a.pem", "app/a.js", "app/b/a.map", "app/out/x.ts"])
      assert.ok(judge.check(path), path);
    for (const path of [".env", "a.pem", "app/a.ts", "a.js"]) assert.equal(judge.check(path), undefined, path);
    assert.equal(judge.check("app/.env")?.rule, "upshift.privacy.deny");
  });

  it("match letters in either case, as file systems may", () => {
    const judge = createPathGate([{ name: ".upshiftignore", folder: "", text: "Private/\n*.PEM" }]);
    for (const path of ["private/a.ts", "PRIVATE/a.ts", "x/key.pem"]) assert.ok(judge.check(path), path);
  });

  it("name the paths that only models on this computer may read", () => {
    const judge = createPathGate([], [{ folder: "app", text: "finance/\n*.sql" }]);
    assert.equal(judge.localOnly?.("app/finance/a.ts")?.rule, "upshift.privacy.localOnlyPaths");
    assert.ok(judge.localOnly?.("app/x/schema.sql"));
    assert.equal(judge.localOnly?.("finance/a.ts"), undefined);
    assert.equal(judge.check("app/finance/a.ts"), undefined);
  });

  it("leave out of `files.exclude` what is off or hangs on a sibling", () => {
    const setting = { "**/.git": true, "**/*.js": { when: "$(basename).ts" }, "**/*.log": false };
    assert.deepEqual(excludePatterns(setting), ["**/.git"]);
    assert.deepEqual(excludePatterns("nothing"), []);
    assert.deepEqual(excludePatterns({ "{a,b}/{c,d}": true }), ["a/c", "a/d", "b/c", "b/d"]);
  });

  it("judge thousands of paths", () => {
    const judge = createPathGate([{ name: ".gitignore", folder: "", text: "node_modules/\n*.log\n/dist" }]);
    let out = 0;
    for (let index = 0; index < 5_000; index += 1) if (judge.check(`src/part${index % 97}/file${index}.log`)) out += 1;
    assert.equal(out, 5_000);
  });
});
