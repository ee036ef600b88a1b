import assert from "node:assert/strict";
import { type Steers, steersOf } from "../../../../src/core/edits/sensitivePaths.ts";

const SENSITIVE: Readonly<Record<Steers, readonly string[]>> = {
  editor: [".vscode/settings.json", "app/.vscode/tasks.json", "team.code-workspace", ".devcontainer/devcontainer.json"],
  hooks: [".git/hooks/pre-commit", ".husky/pre-push", ".gitmodules", ".pre-commit-config.yaml"],
  pipeline: [".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", ".circleci/config.yml"],
  scripts: ["package.json", "app/package.json", "Makefile", "pyproject.toml", ".npmrc", "Dockerfile"],
  shell: [".bashrc", "home/.zshrc", ".profile", ".envrc"],
  secrets: [".env", ".env.local", ".ssh/config", ".aws/credentials"],
  rules: [".upshiftignore", "AGENTS.md", ".mcp.json", ".github-not/copilot-instructions.md"],
};

describe("a path that steers something", () => {
  for (const [steers, paths] of Object.entries(SENSITIVE)) {
    it(`is known: ${steers}`, () => {
      for (const path of paths) assert.equal(steersOf(path), steers, path);
    });
  }

  it("is known in every spelling that a file system takes for it", () => {
    const tricks = [
      ...[".VSCODE/Settings.json", ".vscode\\settings.json", ".vscode./settings.json", ".vscode /settings.json"],
      ...[
        ".vscode//settings.json",
        "./.vscode/./settings.json",
        ".vscode/settings.json::$DATA",
        ".vs\u200Bcode/settings.json",
      ],
      ...["\uFF0Evscode/settings.json", "package.json ", "Package.JSON.", ".git:x/config"],
    ];
    for (const path of tricks) assert.ok(steersOf(path), JSON.stringify(path));
  });

  it("is not any other", () => {
    const plain = [
      "src/a.ts",
      "vscode/settings.json",
      "src/package.ts",
      "docs/git.md",
      "environment.ts",
      "test.env.ts",
      "Makefile.md",
    ];
    for (const path of plain) assert.equal(steersOf(path), undefined, path);
  });
});
