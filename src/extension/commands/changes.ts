import * as vscode from "vscode";
import { type Failure, isAssistError, toFailure } from "../../core/assist/errors.ts";
import { type CommitDeps, generateCommitMessage } from "../changes/commit.ts";
import type { CodeReviews } from "../changes/review.ts";
import { writeTests } from "../changes/writeTests.ts";
import type { Asking } from "./ask.ts";

export interface Changing extends CommitDeps {
  readonly reviews: CodeReviews;
  readonly report: (failure: Failure) => void;
}

export async function commitMessageCommand(changing: Changing, args: readonly unknown[]): Promise<void> {
  await reporting(changing.report, () => generateCommitMessage(changing, args));
}

export async function reviewCommand({ reviews, report, words: { t } }: Changing): Promise<void> {
  await reporting(report, async () => {
    const count = await reviews.review(vscode.window.activeTextEditor);
    if (count === 0) void vscode.window.showInformationMessage(t("The review found nothing.", {}));
  });
}

export async function testCommand(asking: Asking, args: readonly unknown[]): Promise<void> {
  await reporting(asking.report, () => writeTests(asking, args));
}

async function reporting(report: Changing["report"], run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isAssistError(error)) throw error;
    report(toFailure(error));
  }
}
