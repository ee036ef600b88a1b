import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { AssistRequest } from "../../src/core/assist/request.ts";
import type { TestApi } from "../../src/extension/extension.ts";
import type { Services } from "../../src/extension/serviceList.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { TaskKind } from "../../src/core/task/kinds.ts";
import { type Endpoint, type EndpointOptions, startEndpoint } from "../workbench/endpoint.ts";

/** What the host tests do in their window: connect it to an endpoint of their own, write files, ask, look. */

export async function testApi(): Promise<TestApi> {
  const api = (await vscode.extensions.getExtension("upshift.upshift")?.activate()) as TestApi | undefined;
  assert.ok(api, "the test API is missing");
  return api;
}

export async function services(): Promise<Services> {
  return await (await testApi()).services();
}

/** An endpoint without waits, connected as `test` to mini, full and deep. */
export async function connectEndpoint(
  options: EndpointOptions = {},
  connection: object = { preset: "demo" },
): Promise<Endpoint> {
  const endpoint = await startEndpoint({ pace: 0, ...options });
  await configure({
    "models.connections": { test: { ...connection, baseUrl: endpoint.baseUrl } },
    "models.mini": "test/demo-mini",
    "models.full": "test/demo-full",
    "models.deep": "test/demo-deep",
  });
  return endpoint;
}

/** What {@link connectEndpoint} set, to set it again. */
export function settingsOf({ baseUrl }: Endpoint): Parameters<typeof configure>[0] {
  return {
    "models.connections": { test: { preset: "custom", baseUrl } },
    "models.mini": "test/demo-mini",
    "models.full": "test/demo-full",
    "models.deep": "test/demo-deep",
  };
}

const KEYS = ["models.connections", "models.mini", "models.full", "models.deep", "models.local"] as const;

/** Sets user settings; those of {@link KEYS} that are not named are taken away. */
export async function configure(values: Readonly<Partial<Record<(typeof KEYS)[number], unknown>>>): Promise<void> {
  const section = vscode.workspace.getConfiguration("upshift");
  for (const key of KEYS) await section.update(key, values[key], vscode.ConfigurationTarget.Global);
  await vscode.workspace
    .getConfiguration("upshift")
    .update("completions.mode", "off", vscode.ConfigurationTarget.Global)
    .then(undefined, () => undefined);
}

/** The next answer of a model is this text, streamed in two pieces; `slowly` leaves time to do something in between. */
export function answerNext(
  endpoint: Endpoint,
  text: string,
  more: { readonly end?: "fin" | "destroy" | "hang"; readonly finish?: string; readonly slowly?: boolean } = {},
): void {
  const { end = "fin", finish = "stop", slowly = false } = more;
  const half = Math.ceil(text.length / 2);
  const chunk = (content: string, reason: string | null): string =>
    `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`;
  const pieces = [chunk(text.slice(0, half), null), chunk(text.slice(half), null)];
  const closing = end === "fin" ? [chunk("", finish), "data: [DONE]\n\n"] : [];
  endpoint.misbehave({
    times: 1,
    match: ({ url }) => url.endsWith("/chat/completions"),
    response: {
      headers: { "content-type": "text/event-stream" },
      frames: [...pieces, ...closing],
      end,
      frame_delay_ms: slowly ? 500 : 0,
    },
  });
}

export function fileUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "no workspace");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** The sample's own ignore rules, which a test that wrote others puts back. */
export async function restoreRules(): Promise<void> {
  await writeFile(fileUri(".upshiftignore").fsPath, "# What an assistant must never be sent.\nprivate/\n*.csv\n");
}

