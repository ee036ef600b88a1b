import * as vscode from "vscode";
import type { Failure } from "../core/assist/errors.ts";
import type { Tier } from "../core/models/tier.ts";
import type { Turn } from "./chat/conversation.ts";
import {
  type Asking,
  askAgain,
  askAllowed,
  askCondensed,
  askForRest,
  askOn,
  keepRefused,
  useReplacement,
} from "./commands/ask.ts";
import type { ActionId } from "./actionIds.ts";
import { describeFailure } from "./errors.ts";
import { ACTION_LABELS } from "./actionIds.ts";
import { BUDGETS, openSetting, openSettings } from "./openSettings.ts";
import { explained } from "./notice.ts";
import { compareAnswer, diffAnswers, keepAnswer } from "./routing/compare.ts";
import { raiseToday } from "./raiseToday.ts";
import type { Words } from "./words.ts";

/** A command to run for a next step that belongs to no answer. */
const COMMANDS: Readonly<Partial<Record<ActionId, readonly [string, ...unknown[]]>>> = {
  connect: ["upshift.connect"],
  "start-demo": ["upshift.startDemo"],
  "find-local": ["upshift.findLocalModels"],
  "import-models": ["upshift.importModels"],
  walkthrough: ["upshift.openWalkthrough"],
  "open-example": ["upshift.openExample"],
  "set-key": ["upshift.setKey"],
  "test-connection": ["upshift.testConnection"],
  "choose-model": ["upshift.chooseModels"],
  "select-function": ["editor.action.smartSelect.expand"],
  "open-folder": ["workbench.action.files.openFolder"],
  "show-trust": ["workbench.trust.manage"],
  ask: ["upshift.focusChat"],
  explain: ["upshift.explain"],
  fix: ["upshift.fix"],
  test: ["upshift.test"],
  "add-context": ["upshift.addContext"],
  "add-command": ["upshift.addCommand"],
  "show-log": ["upshift.showLog"],
  "set-price": ["upshift.setPrice"],
  "refresh-prices": ["upshift.refreshPrices"],
};

/** What to look for in VS Code's settings. */
const SETTINGS_PAGES: Readonly<Partial<Record<ActionId, string>>> = {
  "edit-address": "@id:upshift.models.connections",
  "proxy-settings": "@id:http.proxy",
  "trim-context": "@id:upshift.context.maxTokens",
  "open-settings": "@ext:upshift.upshift",
  "edit-routing": "upshift.routing",
  "set-budget": BUDGETS,
  "set-test-command": "@id:upshift.checks.testCommand",
  "terminal-settings": "@id:terminal.integrated.shellIntegration.enabled",
};

/** What the footer of an answer offers besides next steps. */
const ON_ANSWER: Readonly<Record<string, (turn: Turn, asking: Asking) => Promise<void> | void>> = {
  compare: (turn, asking) => compareAnswer(turn, asking),
  "keep-first": (turn, asking) => keepAnswer("first", turn, asking),
  "keep-second": (turn, asking) => keepAnswer("second", turn, asking),
  "keep-both": ({ id }, { comparisons }) => comparisons.close(id),
  "diff-answers": diffAnswers,
  helpful: ({ id }, { noteFeedback }) => noteFeedback(id, "helpful"),
  "not-helpful": ({ id }, { noteFeedback }) => noteFeedback(id, "not-helpful"),
};

/** Runs a next step. `action` comes from a webview: what is not in the table does nothing. */
export async function runAction(action: string, turn: Turn | undefined, asking: Asking): Promise<void> {
  const own = Object.hasOwn(ON_ANSWER, action) ? ON_ANSWER[action] : undefined;
  if (own && turn) await own(turn, asking);
  if (!isAction(action)) return;
  const page = SETTINGS_PAGES[action];
  if (page !== undefined) {
    await openSettings(page);
    return;
  }
  const command = COMMANDS[action];
  if (command) {
    const [id, ...args] = command;
    const wasConnected = asking.isConnected();
    await vscode.commands.executeCommand(id, ...args);
    // What was asked before there was a model is what the user connects one for.
    if (turn && !wasConnected && asking.isConnected()) await askAgain(turn, undefined, asking);
    return;
  }
  await runInChat(action, turn, asking);
}

