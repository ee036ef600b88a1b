import * as vscode from "vscode";
import { chatText } from "../chat/chatText.ts";
import { CostView } from "../cost/costView.ts";
import { exportCosts } from "../cost/exportCosts.ts";
import { tidyCosts } from "../cost/tidyCosts.ts";
import type { Services } from "../serviceList.ts";
import { revertEdits, reviewAgain } from "../edits/revertEdits.ts";
import {
  acceptAllHunks,
  acceptEverything,
  acceptHunk,
  openEditDiff,
  rejectAllHunks,
  rejectEverything,
  rejectHunk,
  reviewEdits,
} from "../edits/reviewCommands.ts";
import { BUDGETS, openSettings } from "../openSettings.ts";
import { copyDiagnostics } from "../support/copyDiagnostics.ts";
import { deleteAllData } from "../support/deleteData.ts";
import { addCommand } from "./addCommand.ts";
import { addContext } from "./addContext.ts";
import { addTerminalToChat, addToChat } from "./addToChat.ts";
import { chooseCommand } from "../prompts.ts";
import { askAbout, askForEdit, askFreely } from "./ask.ts";
import { pilotReport } from "../cost/pilotReport.ts";
import { compareAnswer } from "../routing/compare.ts";
import { resetFeedback, showFeedback } from "../routing/showFeedback.ts";
import { setValue, tryRouting } from "../routing/tryRouting.ts";
import { whyNoSuggestion } from "../inline/whyNoSuggestion.ts";
import { commitMessageCommand, reviewCommand, testCommand } from "./changes.ts";
import { noteAccepted, toggleCompletions, triggerCompletion } from "./completions.ts";
import {
  explainStop,
  fixConsoleTrace,
  fixFailingTest,
  fixStackTrace,
  fixTerminalCommand,
  fixUntilChecksPass,
} from "./debugging.ts";
import { connect } from "./connect.ts";
import { openExample } from "./example.ts";
import { explainHere, explainProblem, fixProblem, onThread, replyInThread } from "./inPlace.ts";
import { findLocalModels } from "./findLocal.ts";
import { importModels } from "./importModels.ts";
import { showMenu } from "./menu.ts";
import { type Choosing, chooseModels, removeKey, setKey } from "./models.ts";
import { testConnection } from "./testConnection.ts";
import { reconcileCosts } from "./reconcile.ts";
import { setPrice } from "./setPrice.ts";

type Handler = (services: Services, args: readonly unknown[]) => unknown;

