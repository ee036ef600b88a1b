import * as vscode from "vscode";
import type { DisposableStore } from "../util/disposable.ts";
import type { NoticeView } from "../protocol/viewState.ts";
import type { BudgetDesk } from "./budgets.ts";
import type { ChatView } from "./chat/chatView.ts";
import type { Composer } from "./chat/composer.ts";
import type { CostDesk } from "./cost/costDesk.ts";
import { openSettings } from "./openSettings.ts";
import type { SettingsService } from "./settings.ts";
import type { StatusBar } from "./statusBar.ts";

interface Parts {
  readonly budgetDesk: BudgetDesk;
  readonly settings: SettingsService;
  readonly cost: CostDesk;
  readonly chat: ChatView;
  readonly composer: Composer;
  readonly statusBar: StatusBar;
}

/** Who hears of what the budgets hold. */
export function connectBudgets(
  store: DisposableStore,
  { budgetDesk, settings, cost, chat, composer, statusBar }: Parts,
): void {
  store.add(cost.spending.onDidChange(() => void budgetDesk.refresh()));
  store.add(settings.onDidChange(() => void budgetDesk.refresh().then(() => cost.view.refresh())));
  store.add(
    budgetDesk.budgets.onDidChange(() => {
      statusBar.refresh();
      composer.refresh();
    }),
  );
  store.add(
    budgetDesk.onDidWarn((notice) => {
      if (!chat.visible) void warnOutside(notice);
    }),
  );
}

/** With the chat hidden there is no better place than one message, once a span of time. */
async function warnOutside({ text, actions }: NoticeView): Promise<void> {
  const [change] = actions;
  const picked = await vscode.window.showWarningMessage(text, ...(change ? [change.label] : []));
  if (picked !== undefined) await openSettings("upshift.budgets");
}
