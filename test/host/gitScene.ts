import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import type { Repository } from "../../src/extension/changes/git.ts";
import { fileUri } from "./window.ts";

/** Git in the workspace, and a repository as VS Code's Git extension hands it out. */
export interface GitScene {
  readonly git: (...args: string[]) => string;
  readonly repository: Repository;
  /** Takes the repository away again. */
  readonly end: () => Promise<void>;
}

/** A repository with one empty commit of this message. */
export function startGit(message: string): GitScene {
  const folder = fileUri("").fsPath;
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { cwd: folder, encoding: "utf8" });
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", message);
  return {
    git,
    repository: {
      rootUri: fileUri(""),
      inputBox: { value: "" },
      diff: (cached) => Promise.resolve(git("diff", ...(cached ? ["--cached"] : []))),
      diffWithHEAD: (file) => Promise.resolve(git("diff", "HEAD", "--", file)),
      log: () => Promise.resolve([{ message: git("log", "-1", "--format=%B") }]),
    },
    end: () => rm(fileUri(".git").fsPath, { recursive: true, force: true }),
  };
}
