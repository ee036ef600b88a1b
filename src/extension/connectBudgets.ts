import * as vscode from "vscode";
import type { DisposableStore } from "../util/disposable.ts";
import type { NoticeView } from "../protocol/viewState.ts";
import type { BudgetDesk } from "./budgets.ts";
import type { ChatView } from "./chat/chatView.ts";
import type { Composer } from "./chat/composer.ts";
import type { CostDesk } from "./cost/costDesk.ts";
import { BUDGETS, openSettings } from "./openSettings.ts";
import type { SettingsService } from "./settings.ts";
import type { StatusBar } from "./statusBar.ts";
import type { Words } from "./words.ts";

interface Parts {
  readonly budgetDesk: BudgetDesk;
  readonly settings: SettingsService;
  readonly cost: CostDesk;
  readonly chat: ChatView;
  readonly composer: Composer;
  readonly statusBar: StatusBar;
  readonly memory: vscode.Memento;
  readonly words: Words;
}

const QUIET_KEY = "budgetMessagesOff";

/** Who hears of what the budgets hold. */
export function connectBudgets(
  store: DisposableStore,
  { budgetDesk, settings, cost, chat, composer, statusBar, memory, words }: Parts,
): void {
  store.add(cost.spending.onDidChange(() => void budgetDesk.refresh()));
  store.add(settings.onDidChange(() => void budgetDesk.refresh()));
  store.add(
    budgetDesk.budgets.onDidChange(() => {
      statusBar.refresh();
      composer.refresh();
      cost.view.redraw();
    }),
  );
  store.add(
    budgetDesk.onDidWarn((notice) => {
      if (!chat.visible && memory.get(QUIET_KEY) !== true) void warnOutside(notice, memory, words);
    }),
  );
}

/** With the chat hidden there is no better place than one message, once a span of time. */
async function warnOutside({ text }: NoticeView, memory: vscode.Memento, { t }: Words): Promise<void> {
  const change = t("Change Budget", {});
  const never = t("Don’t Show Again", {});
  const picked = await vscode.window.showWarningMessage(text, change, never);
  if (picked === change) await openSettings(BUDGETS);
  else if (picked === never) await memory.update(QUIET_KEY, true);
}