/** Asking the same again, and on which tier. */
const AGAIN: ReadonlyMap<ActionId, Tier | undefined> = new Map([
  ["retry", undefined],
  ["retry-mini", "mini"],
  ["retry-full", "full"],
  ["retry-deep", "deep"],
  ["retry-local", "local"],
]);

/** Next steps that need an answer to go on from; a message without one does not offer them. */
const ABOUT_ANSWER: ReadonlySet<ActionId> = new Set([
  "revert-edits",
  "keep-answer",
  "continue",
  "edit-message",
  "ask-rest",
  "condense",
  "use-replacement",
  "carry-out-plan",
  "open-plan",
]);

async function runInChat(action: ActionId, turn: Turn | undefined, asking: Asking): Promise<void> {
  if (AGAIN.has(action)) {
    if (turn) await askAgain(turn, AGAIN.get(action), asking);
    return;
  }
  switch (action) {
    case "open-diff":
      await vscode.commands.executeCommand("upshift.openEditDiff", turn?.id);
      break;
    case "revert-edits":
      await vscode.commands.executeCommand("upshift.revertEdits", turn?.id);
      break;
    case "condense":
      if (turn) await askCondensed(turn, asking);
      break;
    case "carry-out-plan":
      await vscode.commands.executeCommand("upshift.carryOutPlan", turn?.id);
      break;
    case "open-plan":
      await vscode.commands.executeCommand("upshift.openPlan", turn?.id);
      break;
    case "show-sent":
      if (turn) await asking.showSent(turn.id);
      break;
    case "show-prompt":
      if (turn) await asking.showPrompt(turn.id);
      break;
    case "dismiss-budget":
    case "wait-for-tomorrow":
      asking.budgetDesk.dismiss();
      asking.composer.refresh();
      break;
    case "use-local":
      asking.budgetDesk.dismiss();
      asking.composer.choose("local");
      break;
    case "raise-today":
      if ((await raiseToday(asking.budgetDesk, asking.words)) && turn) await askAgain(turn, undefined, asking);
      break;
    case "allow-once":
      if (turn) await askAllowed(turn, asking);
      break;
    case "use-full-in-chat":
      asking.composer.choose("full");
      break;
    case "open-ignore-file":
      await openIgnoreFile();
      break;
    case "use-selection":
      await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
      break;
    case "edit-message":
      if (turn) asking.chat.setDraft(turn.text);
      await asking.chat.reveal(true);
      break;
    case "ask-rest":
      if (turn) await askForRest(turn, asking);
      break;
    case "use-replacement":
      if (turn) await useReplacement(turn, asking);
      break;
    case "keep-answer":
      if (turn) await keepRefused(turn, turn.answer.view.attempts.length - 1, asking);
      break;
    case "continue":
      if (turn) await askOn(turn, asking);
      break;
    default:
      throw new Error(`No handler for ${action}`);
  }
}

function isAction(action: string): action is ActionId {
  return Object.hasOwn(ACTION_LABELS, action);
}

async function openIgnoreFile(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const found = folder
    ? await vscode.workspace.findFiles(new vscode.RelativePattern(folder, "{.upshiftignore,.gitignore}"), null, 1)
    : [];
  if (found[0]) await vscode.window.showTextDocument(found[0]);
}

/** One error message with at most two next steps, for a failure of a command that has no other place. */
export async function reportFailure(
  failure: Failure,
  words: Words,
  run: (action: ActionId) => Promise<void>,
): Promise<void> {
  const { severity, sentence, actions } = describeFailure(explained(failure), Date.now(), words.locale);
  const possible = actions.filter((id) => !AGAIN.has(id) && !ABOUT_ANSWER.has(id));
  const items = possible.slice(0, 2).map((id) => ({ title: words.tell(ACTION_LABELS[id]), id }));
  const show = severity === "error" ? vscode.window.showErrorMessage : vscode.window.showWarningMessage;
  const picked = await show(words.tell(sentence), ...items);
  if (picked?.id === "open-settings" && failure.facts.setting !== undefined) await openSetting(failure.facts.setting);
  else if (picked) await run(picked.id);
}
