import { findHidden } from "../core/context/hidden.ts";
import * as vscode from "vscode";
import type { Ledger } from "../core/ledger/ledger.ts";
import type { DisposableStore } from "../util/disposable.ts";
import type { ChatView } from "./chat/chatView.ts";
import type { Conversation, Turn } from "./chat/conversation.ts";
import type { CostDesk } from "./cost/costDesk.ts";
import type { EditDiff } from "./edits/editDiff.ts";
import { filesOf } from "./edits/reviewCommands.ts";
import { finishEdit } from "./edits/finishEdit.ts";
import type { Reviews } from "./edits/reviews.ts";
import type { Log } from "../core/ports.ts";
import type { Models } from "./models.ts";
import { sessionLine, type StatusBar } from "./statusBar.ts";
import type { Words } from "./words.ts";

interface Parts {
  readonly reviews: Reviews;
  readonly diff: EditDiff;
  readonly models: Models;
  readonly ledger: Ledger;
  readonly conversation: Conversation;
  readonly chat: ChatView;
  readonly cost: CostDesk;
  readonly statusBar: StatusBar;
  readonly words: Words;
  readonly log: Log;
}

/** Who listens to whom. */
export function connectParts(
  store: DisposableStore,
  { reviews, diff, models, ledger, conversation, chat, cost, statusBar, words, log }: Parts,
): void {
  const setContext = (key: string, value: boolean): void =>
    void vscode.commands.executeCommand("setContext", `upshift.${key}`, value);
  const showSetup = (): void => {
    setContext("demo", models.demoStarted);
    setContext("connected", models.setup === "ready");
    statusBar.refresh();
    chat.refresh();
  };
  const endEdit = async (turn: Turn): Promise<void> => {
    const failure = await finishEdit(turn, reviews, words);
    if (failure) conversation.note(turn.id, failure);
    // What a flow did to several files is looked at in one place.
    if (turn.flow && filesOf(reviews, turn.id) > 1) await diff.openAll(turn.id);
  };
  store.add(models.onDidChange(showSetup));
  const showSession = (): void => chat.setDescription(sessionLine(ledger.session, words));
  store.add(ledger.onDidAppend(showSession));
  store.add(cost.spending.onDidChange(showSession));
  store.add(cost.spending.onDidChange(() => statusBar.refresh()));
  store.add(ledger.onDidFail((error) => log.error(`The cost record could not be written: ${String(error)}`)));
  store.add(
    conversation.onDidChange((event) => {
      if (event.type === "ended") flagHidden(event.turn, conversation);
      if (event.type === "ended")
        void endEdit(event.turn).catch((error: unknown) => log.error(`An edit could not be shown: ${String(error)}`));
      if (event.type !== "busy") return;
      statusBar.setBusy(event.busy, event.tier);
      setContext("busy", event.busy);
    }),
  );
  setContext("demo", models.demoStarted);
  setContext("connected", models.setup === "ready");
}

/** An answer that reads otherwise than it is says so; a notice that it has already is the more important one. */
function flagHidden({ id, answer: { view } }: Turn, conversation: Conversation): void {
  if (view.notice) return;
  const named = new Set(
    findHidden(view.text).map(({ codePoint }) => `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`),
  );
  if (named.size > 0)
    conversation.note(id, { code: "hidden-characters", facts: { reason: [...named].slice(0, 5).join(", ") } });
}
