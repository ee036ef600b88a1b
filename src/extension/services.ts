import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { AssistDeps } from "../core/assist/assist.ts";
import type { Failure } from "../core/assist/errors.ts";
import { CORE_VERIFIERS } from "../core/cascade/verify.ts";
import { Ledger } from "../core/ledger/ledger.ts";
import type { Clock } from "../core/ports.ts";
import type { NoticeView } from "../protocol/viewState.ts";
import type { FromChat } from "../protocol/protocol.ts";
import { DisposableStore } from "../util/disposable.ts";
import { reportFailure, runAction } from "./actions.ts";
import type { AnswerWords } from "./chat/answerState.ts";
import { ChatView } from "./chat/chatView.ts";
import { Composer } from "./chat/composer.ts";
import { Conversation, type Turn } from "./chat/conversation.ts";
import { actionView } from "./chat/why.ts";
import { type Asking, askFreely } from "./commands/ask.ts";
import { runCommand } from "./commands/commands.ts";
import type { MenuDeps } from "./commands/menu.ts";
import type { Choosing } from "./commands/models.ts";
import { createContextSource } from "./context/collect.ts";
import { CostView } from "./cost/costView.ts";
import { HunkDecorations } from "./edits/decorations.ts";
import { EditDiff } from "./edits/editDiff.ts";
import { finishEdit } from "./edits/finishEdit.ts";
import { createLensProvider } from "./edits/lenses.ts";
import { type Reviewing, trackReviewContext } from "./edits/reviewCommands.ts";
import { Reviews } from "./edits/reviews.ts";
import { DiagnosticsWatch } from "./edits/settle.ts";
import { createDiagnosticsVerifier, createEditVerifier } from "./edits/verifiers.ts";
import { describeFailure } from "./errors.ts";
import { createLedgerFile } from "./ledgerFile.ts";
import { createLog } from "./log.ts";
import { Models } from "./models.ts";
import { Keys } from "./secrets.ts";
import { SettingsService } from "./settings.ts";
import { sessionLine, StatusBar } from "./statusBar.ts";
import { createWords, type Words } from "./words.ts";

const CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** What commands work with; made once, by hand, top to bottom. */
export interface Services {
  readonly log: ReturnType<typeof createLog>;
  readonly settings: SettingsService;
  readonly models: Models;
  readonly ledger: Ledger;
  readonly conversation: Conversation;
  readonly composer: Composer;
  readonly chat: ChatView;
  readonly asking: Asking;
  readonly choosing: Choosing;
  readonly menu: MenuDeps;
  readonly cost: CostView;
  readonly reviewing: Reviewing;
  readonly report: (failure: Failure) => void;
  /** Runs a command of the manifest. */
  readonly run: (id: string, args: readonly unknown[]) => Promise<void>;
}

export function createServices(context: vscode.ExtensionContext): Services & vscode.Disposable {
  const store = new DisposableStore();
  const words = createWords((text, args) => vscode.l10n.t(text, { ...args }), vscode.env.language);
  const log = store.add(createLog());
  const report = (failure: Failure): void => {
    log.warn(`Shown to the user: ${failure.code}${failure.detail === undefined ? "" : `, ${failure.detail}`}`);
    void reportFailure(failure, words, (action) => runAction(action, undefined, asking));
  };
  const settings = store.add(
    new SettingsService(log, ([first]) => {
      if (first) report({ code: "bad-setting", facts: first });
    }),
  );
  const keys = new Keys(context.secrets);
  const models = store.add(new Models(settings, keys, context.globalState));
  const ledger = new Ledger(createLedgerFile(context.globalStorageUri.fsPath), CLOCK);
  const reviews = store.add(new Reviews());
  const diff = store.add(new EditDiff(reviews, words));
  const watch = store.add(new DiagnosticsWatch());
  const deps: AssistDeps = {
    context: createContextSource(settings),
    seats: () => models.seats(),
    verifiers: [...CORE_VERIFIERS, createEditVerifier(reviews), createDiagnosticsVerifier(reviews, watch)],
    ledger,
    clock: CLOCK,
    newId: randomUUID,
    session: randomUUID(),
    workspace: () => vscode.workspace.workspaceFolders?.[0]?.name,
    maxTokens: () => settings.current.maxContextTokens,
    log,
  };
  const answerWords: AnswerWords = { ...words, notice: (failure) => noticeOf(failure, words), now: () => CLOCK.now() };
  const conversation = new Conversation(deps, answerWords);
  const composer = store.add(new Composer(deps, conversation, answerWords, settings.current.tier));
  const chat = store.add(
    new ChatView({
      extension: context.extensionUri,
      conversation,
      composer,
      setup: () => models.setup,
      onMessage: (message) => void onChatMessage(message, asking).catch((error: unknown) => log.error(String(error))),
      log,
    }),
  );
  const asking: Asking = { conversation, composer, chat, words, report };
  const costView = store.add(
    new CostView({
      extension: context.extensionUri,
      ledger,
      words,
      degraded: () => noticeOf({ code: "ledger-write", facts: {} }, words),
      onMessage: (message) => {
        if (message.type === "act") void runAction(message.action, undefined, asking);
        else void chat.reveal(true);
      },
      log,
    }),
  );
  const statusBar = store.add(new StatusBar({ ledger, setup: () => models.setup, words }));
  store.add(new HunkDecorations(reviews, words));
  store.add(vscode.languages.registerCodeLensProvider({ scheme: "*" }, createLensProvider(reviews, words)));
  store.add(trackReviewContext(reviews));
  connectParts(store, { reviews, models, ledger, conversation, chat, costView, statusBar, words, log });
  const services: Services = {
    ...{ log, settings, models, ledger, conversation, composer, chat, asking, report },
    cost: costView,
    reviewing: { reviews, diff },
    choosing: { settings, keys, words, report, models },
    menu: { composer, words, costLine: () => sessionLine(ledger.session, words), demo: () => models.demoStarted },
    run: (id, args) => runCommand(id, args, services),
  };
  return Object.freeze({ ...services, dispose: () => store.dispose() });
}

