import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { isTestCommand } from "../../core/debug/failingTests.ts";
import type { OutputTask } from "../../core/deep/debugTask.ts";
import { holdsTrace, splitMessage } from "../../core/debug/splitMessage.ts";
import { debugConsole, terminalSelection } from "../context/copiedText.ts";
import type { Words } from "../words.ts";
import { chooseFailing, pickTarget, targetAtCursor, targetOfItem, targetsIn, taskOf } from "./failedTest.ts";
import { assertTrusted, debugStart, type Debugging, type DeepStart } from "./startDebugging.ts";
import { describeStopped } from "./stoppedProgram.ts";
import { homeFolder, WorkspacePorts } from "./workspacePorts.ts";

/**
 * Fix Failing Test: of an item or a message in the Test view, of the test at the cursor, else of what fails when the
 * project's tests run. Undefined when the user chose none. Throws `AssistError`.
 */
export async function startOfTest(args: readonly unknown[], deps: Debugging): Promise<DeepStart | undefined> {
  const { asking, settings, tests } = deps;
  const found = targetOfItem(args) ?? targetAtCursor();
  const home = homeFolder(found?.uri);
  if (!home) throw new AssistError("no-workspace");
  assertTrusted();
  const ports = new WorkspacePorts(home, settings, tests);
  const { testCommand } = settings.current;
  const target = found?.target ?? (await chooseFailing(testCommand, ports, asking.words));
  if (!target) return undefined;
  const text = asking.words.t("Fix Failing Test", {});
  const context = [target.file, ...target.titles].join(" › ");
  return debugStart(await taskOf(target, testCommand, ports), { text, context }, deps, home);
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
  return debugStart({ type: "output", text, name }, { text: t("Explain and Fix Stack Trace", {}), context }, deps);
}

/** The latest trace of the debug console, as its own title bar starts it. */
export async function startOfConsole(deps: Debugging): Promise<DeepStart> {
  const { t } = deps.asking.words;
  const words = { text: t("Explain and Fix Stack Trace", {}), context: t("debug console", {}) };
  return debugStart({ type: "output", text: await debugConsole(), name: "console" }, words, deps);
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
  const task: OutputTask = { type: "output", text: split.trace, name: "message" };
  return debugStart(
    task,
    { text: message, context: deps.asking.words.t("stack trace", {}), instruction: split.said },
    deps,
  );
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
      const task = await taskOf(target, settings.current.testCommand, ports);
      return debugStart(task, { text, context: `${line} · ${target.titles.join(" › ")}` }, deps, home);
    }
  }
  const command = { line, ...(exitCode === undefined ? {} : { exitCode }) };
  return debugStart({ type: "output", text: output, name: "terminal", command }, { text, context: line }, deps, home);
}

/** Explain Stopped Exception. Throws `not-stopped` and `debugger-late`. */
export async function startOfStop(deps: Debugging): Promise<DeepStart> {
  const { t } = deps.asking.words;
  const stopped = vscode.debug.activeStackItem;
  if (!stopped) throw new AssistError("not-stopped");
  const { session, threadId } = stopped;
  const text = await describeStopped(session, threadId);
  const words = { text: t("Explain Stopped Exception", {}), context: session.name };
  return debugStart({ type: "output", text, name: "debugger" }, words, deps);
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
