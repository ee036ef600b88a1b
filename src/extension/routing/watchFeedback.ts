import * as vscode from "vscode";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import { UNDO_MS } from "../../core/router/feedback.ts";
import type { Conversation } from "../chat/conversation.ts";
import type { Judged, Reviews } from "../edits/reviews.ts";
import type { FeedbackBook } from "./feedbackBook.ts";

/** What was accepted, as far as an undo of it can be recognised. */
interface Accepted {
  readonly entry: LedgerEntry;
  readonly uri: string;
  readonly proposed: readonly string[];
  readonly at: number;
}

/** Notes accepted and rejected edits, and those whose acceptance is undone within ten minutes. */
export function watchFeedback(reviews: Reviews, conversation: Conversation, book: FeedbackBook): vscode.Disposable {
  let recent: readonly Accepted[] = [];
  const judged = ({ request, verdict, uri, proposed }: Judged): void => {
    const entry = entryOf(conversation, request);
    if (!entry) return;
    book.note(verdict, entry);
    const at = Date.now();
    recent = recent.filter((one) => at - one.at < UNDO_MS);
    if (verdict === "accept") recent = [...recent, { entry, uri: uri.toString(), proposed, at }];
  };
  const changed = ({ document, reason }: vscode.TextDocumentChangeEvent): void => {
    if (reason !== vscode.TextDocumentChangeReason.Undo || recent.length === 0) return;
    const uri = document.uri.toString();
    const text = document.getText();
    const now = Date.now();
    const gone = recent.filter(
      (one) => one.uri === uri && now - one.at < UNDO_MS && one.proposed.some((part) => !text.includes(part)),
    );
    for (const { entry } of gone) book.note("undo", entry);
    recent = recent.filter((one) => !gone.includes(one));
  };
  return vscode.Disposable.from(reviews.onDidJudge(judged), vscode.workspace.onDidChangeTextDocument(changed));
}

/** The attempt whose answer stands. */
export function entryOf({ turns }: Conversation, request: string): LedgerEntry | undefined {
  return turns.find(({ id }) => id === request)?.answer.entries.at(-1);
}
