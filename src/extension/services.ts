import os from "node:os";
import * as vscode from "vscode";
import type { Failure } from "../core/assist/errors.ts";
import { Payloads } from "./chat/payloads.ts";
import { DisposableStore } from "../util/disposable.ts";
import { flowOf } from "./deep/flows.ts";
import { TerminalRecord } from "./deep/terminalRecord.ts";
import { reportFailure, runAction } from "./actions.ts";
import { AddedPlaces } from "./chat/addedPlaces.ts";
import type { AnswerWords } from "./chat/answerState.ts";
import { ChatHistory } from "./chat/chatHistory.ts";
import { ChatStore } from "./chat/chatStore.ts";
import { ChatView } from "./chat/chatView.ts";
import { Composer } from "./chat/composer.ts";
import { Conversation } from "./chat/conversation.ts";
import { turnPlace } from "./chat/turnPlace.ts";
import { onChatMessage } from "./chat/intents.ts";
import type { Asking } from "./commands/ask.ts";
import { runCommand } from "./commands/commands.ts";
import { Comparisons } from "./routing/comparisons.ts";
import { createExplanations } from "./threads/register.ts";
import { CodeReviews } from "./changes/review.ts";
import { createCompletions } from "./inline/completions.ts";
import { localOnlyEverywhere } from "./context/gates.ts";
import { CLOCK } from "./clock.ts";
import { createCostDesk } from "./cost/costDesk.ts";
import { HunkDecorations } from "./edits/decorations.ts";
import { EditDiff } from "./edits/editDiff.ts";
import { keepTry } from "./edits/finishEdit.ts";
import { createLensProvider } from "./edits/lenses.ts";
import { trackReviewContext } from "./edits/reviewCommands.ts";
import { watchEndingModels } from "./endingModels.ts";
import { connectBudgets } from "./connectBudgets.ts";
import { connectParts } from "./connectParts.ts";
import { usualPlaces } from "./importPlaces.ts";
import { Participant } from "./lm/participant.ts";
import { UpshiftModels } from "./lm/upshiftModels.ts";
import { createLog } from "./log.ts";
import { noticeOf } from "./notice.ts";
import { bookLate } from "./openAttempts.ts";
import { Refactorings } from "./refactor/refactorAcross.ts";
import { askedBy, showPrompt } from "./prompts.ts";
import { askTier } from "./routing/askTier.ts";
import { entryOf, watchFeedback } from "./routing/watchFeedback.ts";
import type { RunningServices, Services } from "./serviceList.ts";
import { sessionLine, StatusBar } from "./statusBar.ts";
import { RecentErrors } from "./support/recentErrors.ts";
import { versionOf } from "./support/supporting.ts";
import { showAdvice } from "./workspaceAdvice.ts";
import { createWords } from "./words.ts";
import { ledgerFault } from "./writeFault.ts";
import { createRoad } from "./road.ts";