/** Writes a file of the workspace byte for byte and shows it. */
export async function openFile(name: string, bytes?: string): Promise<vscode.TextEditor> {
  const uri = fileUri(name);
  if (bytes !== undefined) {
    await mkdir(path.dirname(uri.fsPath), { recursive: true });
    await writeFile(uri.fsPath, bytes);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  // VS Code keeps documents for a while, and hears of the disk later.
  await until(`${name} is as it was written`, async () => {
    if (bytes === undefined || linesOf(document.getText()) === linesOf(bytes)) return true;
    await vscode.commands.executeCommand("workbench.action.files.revert");
    return linesOf(document.getText()) === linesOf(bytes);
  });
  return editor;
}

/** A text without its byte order mark and with one kind of line ends. */
function linesOf(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

/** Selects whole lines, 1-based and inclusive. */
export function selectLines(editor: vscode.TextEditor, first: number, last: number): void {
  editor.selection = new vscode.Selection(first - 1, 0, last - 1, editor.document.lineAt(last - 1).text.length);
}

/** Runs a task on the selection of the active editor and waits for the end of its answer. */
export async function run(command: string): Promise<Turn> {
  const { conversation } = await services();
  const before = conversation.turns.length;
  await vscode.commands.executeCommand(command);
  const turn = conversation.turns.at(-1);
  assert.ok(turn && conversation.turns.length > before, `${command} asked nothing`);
  return turn;
}

export function requestFor(
  uri: vscode.Uri,
  task: TaskKind,
  lines: { readonly start: number; readonly end: number },
): AssistRequest {
  return {
    id: crypto.randomUUID(),
    task,
    instruction: "",
    origin: "command",
    tier: "auto",
    anchors: [{ uri: uri.toString(), lines }],
    without: [],
    history: [],
  };
}

/** Waits for something to become true; says what it waited for when it does not. */
export async function until(what: string, holds: () => unknown, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds());) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** *Why This Model* opens for a request or a comment: in the chat where it was asked there, else as a text of what was booked. */
export async function assertExplained(named: unknown): Promise<void> {
  assert.ok(named, "nothing to explain");
  const { conversation } = await services();
  await vscode.commands.executeCommand("upshift.whyThisModel", named);
  const turn = conversation.turns.find(({ answer }) => answer.entries.some(({ request }) => request === named));
  if (turn) {
    assert.ok(turn.answer.view.why?.rows.some(({ name }) => name === "Rule"));
    assert.notEqual(turn.answer.view.why?.candidates.length, 0);
    return;
  }
  const text = vscode.window.activeTextEditor?.document;
  assert.equal(text?.uri.scheme, "upshift-cost");
  assert.match(text?.getText() ?? "", /Attempt 1 of \d+: \w+, .*\n +Why +routed: \S/);
}

/** Ends what a test left: pending edits, open editors, the chat, what was added to its next message. */
export async function tidyUp(): Promise<void> {
  const { reviewing, conversation, composer } = await services();
  conversation.stop();
  await conversation.rest();
  for (const review of reviewing.reviews.all) await reviewing.reviews.reject(review);
  conversation.clear();
  composer.reset("auto");
  await vscode.commands.executeCommand("workbench.action.files.revert").then(undefined, () => undefined);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** A call of a tool, as a model makes it. */
export interface ScriptedCall {
  readonly name: string;
  readonly input: object;
}

/** The next answer of a model asks for these tools. */
export function callNext(endpoint: Endpoint, calls: readonly ScriptedCall[], text = ""): void {
  const frame = (delta: object, reason: string | null): string =>
    `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
  const asked = calls.map(({ name, input }, index) => ({
    ...{ index, id: `call-${index}-${crypto.randomUUID()}`, type: "function" },
    function: { name, arguments: JSON.stringify(input) },
  }));
  endpoint.misbehave({
    times: 1,
    match: ({ url }) => url.endsWith("/chat/completions"),
    response: {
      headers: { "content-type": "text/event-stream" },
      frames: [frame({ content: text, tool_calls: asked }, null), frame({}, "tool_calls"), "data: [DONE]\n\n"],
      end: "fin",
    },
  });
}

/** What tools gave in the last request that an endpoint got. */
export function toolResults(endpoint: Endpoint): readonly string[] {
  const json = endpoint.calls.at(-1)?.json as { readonly messages?: readonly { role: string; content: string }[] };
  return (json.messages ?? []).flatMap(({ role, content }) => (role === "tool" ? [content] : []));
}

const BOXES = ["showInputBox", "showErrorMessage", "showWarningMessage"] as const;

/** Answers VS Code's own boxes in the place of a person; what each was asked to show. */
export async function answering(answer: unknown, work: () => Promise<void>): Promise<readonly unknown[][]> {
  const window = vscode.window as unknown as Record<(typeof BOXES)[number], unknown>;
  const own = BOXES.map((box) => [box, window[box]] as const);
  const shown: unknown[][] = [];
  for (const box of BOXES) window[box] = (...args: unknown[]) => Promise.resolve(shown.push(args)).then(() => answer);
  try {
    await work();
  } finally {
    for (const [box, real] of own) window[box] = real;
  }
  return shown;
}
