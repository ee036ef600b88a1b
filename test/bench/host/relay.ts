import { createHash, randomUUID } from "node:crypto";
import type * as vscode from "vscode";
import type { AssistDeps } from "../../../src/core/assist/deps.ts";
import type { AssistRequest } from "../../../src/core/assist/request.ts";
import { CORE_VERIFIERS } from "../../../src/core/cascade/verify.ts";
import { createPathGate } from "../../../src/core/context/privacy.ts";
import type { ChatModel, Log } from "../../../src/core/ports.ts";
import type { AnswerWords } from "../../../src/extension/chat/answerState.ts";
import { Conversation } from "../../../src/extension/chat/conversation.ts";
import { createWords } from "../../../src/extension/words.ts";
import { say } from "../../../src/util/phrase.ts";
import { lagsOf, type FromRelayPage, type RelayPlan, type RelayRun, type ToRelayPage } from "../relayRun.ts";
import { percentile } from "../stats.ts";
import { serveLink } from "./link.ts";
import { PacedModel } from "./pacedModel.ts";
import { startRelay } from "./relays.ts";
import { openView } from "./view.ts";

/*
 * Streams answers of a paced model through the conversation to a page that notes when text arrived. The conversation and
 * everything before it is the product's in all ways but `bare`; what differs is how text is posted.
 */

export function activate(context: vscode.ExtensionContext): void {
  const view = openView(context);
  context.subscriptions.push(
    serveLink({
      open: async () => void (await view),
      run: async (plan: RelayPlan) => await run(plan, await view, context.extensionUri),
    }),
  );
}

const SILENT: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const WORDS: AnswerWords = {
  ...createWords((text, args) => say({ text, args }), "en"),
  notice: ({ code }) => ({ severity: "error", icon: "error", text: code, actions: [] }),
  now: () => Date.now(),
};
const QUESTION: Omit<AssistRequest, "id"> = {
  instruction: "Stream.",
  origin: "chat",
  tier: "auto",
  anchors: [],
  without: [],
  history: [],
};

async function run(plan: RelayPlan, view: vscode.WebviewView, extension: vscode.Uri): Promise<RelayRun> {
  await ask(view, "reset", "done");
  const model = new PacedModel(plan);
  const before = process.cpuUsage();
  if (plan.kind === "bare") await postBare(model, view);
  else await converse(plan.kind, model, { view, extension });
  await ask(view, "done", "done");
  const { user, system } = process.cpuUsage(before);
  const { text, arrivals } = await ask(view, "report", "report");
  if (text !== model.text) throw new Error("The page holds other text than was sent: the measurement is void");
  const lags = lagsOf(model.sent, plan.tokenLength, arrivals);
  return {
    firstLagMs: lags[0] ?? Infinity,
    medianLagMs: percentile(lags, 0.5),
    p99LagMs: percentile(lags, 0.99),
    cpuMs: (user + system) / 1_000,
    posts: arrivals.length,
    digest: createHash("sha256").update(text).digest("hex"),
  };
}

/** Answers one question in a conversation of its own. */
async function converse(
  kind: Exclude<RelayPlan["kind"], "bare">,
  model: ChatModel,
  place: { readonly view: vscode.WebviewView; readonly extension: vscode.Uri },
): Promise<void> {
  const deps = depsWith(model);
  const conversation = new Conversation(deps, WORDS);
  const relay = startRelay(kind, { ...place, conversation, deps, words: WORDS });
  try {
    await conversation.ask({ ...QUESTION, id: randomUUID() }, { text: "Stream.", context: "" });
  } finally {
    relay.dispose();
  }
}

/** The floor: the first delta as it comes with nothing around it, all others in the end. */
async function postBare(model: PacedModel, { webview }: vscode.WebviewView): Promise<void> {
  const { signal } = new AbortController();
  const post = (text: string): void => void webview.postMessage({ type: "append", turn: "bare", text });
  let rest: string | undefined;
  for await (const part of model.tokens(signal)) {
    if (part.type !== "text-delta") continue;
    if (rest === undefined) post(part.text);
    rest = rest === undefined ? "" : rest + part.text;
  }
  post(rest ?? "");
}

function depsWith(model: ChatModel): AssistDeps {
  return {
    context: { collect: () => Promise.resolve({ items: [], gate: createPathGate([]) }) },
    seats: () => [{ tier: "full", info: model.info, model }],
    verifiers: CORE_VERIFIERS,
    ledger: { append: () => Promise.resolve(), note: () => undefined },
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    newId: randomUUID,
    session: "bench",
    workspace: () => undefined,
    maxTokens: () => 16_000,
    log: SILENT,
  };
}

/** Asks the page and waits for its word; messages keep their order, so everything posted before has been handled. */
async function ask<Type extends "done" | "report">(
  { webview }: vscode.WebviewView,
  wants: ToRelayPage["wants"],
  type: Type,
): Promise<Extract<FromRelayPage, { type: Type }>> {
  const answer = new Promise<Extract<FromRelayPage, { type: Type }>>((resolve) => {
    const listener = webview.onDidReceiveMessage((message: FromRelayPage) => {
      if (message.type !== type) return;
      listener.dispose();
      resolve(message as Extract<FromRelayPage, { type: Type }>);
    });
  });
  const message: ToRelayPage = { type: "bench", wants };
  void webview.postMessage(message);
  return await answer;
}