interface Parts {
  readonly reviews: Reviews;
  readonly models: Models;
  readonly ledger: Ledger;
  readonly conversation: Conversation;
  readonly chat: ChatView;
  readonly costView: CostView;
  readonly statusBar: StatusBar;
  readonly words: Words;
  readonly log: ReturnType<typeof createLog>;
}

/** Who listens to whom. */
function connectParts(
  store: DisposableStore,
  { reviews, models, ledger, conversation, chat, costView, statusBar, words, log }: Parts,
): void {
  const setContext = (key: string, value: boolean): void =>
    void vscode.commands.executeCommand("setContext", `upshift.${key}`, value);
  const showSetup = (): void => {
    setContext("demo", models.demoStarted);
    statusBar.refresh();
    chat.refresh();
  };
  const endEdit = async (turn: Turn): Promise<void> => {
    const failure = await finishEdit(turn, reviews, words);
    if (failure) conversation.note(turn.id, failure);
  };
  store.add(models.onDidChange(showSetup));
  store.add(
    ledger.onDidAppend(() => {
      const line = sessionLine(ledger.session, words);
      chat.setDescription(line);
      costView.setDescription(line);
    }),
  );
  store.add(ledger.onDidFail((error) => log.error(`The cost record could not be written: ${String(error)}`)));
  store.add(
    conversation.onDidChange((event) => {
      if (event.type === "ended") void endEdit(event.turn);
      if (event.type !== "busy") return;
      statusBar.setBusy(event.busy, event.tier);
      setContext("busy", event.busy);
    }),
  );
  setContext("demo", models.demoStarted);
}

async function onChatMessage(message: FromChat, asking: Asking): Promise<void> {
  const { conversation, composer, chat } = asking;
  switch (message.type) {
    case "send":
      if (message.text.trim() !== "") await askFreely(message.text, message.tier, asking);
      break;
    case "stop":
      conversation.stop();
      break;
    case "typed":
      composer.typed(message.text);
      break;
    case "pick-tier":
      composer.choose(message.tier);
      break;
    case "toggle-chip":
      composer.toggle(message.id);
      break;
    case "copy":
      await vscode.env.clipboard.writeText(message.text);
      break;
    case "act":
      await runAction(
        message.action,
        conversation.turns.find(({ id }) => id === message.turn),
        asking,
      );
      break;
    case "open-link":
      await openLink(message.url);
      break;
    case "focus-editor":
      await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
      break;
    case "ready":
      chat.refresh();
      break;
  }
}

/** Links are model text: only the web and mail, and VS Code asks before it opens one. */
async function openLink(url: string): Promise<void> {
  const { protocol } = new URL(url);
  if (protocol === "https:" || protocol === "http:" || protocol === "mailto:")
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

function noticeOf(failure: Failure, words: Words): NoticeView {
  const { severity, icon, sentence, actions } = describeFailure(failure, Date.now(), words.locale);
  return { severity, icon, text: words.tell(sentence), actions: actions.map((id) => actionView(id, words)) };
}