export function createServices(context: vscode.ExtensionContext): RunningServices {
  const store = new DisposableStore();
  const words = createWords((text, args) => vscode.l10n.t(text, { ...args }), vscode.env.language);
  const log = store.add(createLog());
  const errors = new RecentErrors();
  const report = (failure: Failure): void => {
    errors.note(CLOCK.now(), failure);
    log.warn(`Shown to the user: ${failure.code}${failure.detail === undefined ? "" : `, ${failure.detail}`}`);
    void reportFailure(failure, words, (action) => runAction(action, undefined, asking));
  };
  const road = createRoad(context, { store, words, log, report });
  const { deps, settings, keys, models, reviews, routing, book, reading, ofTexts, pairs, tokenizer } = road;
  const { ledger, ledgerFile, budgetDesk, prices, refresh, listings, openAttempts } = road;
  const storage = context.globalStorageUri.fsPath;
  const diff = store.add(new EditDiff(reviews, words));
  const answerWords: AnswerWords = { ...words, notice: (failure) => noticeOf(failure, words), now: () => CLOCK.now() };
  const conversation = new Conversation(deps, answerWords);
  const added = store.add(new AddedPlaces());
  const comparisons = store.add(new Comparisons());
  const composer = store.add(
    new Composer(
      {
        ...{ assist: deps, conversation, words: answerWords, added },
        ...{ notice: () => budgetDesk.notice, reading: () => settings.current.reading },
        asked: (message) => askedBy(message, settings),
      },
      settings.current.tier,
    ),
  );
  const chat = store.add(
    new ChatView({
      extension: context.extensionUri,
      ...{ conversation, composer, log },
      setup: () => models.setup,
      editWaits: () => reviews.all.length + reviews.files.length > 0,
      place: (turn) => turnPlace(turn, { reviews, book, comparisons, conversation, words }),
      onMessage: (message) =>
        void onChatMessage(message, { asking, debugging, refactorings, reviews, history, payloads }).catch(
          (error: unknown) => log.error(String(error)),
        ),
    }),
  );
  const withdraw = (turn: string): Promise<void> => reviews.withdraw(turn);
  const payloads = new Payloads({ composer, conversation, chat, words: answerWords, context: deps.context });
  const asking: Asking = {
    asked: (message) => askedBy(message, settings),
    showPrompt: (turn) => showPrompt(turn, { conversation, words, open: (...text) => cost.documents.open(...text) }),
    showSent: (turn) => payloads.showSent(turn),
    ...{ conversation, composer, chat, words, report, withdraw },
    isConnected: () => models.setup !== "none",
    noteFeedback: (turn, kind) => {
      const entry = entryOf(conversation, turn);
      if (entry) book.note(kind, entry);
    },
    keepTry: (turn, attempt) => keepTry(turn, attempt, reviews, words),
    leftOut: (turn) => reviews.answers.leftOut(turn),
    budgetDesk,
    setModel: (tier, model) => settings.write({ [`models.${tier}`]: model }),
    comparisons,
    pairs,
    chooseTier: async (request) =>
      settings.current.routing.ask && request.tier === "auto" ? await askTier(request, deps, words) : request.tier,
  };
  const debugging = { asking, settings, terminals: store.add(new TerminalRecord()), tests: reading.tests };
  const cost = store.add(
    createCostDesk({
      ...{ extension: context.extensionUri, ledger, clock: CLOCK, words, log, prices, folder: storage },
      budgets: () => budgetDesk.states,
      suggestions: () => completions.spend.report,
      degraded: () => noticeOf(ledgerFault(ledger.reason, words), words),
      showAnswer: (request) => {
        const asked = conversation.turns.find(
          ({ id, answer }) => id === request || answer.entries.some((entry) => entry.request === request),
        );
        if (asked) void chat.showTurn(asked.id);
        return asked !== undefined;
      },
      act: (action) => runAction(action, undefined, asking),
    }),
  );
  const history = store.add(
    new ChatHistory({
      store: new ChatStore((context.storageUri ?? context.globalStorageUri).fsPath),
      conversation,
      memory: context.workspaceState,
      words: answerWords,
      flows: (kept) => (kept.kind === "plan" ? refactorings.planning : flowOf(kept, debugging)),
      log,
    }),
  );
  const completions = store.add(
    createCompletions({ assist: deps, settings, models, keys, ledger, memory: context.globalState, words }),
  );
  const explanations = createExplanations({ assist: deps, words: answerWords, conversation, chat, settings }, store);
  const codeReviews = store.add(new CodeReviews({ assist: deps, words: answerWords }));
  const refactorings = store.add(
    new Refactorings({
      assist: deps,
      reviews,
      settings,
      checks: ofTexts,
      words,
      memory: context.workspaceState,
    }),
  );
  const paused = (): boolean => completions.pause.on;
  const statusBar = store.add(
    new StatusBar({
      ...{ ledger, setup: () => models.setup, paused, words, budgets: () => budgetDesk.states },
      sums: () => cost.spending.sums,
      localOnly: () => localOnlyEverywhere(settings) !== undefined,
    }),
  );
  store.add(completions.pause.onDidChange(() => statusBar.refresh()));
  store.add(new HunkDecorations(reviews, words));
  store.add(vscode.languages.registerCodeLensProvider({ scheme: "*" }, createLensProvider(reviews, words)));
  store.add(trackReviewContext(reviews));
  store.add(watchFeedback(reviews, conversation, book));
  connectParts(store, { reviews, diff, models, ledger, conversation, chat, cost, statusBar, words, log });
  connectBudgets(store, { budgetDesk, settings, cost, chat, composer, statusBar, memory: context.globalState, words });
  store.add(watchEndingModels({ ledger, seats: () => models.seats(), memory: context.globalState, words }));
  const services: Services = {
    ...{ log, settings, models, ledger, tokenizer, conversation, composer, chat, asking, payloads, report },
    adding: { added, chat, words },
    cost: cost.view,
    explain: cost.explain,
    exporting: { ledger, clock: CLOCK, words, report, months: () => ledgerFile.months() },
    pricing: { settings, models, ledger, prices, refresh, words, open: (...text) => cost.documents.open(...text) },
    history,
    reviewing: { reviews, diff, words },
    refactorings,
    desk: { book, routing, settings, ledger, clock: CLOCK, candidates: () => models.seats(), words },
    choosing: { settings, keys, words, report, models, prices, listings, places: usualPlaces(os.homedir(), storage) },
    menu: {
      ...{ composer, words, models, settings, completions },
      costLine: () => sessionLine(ledger.session, words),
    },
    completions,
    inPlace: { explanations, report },
    debugging,
    changing: { assist: deps, words, report, reviews: codeReviews },
    otherTools: reading.tools,
    languageModels: new UpshiftModels({ assist: deps, models, words }),
    participant: new Participant({
      ...{ assist: deps, words: answerWords, reviews, planning: refactorings.planning, debugging },
      costLine: () => sessionLine(ledger.session, words),
    }),
    supporting: {
      diagnosing: { version: versionOf(context), settings, keys, errors, words },
      deleting: { context, conversation, keys, record: ledgerFile, ledger, words },
    },
    run: (id, args) => runCommand(id, args, services),
  };
  store.add(reviews.onDidChange(() => chat.refreshPlaces()));
  store.add(book.onDidChange(() => chat.refreshPlaces()));
  store.add(comparisons.onDidPair(() => chat.refreshPlaces()));
  store.add(
    ledger.onDidAppend(
      ({ at, code, connection, model }) => code && errors.note(at, { code, facts: {} }, `${connection}/${model}`),
    ),
  );
  void openAttempts
    .recover((entry) => bookLate(entry, ledgerFile))
    .catch((error: unknown) => log.error(`Attempts of an earlier window could not be booked: ${String(error)}`));
  void showAdvice({ memory: context.workspaceState, words, report }).catch((error: unknown) =>
    log.error(`The settings of the folder could not be read: ${String(error)}`),
  );
  void history.restore().catch((error: unknown) => log.error(`The last chat could not be read: ${String(error)}`));
  const shutDown = async (): Promise<void> => {
    await history.leave();
    await history.forgetDeleted();
    await ledger.rest();
  };
  return Object.freeze({ ...services, shutDown, dispose: () => store.dispose() });
}
