import assert from "node:assert/strict";
import { sensitivity, targetPath } from "../../../../src/core/edits/targetPath.ts";

const GOOD: readonly (readonly [name: string, path: string])[] = [
  ["a.ts", "a.ts"],
  ["./src/a.ts", "src/a.ts"],
  ["src\\mycli\\__init__.py", "src/mycli/__init__.py"],
  ["src/größe.ts", "src/größe.ts"],
  ["docs/two words.md", "docs/two words.md"],
  ["src/[id]/page.tsx", "src/[id]/page.tsx"],
  ["@scope/a-b_c.d.ts", "@scope/a-b_c.d.ts"],
  ["..hidden/a.ts", "..hidden/a.ts"],
];

/** Forty ways to write a name that means another place than it seems, on some system. */
const TRICKS: readonly string[] = [
  "../a.ts",
  "src/../../a.ts",
  "src/..",
  "..",
  ".. /a.ts",
  "src\\..\\..\\a.ts",
  "/etc/passwd",
  "//server/share/a.ts",
  "\\\\server\\share\\a.ts",
  "\\\\?\\C:\\a.ts",
  "C:\\a.ts",
  "c:a.ts",
  "file:///etc/passwd",
  "vscode-userdata:/settings.json",
  "~/a.ts",
  "~root/a.ts",
  "$HOME/a.ts",
  "%USERPROFILE%\\a.ts",
  "src/%2e%2e/a.ts",
  "src%2f..%2fa.ts",
  "src/．．/a.ts",
  "src／..／a.ts",
  "src/‥/a.ts",
  "a.ts:hidden",
  "a.ts::$DATA",
  ".git./config",
  ".git /config",
  "GIT~1/config",
  "a.ts.",
  "a.ts ./b",
  "con",
  "src/NUL.txt",
  "COM1.log",
  "src/a\0.ts",
  "src/a\n.ts",
  "src/\u202Est.a",
  "src/a\u200B.ts",
  "src/e\u0301.ts",
  "src//a.ts",
  "src/./a.ts",
  "",
  "a?.ts",
  "x".repeat(401),
];

describe("targetPath", () => {
  for (const [name, path] of GOOD)
    it(`takes ${name}`, () => assert.deepEqual(targetPath(name), { type: "path", path }));
  for (const name of TRICKS) {
    it(`refuses ${JSON.stringify(name).slice(0, 40)}`, () => assert.equal(targetPath(name).type, "refused"));
  }
  it("knows at least forty tricks", () => assert.ok(TRICKS.length >= 40));
});

const SENSITIVE = [
  ".git/config",
  ".GIT/hooks/pre-commit",
  "sub/.git",
  ".gitmodules",
  ".vscode/settings.json",
  "a.code-workspace",
  ".env",
  ".env.local",
  "deploy/prod.env",
  ".github/workflows/ci.yml",
  ".gitlab-ci.yml",
  "Jenkinsfile",
  ".husky/pre-commit",
  ".pre-commit-config.yaml",
  "package.json",
  "packages/a/package.json",
  ".npmrc",
  "setup.py",
  ".bashrc",
  "AGENTS.md",
  ".cursor/rules/a.mdc",
  ".upshiftignore",
  ".devcontainer/devcontainer.json",
];
const ORDINARY = [
  "src/git.ts",
  "src/environment.ts",
  "docs/env.md",
  "src/package.ts",
  "vscode/a.ts",
  "README.md",
  "src/workflows/a.ts",
];

describe("sensitivity", () => {
  for (const path of SENSITIVE) it(`warns of ${path}`, () => assert.ok(sensitivity(path)));
  for (const path of ORDINARY) it(`lets ${path} be`, () => assert.equal(sensitivity(path), undefined));
});