/** Every command of the manifest and what it does. A command is a line here and an entry in package.json. */
export const COMMANDS = {
  "upshift.explain": ({ asking }) => askAbout("explain", asking),
  "upshift.fix": ({ asking }) => askAbout("fix", asking),
  "upshift.refactor": ({ asking }) => askAbout("refactor", asking),
  "upshift.refactorAcross": ({ refactorings, asking }) => refactorings.start(asking),
  "upshift.carryOutPlan": ({ refactorings, asking }, [plan]) => refactorings.carryOut(plan, asking),
  "upshift.openPlan": ({ refactorings }, [plan]) => refactorings.open(plan),
  "upshift.discardPlan": ({ refactorings }, [plan]) => refactorings.discard(plan),
  "upshift.document": ({ asking }) => askAbout("document", asking),
  "upshift.edit": ({ asking }) => askForEdit(asking),
  "upshift.acceptHunk": ({ reviewing }, args) => acceptHunk(reviewing, args),
  "upshift.rejectHunk": ({ reviewing }, args) => rejectHunk(reviewing, args),
  "upshift.acceptAllHunks": ({ reviewing }, args) => acceptAllHunks(reviewing, args),
  "upshift.rejectAllHunks": ({ reviewing }, args) => rejectAllHunks(reviewing, args),
  "upshift.acceptEverything": ({ reviewing }) => acceptEverything(reviewing),
  "upshift.rejectEverything": ({ reviewing }) => rejectEverything(reviewing),
  "upshift.reviewEdits": ({ reviewing }) => reviewEdits(reviewing),
  "upshift.reviewAgain": ({ reviewing }) => reviewAgain(reviewing),
  "upshift.revertEdits": ({ reviewing }, args) => revertEdits(reviewing, args),
  "upshift.openEditDiff": ({ reviewing }, args) => openEditDiff(reviewing, args),
  "upshift.ask": ({ chat }) => chat.reveal(true),
  "upshift.addToChat": ({ adding }, args) => addToChat(adding, args),
  "upshift.addContext": ({ adding }) => addContext(adding),
  "upshift.addCommand": ({ chat, settings, asking }) => addCommand({ chat, settings, words: asking.words }),
  "upshift.addTerminalToChat": ({ adding }) => addTerminalToChat(adding),
  "upshift.focusChat": ({ chat }) => chat.reveal(true),
  "upshift.newChat": newChat,
  "upshift.showHistory": async ({ chat, history }) => {
    await chat.reveal(false);
    chat.showHistory(await history.items());
  },
  "upshift.showNextPayload": ({ payloads }) => payloads.showNext(),
  "upshift.showSentPayload": ({ payloads, conversation }) => payloads.showSent(conversation.turns.at(-1)?.id ?? ""),
  "upshift.showPrompt": ({ asking }) => asking.showPrompt(asking.conversation.turns.at(-1)?.id ?? ""),
  "upshift.runPrompt": async ({ asking, settings }) => {
    const message = await chooseCommand(settings, asking.words);
    if (message === undefined) return;
    await asking.chat.reveal(false);
    await askFreely(message, undefined, asking);
  },
  "upshift.chooseTools": ({ otherTools }) => otherTools.choose(),
  "upshift.stop": ({ conversation }) => conversation.stop(),
  "upshift.triggerCompletion": triggerCompletion,
  "upshift.toggleCompletions": ({ completions }) => toggleCompletions(completions),
  "upshift.pauseCompletions": ({ completions }) => completions.pause.start(),
  "upshift.resumeCompletions": ({ completions }) => completions.pause.end(),
  "upshift.explainHere": ({ inPlace }, args) => explainHere(inPlace, args),
  "upshift.explainProblem": ({ inPlace }, args) => explainProblem(inPlace, args),
  "upshift.fixProblem": ({ asking }, args) => fixProblem(asking, args),
  "upshift.replyInThread": ({ inPlace }, args) => replyInThread(inPlace, args),
  "upshift.regenerateInThread": ({ inPlace }, args) => onThread(args, (thread) => inPlace.explanations.again(thread)),
  "upshift.moveThreadToChat": ({ inPlace }, args) =>
    onThread(args, (thread) => inPlace.explanations.moveToChat(thread)),
  "upshift.closeThread": ({ inPlace }, args) => onThread(args, (thread) => inPlace.explanations.close(thread)),
  "upshift.fixFailingTest": ({ debugging }, args) => fixFailingTest(debugging, args),
  "upshift.fixStackTrace": ({ debugging }, args) => fixStackTrace(debugging, args),
  "upshift.fixConsoleTrace": ({ debugging }, args) => fixConsoleTrace(debugging, args),
  "upshift.fixTerminalCommand": ({ debugging }, args) => fixTerminalCommand(debugging, args),
  "upshift.explainStop": ({ debugging }, args) => explainStop(debugging, args),
  "upshift.fixUntilChecksPass": ({ debugging }, args) => fixUntilChecksPass(debugging, args),
  "upshift.test": ({ asking }, args) => testCommand(asking, args),
  "upshift.review": ({ changing }) => reviewCommand(changing),
  "upshift.dismissFinding": ({ changing }, args) => onThread(args, (thread) => changing.reviews.dismiss(thread)),
  "upshift.clearReview": ({ changing }) => changing.reviews.clear(),
  "upshift.commitMessage": ({ changing }, args) => commitMessageCommand(changing, args),
  "upshift.whyNoSuggestion": ({ completions }) => whyNoSuggestion(completions),
  "upshift.noteAccepted": noteAccepted,
  "upshift.connect": (services) => connecting(connect, services),
  "upshift.findLocalModels": (services) => connecting(findLocalModels, services),
  "upshift.importModels": (services) => connecting(importModels, services),
  "upshift.chooseModels": ({ choosing }) => chooseModels(choosing),
  "upshift.testConnection": ({ choosing }) => testConnection(choosing),
  "upshift.setKey": ({ choosing }) => setKey(choosing),
  "upshift.removeKey": ({ choosing }) => removeKey(choosing),
  "upshift.startDemo": async ({ models, chat }) => {
    await models.setDemo(true);
    await chat.reveal(true);
  },
  "upshift.endDemo": ({ models }) => models.setDemo(false),
  "upshift.setValue": ({ desk }) => setValue(desk),
  "upshift.tryRouting": ({ desk }) => tryRouting(desk),
  "upshift.compare": ({ asking }) => compareAnswer(asking.conversation.turns.at(-1), asking),
  "upshift.pilotReport": ({ desk }) => pilotReport(desk),
  "upshift.showFeedback": ({ desk }) => showFeedback(desk),
  "upshift.resetFeedback": ({ desk }) => resetFeedback(desk),
  "upshift.whyThisModel": ({ explain }, [named]) => explain(named),
  "upshift.showCost": () => vscode.commands.executeCommand(`${CostView.id}.focus`),
  "upshift.setBudget": () => openSettings(BUDGETS),
  "upshift.exportCosts": ({ exporting }) => exportCosts(exporting),
  "upshift.tidyCosts": ({ exporting }) => tidyCosts(exporting),
  "upshift.setPrice": ({ pricing }, args) => setPrice(pricing, args),
  "upshift.reconcile": ({ pricing }) => reconcileCosts(pricing),
  "upshift.refreshPrices": ({ pricing }) => pricing.refresh.now(),
  "upshift.showMenu": ({ menu }) => showMenu(menu),
  "upshift.showLog": ({ log }) => log.show(),
  "upshift.copyDiagnostics": ({ supporting }) => copyDiagnostics(supporting.diagnosing),
  "upshift.deleteAllData": ({ supporting }) => deleteAllData(supporting.deleting),
  "upshift.readLastAnswer": readLastAnswer,
  "upshift.exportChat": exportChat,
  "upshift.openWalkthrough": () =>
    vscode.commands.executeCommand("workbench.action.openWalkthrough", "upshift.upshift#start", false),
  "upshift.openExample": ({ asking, models }) => openExample(asking, models),
  "upshift.openPrivacySettings": () => openSettings("@ext:upshift.upshift privacy"),
  "upshift.openSettings": () => openSettings("@ext:upshift.upshift"),
} satisfies Readonly<Record<string, Handler>>;

