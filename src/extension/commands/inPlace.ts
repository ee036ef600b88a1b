import * as vscode from "vscode";
import { type Failure, isAssistError, toFailure } from "../../core/assist/errors.ts";
import { blockAround } from "../../core/debug/codeAt.ts";
import type { Explanations, ThreadReply } from "../threads/explanations.ts";
import { codePlace } from "../threads/place.ts";
import { type Asking, askAbout } from "./ask.ts";

export interface InPlace {
  readonly explanations: Explanations;
  readonly report: (failure: Failure) => void;
}

/** Explain Here: a thread below the selection, the function at the cursor, or what a lens stands above. */
export async function explainHere({ explanations, report }: InPlace, args: readonly unknown[]): Promise<void> {
  await reporting(report, async () => {
    const { document, range } = await codePlace(args);
    await explanations.explain(document, range);
  });
}

/** Explain Problem: the message is data of a language server, so it is quoted. */
export async function explainProblem({ explanations, report }: InPlace, args: readonly unknown[]): Promise<void> {
  await reporting(report, async () => {
    const { document, range } = await codePlace(args);
    const message = typeof args[2] === "string" ? args[2] : "";
    await explanations.explain(document, range, `Explain this problem and how to solve it: ${JSON.stringify(message)}`);
  });
}

/** Fix with Upshift: the block around the problem, by the same way as Fix; with the edit the problem has to be gone. */
export async function fixProblem(asking: Asking, args: readonly unknown[]): Promise<void> {
  await reporting(asking.report, async () => {
    const { document, range } = await codePlace(args);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(range.start, range.start);
    const [, , message] = args;
    const lines = blockAround(document.getText(), range.start.line + 1);
    const anchors = [{ uri: document.uri.toString(), lines }];
    await askAbout("fix", asking, "", {
      anchors,
      ...(typeof message === "string" ? { proof: { gone: message } } : {}),
    });
  });
}

/** Ends before the answer does: VS Code keeps the question in the box below the thread for as long as a command runs. */
export function replyInThread({ explanations, report }: InPlace, [reply]: readonly unknown[]): void {
  if (isReply(reply)) void explanations.reply(reply).catch((error: unknown) => report(toFailure(error)));
}

/** Commands in the title of a thread get the thread. */
export async function onThread(
  [thread]: readonly unknown[],
  run: (thread: vscode.CommentThread) => unknown,
): Promise<void> {
  if (isThread(thread)) await run(thread);
}

function isThread(value: unknown): value is vscode.CommentThread {
  return typeof value === "object" && value !== null && "comments" in value && "uri" in value;
}

function isReply(value: unknown): value is ThreadReply {
  return typeof value === "object" && value !== null && "thread" in value && isThread(value.thread) && "text" in value;
}

async function reporting(report: InPlace["report"], run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isAssistError(error)) throw error;
    report(toFailure(error));
  }
}
