import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { Message } from "../../core/assist/message.ts";
import type { ContextPack } from "../../core/context/pack.ts";
import type { ModelInfo } from "../../core/models/model.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../../core/ports.ts";

/** A model of VS Code's own. What another vendor's plan pays for has no price here. Contract: {@link ChatModel}. */
export function createEditorModel(info: ModelInfo): ChatModel {
  return { info, stream: (request, signal) => streamAnswer(info, request, signal) };
}

/** The models that other extensions offer, by the names that settings use: `vendor/id`. Never our own. */
export async function editorModels(): Promise<readonly string[]> {
  const found = await vscode.lm.selectChatModels();
  return found.filter(({ vendor }) => vendor !== "upshift").map(({ vendor, id }) => `${vendor}/${id}`);
}

async function* streamAnswer(
  info: ModelInfo,
  { pack, maxOutputTokens }: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamPart, void> {
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const model = await find(info);
    if (signal.aborted) return;
    const options = {
      ...optionsOf(pack),
      // VS Code shows it where it asks the user for consent.
      justification: vscode.l10n.t("You chose it as one of Upshift's models."),
      modelOptions: { max_tokens: maxOutputTokens },
    };
    const response = await model.sendRequest(messagesOf(pack), options, source.token);
    let asksTool = false;
    for await (const part of response.stream) {
      if (signal.aborted) return;
      const told = toPart(part);
      asksTool ||= told?.type === "tool-call";
      if (told) yield told;
    }
    if (signal.aborted) return;
    yield { type: "finish", reason: asksTool ? "tool-calls" : "stop" };
  } catch (error) {
    if (!signal.aborted) throw toAssistError(error, info);
  } finally {
    signal.removeEventListener("abort", cancel);
    // Ends the request also when the listener walked away.
    source.cancel();
    source.dispose();
  }
}

/** Throws `model-not-found` for a model that is not offered, and for our own, which would lead back here. */
async function find({ model, host }: ModelInfo): Promise<vscode.LanguageModelChat> {
  const slash = model.indexOf("/");
  const vendor = model.slice(0, slash);
  const [found] = vendor === "upshift" ? [] : await vscode.lm.selectChatModels({ vendor, id: model.slice(slash + 1) });
  if (!found) throw new AssistError("model-not-found", { host, model });
  return found;
}

function optionsOf({ tools = [], mustCall }: ContextPack): vscode.LanguageModelChatRequestOptions {
  if (tools.length === 0) return {};
  const { Auto, Required } = vscode.LanguageModelChatToolMode;
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      ...{ name, description },
      ...(parameters ? { inputSchema: parameters } : {}),
    })),
    toolMode: mustCall ? Required : Auto,
  };
}

/** This API knows user and assistant only: our instructions become the beginning of what the user says. */
function messagesOf({ messages }: ContextPack): vscode.LanguageModelChatMessage[] {
  const system = messages.filter(({ role }) => role === "system").map(({ text }) => text);
  const rest = messages.filter(({ role }) => role !== "system").map(toMessage);
  return [...system.map((text) => vscode.LanguageModelChatMessage.User(text)), ...rest];
}

function toMessage({ role, text, calls = [], pictures = [], answers = "" }: Message): vscode.LanguageModelChatMessage {
  const said = text === "" ? [] : [new vscode.LanguageModelTextPart(text)];
  if (role === "tool") {
    return vscode.LanguageModelChatMessage.User([new vscode.LanguageModelToolResultPart(answers, said)]);
  }
  if (role === "assistant") {
    const asked = calls.map(
      (call) => new vscode.LanguageModelToolCallPart(call.id, call.name, inputOf(call.arguments)),
    );
    return vscode.LanguageModelChatMessage.Assistant([...said, ...asked]);
  }
  const seen = pictures.map(({ mime, base64 }) =>
    vscode.LanguageModelDataPart.image(Buffer.from(base64, "base64"), mime),
  );
  return vscode.LanguageModelChatMessage.User([...said, ...seen]);
}

function inputOf(text: string): object {
  try {
    const input: unknown = JSON.parse(text);
    return typeof input === "object" && input !== null ? input : {};
  } catch {
    return {};
  }
}

function toPart(part: unknown): StreamPart | undefined {
  if (part instanceof vscode.LanguageModelTextPart) return { type: "text-delta", text: part.value };
  if (!(part instanceof vscode.LanguageModelToolCallPart)) return undefined;
  return { type: "tool-call", id: part.callId, name: part.name, arguments: JSON.stringify(part.input) };
}

/** The API's own codes; what lies behind them is the other extension's affair and goes to the log. */
function toAssistError(error: unknown, { host, model }: ModelInfo): Error {
  if (!(error instanceof vscode.LanguageModelError)) return error instanceof Error ? error : new Error(String(error));
  const facts = { host, model };
  switch (error.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return new AssistError("permission", { ...facts, consent: "refused" }, error.message);
    case vscode.LanguageModelError.NotFound.name:
      return new AssistError("model-not-found", facts, error.message);
    case vscode.LanguageModelError.Blocked.name:
      return new AssistError("rate-limit", facts, error.message);
    default:
      return new AssistError("server", facts, error.message);
  }
}
