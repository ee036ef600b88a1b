import * as vscode from "vscode";
import type { Failure } from "../core/assist/errors.ts";
import type { NoticeView } from "../protocol/viewState.ts";
import { actionView } from "./chat/why.ts";
import { describeFailure } from "./errors.ts";
import type { Words } from "./words.ts";

/** A failure as views show it: its sentence and its next steps. */
export function noticeOf(failure: Failure, words: Words): NoticeView {
  const { severity, icon, sentence, actions } = describeFailure(explained(failure), Date.now(), words.locale);
  return { severity, icon, text: words.tell(sentence), actions: actions.map((id) => actionView(id, words)) };
}

/** A failure with what only this window knows about it: why a key that was entered is not there. */
export function explained(failure: Failure): Failure {
  if (failure.code !== "key-missing" || vscode.env.uiKind !== vscode.UIKind.Web) return failure;
  return { ...failure, facts: { ...failure.facts, forgetful: true } };
}
