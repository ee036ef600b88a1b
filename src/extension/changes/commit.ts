import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { AssistRequest } from "../../core/assist/request.ts";
import { commitInstruction, commitMessage } from "../../core/changes/commitMessage.ts";
import { filesOfDiff } from "../../core/changes/diff.ts";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { answerOf } from "../answerOf.ts";
import type { Words } from "../words.ts";
import { type Repository, repositoryOf } from "./git.ts";

export interface CommitDeps {
  readonly assist: AssistDeps;
  readonly words: Words;
}

const TITLES = 15;

/**
 * Writes a message for what is staged, else for what is changed, into the box of the source control view. What stands
 * there is replaced only when the user says so. Throws `no-changes`, and what the request fails with.
 */
export async function generateCommitMessage(deps: CommitDeps, [source]: readonly unknown[]): Promise<void> {
  await writeCommitMessage(await repositoryOf(rootOf(source)), deps);
}

/** The same for a repository that is known. */
export async function writeCommitMessage(repository: Repository, deps: CommitDeps): Promise<void> {
  const staged = await repository.diff(true);
  const diff = staged.trim() === "" ? await repository.diff(false) : staged;
  const files = filesOfDiff(diff);
  if (files.length === 0) throw new AssistError("no-changes");
  const request: AssistRequest = {
    ...{ id: randomUUID(), task: "commit", origin: "command", tier: "auto", without: [], history: [] },
    instruction: commitInstruction(await titlesOf(repository)),
    anchors: files.map(({ path, from, text }) => ({
      uri: vscode.Uri.joinPath(repository.rootUri, path).toString(),
      change: text,
      ...(from === undefined ? {} : { from: vscode.Uri.joinPath(repository.rootUri, from).toString() }),
    })),
  };
  const message = commitMessage(await inScm(() => answerOf(request, deps.assist)));
  if (message === "") throw new AssistError("empty");
  if (await mayReplace(repository, message, deps.words)) repository.inputBox.value = message;
}

function rootOf(source: unknown): vscode.Uri | undefined {
  const isSource = typeof source === "object" && source !== null && "rootUri" in source;
  return isSource && source.rootUri instanceof vscode.Uri
    ? source.rootUri
    : vscode.window.activeTextEditor?.document.uri;
}

/** A repository without a commit has no log; that is no reason to stop. */
async function titlesOf(repository: Repository): Promise<readonly string[]> {
  const commits = await repository.log({ maxEntries: TITLES }).catch(() => []);
  return commits.map(({ message }) => message.split("\n", 1)[0] ?? "");
}

function inScm(run: () => Promise<string>): Thenable<string> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, run);
}

async function mayReplace({ inputBox }: Repository, message: string, { t }: Words): Promise<boolean> {
  if (inputBox.value.trim() === "" || inputBox.value === message) return true;
  const replace = t("Replace", {});
  const question = t("There is a message in the box already. Replace it?", {});
  return (await vscode.window.showInformationMessage(question, { modal: true }, replace)) === replace;
}