/** Runs a command of the manifest. A failing handler is a bug: it goes to the log and to one message, never to nowhere. */
export async function runCommand(id: string, args: readonly unknown[], services: Services): Promise<void> {
  const handler = (COMMANDS as Readonly<Record<string, Handler>>)[id];
  try {
    if (!handler) throw new Error("No such command");
    await handler(services, args);
  } catch (error) {
    services.log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    services.report({ code: "internal", facts: {} });
  }
}

/** A way to get connected. The demo answers alone while it is on, so it ends with the first real connection. */
async function connecting(
  connectIn: (deps: Choosing) => Promise<boolean>,
  { choosing, models }: Services,
): Promise<void> {
  if ((await connectIn(choosing)) && models.demoStarted) await models.setDemo(false);
}

async function newChat({ conversation, composer, settings, history }: Services): Promise<void> {
  await history.leave();
  conversation.clear();
  composer.reset(settings.current.tier);
}

/** The last answer as plain text in an editor, for screen readers and for keeping. */
async function readLastAnswer({ conversation }: Services): Promise<void> {
  await showMarkdown(conversation.turns.at(-1)?.answer.view.text ?? "");
}

/** The chat in an editor, to be saved where the user wants it. */
async function exportChat({ conversation, asking }: Services): Promise<void> {
  const turns = conversation.turns.map(({ text, context, answer }) => ({
    user: { text, context },
    answer: answer.view,
  }));
  await showMarkdown(chatText(turns, asking.words));
}

async function showMarkdown(content: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
}
