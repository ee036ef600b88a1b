import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { isTestCommand } from "../../core/debug/failingTests.ts";
import { type OutputTask, outputTask } from "../../core/deep/debugTask.ts";
import type { TestTarget } from "../../core/debug/testCommands.ts";
import { holdsTrace, splitMessage } from "../../core/debug/splitMessage.ts";
import { debugConsole, terminalSelection } from "../context/copiedText.ts";
import type { Words } from "../words.ts";
import { chooseFailing, pickTarget, targetAtCursor, targetOfItem, targetsIn } from "./failedTest.ts";
import { debugStart, type Debugging, type DeepStart, type StartWords } from "./startDebugging.ts";
import { describeStopped } from "./stoppedProgram.ts";
import { assertTrusted, homeFolder, WorkspacePorts } from "./workspacePorts.ts";

/**
 * Fix Failing Test: of an item or a message in the Test view, one that a pasted output names, the test at the cursor, else
 * one that fails when the project's tests run. Undefined when the user chose none. Throws `AssistError`.
 */
export async function startOfTest(
  args: readonly unknown[],
  deps: Debugging,
  output = "",
): Promise<DeepStart | undefined> {
  const { asking, settings, tests } = deps;
  const { words } = asking;
  const found = targetOfItem(args) ?? (output === "" ? targetAtCursor() : undefined);
  const home = homeFolder(found?.uri);
  if (!home) throw new AssistError("no-workspace");
  assertTrusted();
  const ports = new WorkspacePorts(home, settings, tests);
  const named = output === "" ? [] : await targetsIn(output, ports);
  const chosen = (): Promise<TestTarget | undefined> =>
    named.length > 0 ? pickTarget(named, words.t) : chooseFailing(settings.current.testCommand, ports, words);
  const target = found?.target ?? (await chosen());
  return target && startOfTarget(target, { text: words.t("Fix Failing Test", {}) }, deps, home);
}

function startOfTarget(
  { file, titles }: TestTarget,
  { text, context = [file, ...titles].join(" › ") }: Partial<StartWords> & Pick<StartWords, "text">,
  deps: Debugging,
  home: vscode.WorkspaceFolder,
): DeepStart {
  return debugStart((uri) => ({ kind: "test", home: uri, file, titles: [...titles] }), { text, context }, deps, home);
}

function startOfOutput(task: OutputTask, words: StartWords, deps: Debugging, home = homeFolder()): DeepStart {
  return debugStart((uri) => ({ kind: "output", home: uri, task }), words, deps, home);
}

/**
 * Explain and Fix Stack Trace: from the menu of a terminal what is selected there; else what is selected in the editor,
 * the clipboard, or the terminal's selection, whichever holds a trace first.
 */
export async function startOfTrace([source]: readonly unknown[], deps: Debugging): Promise<DeepStart> {
  const { t } = deps.asking.words;
  const { text, name, context } = isTerminalMenu(source)
    ? { text: await terminalSelection(), name: "terminal" as const, context: t("terminal", {}) }
    : await traceAround(t);
  return startOfOutput(outputTask(text, { name }), { text: t("Explain and Fix Stack Trace", {}), context }, deps);
}

/** The latest trace of the debug console, as its own title bar starts it. */
export async function startOfConsole(deps: Debugging): Promise<DeepStart> {
  const { t } = deps.asking.words;
  const words = { text: t("Explain and Fix Stack Trace", {}), context: t("debug console", {}) };
  return startOfOutput(outputTask(await debugConsole(), { name: "console" }), words, deps);
}

async function traceAround(t: Words["t"]): Promise<Pick<OutputTask, "text" | "name"> & { readonly context: string }> {
  const selected = selectedTrace();
  if (selected !== "") return { text: selected, name: "clipboard", context: t("selection", {}) };
  const copied = await vscode.env.clipboard.readText();
  const isWanted = holdsTrace(copied) || !vscode.window.activeTerminal;
  const inTerminal = isWanted ? "" : await terminalSelection();
  if (holdsTrace(inTerminal)) return { text: inTerminal, name: "terminal", context: t("terminal", {}) };
  return { text: copied, name: "clipboard", context: t("clipboard", {}) };
}

/** A message of the chat with a trace in it; undefined where it holds none, or where there is no workspace to look in. */
export function startOfMessage(message: string, deps: Debugging): DeepStart | undefined {
  const split = splitMessage(message);
  if (!split || !homeFolder()) return undefined;
  const context = deps.asking.words.t("stack trace", {});
  const words = { text: message, context, instruction: split.said };
  return startOfOutput(outputTask(split.trace, { name: "message" }), words, deps);
}

/**
 * Fix Last Terminal Command. A test command that failed becomes the failed test itself, which is run again on a copy.
 * Throws `no-shell-integration` and `no-terminal-command`.
 */
export async function startOfTerminal(deps: Debugging): Promise<DeepStart | undefined> {
  const { terminals, asking, settings, tests } = deps;
  const { t } = asking.words;
  const last = terminals.last;
  const active = vscode.window.activeTerminal;
  if (!last) throw new AssistError(active && !active.shellIntegration ? "no-shell-integration" : "no-terminal-command");
  const { line, exitCode, output, folder } = last;
  const text = t("Fix Last Terminal Command", {});
  const home = homeFolder(folder);
  if (home && exitCode !== 0 && vscode.workspace.isTrusted && isTestCommand(line)) {
    const ports = new WorkspacePorts(home, settings, tests);
    const targets = await targetsIn(output, ports);
    if (targets.length > 0) {
      const target = await pickTarget(targets, t);
      if (!target) return undefined;
      return startOfTarget(target, { text, context: `${line} · ${target.titles.join(" › ")}` }, deps, home);
    }
  }
  const command = { line, ...(exitCode === undefined ? {} : { exitCode }) };
  return startOfOutput(outputTask(output, { name: "terminal", command }), { text, context: line }, deps, home);
}

/** Explain Stopped Exception. Throws `not-stopped` and `debugger-late`. */
export async function startOfStop(deps: Debugging): Promise<DeepStart> {
  const { t } = deps.asking.words;
  const stopped = vscode.debug.activeStackItem;
  if (!stopped) throw new AssistError("not-stopped");
  const { session, threadId } = stopped;
  const text = await describeStopped(session, threadId);
  const words = { text: t("Explain Stopped Exception", {}), context: session.name };
  return startOfOutput(outputTask(text, { name: "debugger" }), words, deps);
}

/** Selected lines of an editor that are a trace, as in a log file or the debug console's copy. */
function selectedTrace(): string {
  const editor = vscode.window.activeTextEditor;
  const text = editor ? editor.document.getText(editor.selection) : "";
  return holdsTrace(text) ? text : "";
}

/** The menu of a terminal hands over the terminal that it was opened on. */
function isTerminalMenu(value: unknown): boolean {
  return typeof value === "object" && value !== null && ("instanceId" in value || "shellIntegration" in value);
}
