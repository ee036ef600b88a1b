import * as vscode from "vscode";
import type { Dialogue, Message, Picture, Tool, ToolCall } from "../../core/assist/message.ts";

/** A conversation of VS Code's language model API in our form. Parts that no model takes are left out. */
export function toDialogue(
  messages: readonly vscode.LanguageModelChatRequestMessage[],
  { tools = [], toolMode }: Pick<vscode.ProvideLanguageModelChatResponseOptions, "tools" | "toolMode">,
): Dialogue {
  return {
    messages: messages.flatMap(toMessages),
    tools: tools.map(toTool),
    mustCall: toolMode === vscode.LanguageModelChatToolMode.Required,
  };
}

/** One message; what tools answered in it becomes messages of their own, before the rest. */
function toMessages({ role, content }: vscode.LanguageModelChatRequestMessage): readonly Message[] {
  const answers = content.filter((part) => part instanceof vscode.LanguageModelToolResultPart);
  const calls = content.flatMap((part) => (part instanceof vscode.LanguageModelToolCallPart ? [toCall(part)] : []));
  const pictures = content.flatMap((part) => toPicture(part) ?? []);
  const text = textOf(content);
  const isEmpty = text === "" && calls.length === 0 && pictures.length === 0;
  return [
    ...answers.map((part): Message => ({ role: "tool", text: textOf(part.content), answers: part.callId })),
    ...(isEmpty ? [] : [{ role: roleOf(role), text, ...given({ calls, pictures }) }]),
  ];
}

function given({ calls, pictures }: { readonly calls: readonly ToolCall[]; readonly pictures: readonly Picture[] }): {
  calls?: readonly ToolCall[];
  pictures?: readonly Picture[];
} {
  return { ...(calls.length > 0 ? { calls } : {}), ...(pictures.length > 0 ? { pictures } : {}) };
}

/** The API knows user and assistant; a system message of VS Code's own has a number that its types do not name. */
function roleOf(role: vscode.LanguageModelChatMessageRole): Message["role"] {
  if (role === vscode.LanguageModelChatMessageRole.User) return "user";
  return role === vscode.LanguageModelChatMessageRole.Assistant ? "assistant" : "system";
}

function textOf(content: readonly unknown[]): string {
  return content
    .flatMap((part) => {
      if (part instanceof vscode.LanguageModelTextPart) return [part.value];
      if (part instanceof vscode.LanguageModelDataPart && /^text\/|json/.test(part.mimeType))
        return [new TextDecoder().decode(part.data)];
      return part instanceof vscode.LanguageModelPromptTsxPart ? [JSON.stringify(part.value)] : [];
    })
    .join("");
}

function toPicture(part: unknown): Picture | undefined {
  if (!(part instanceof vscode.LanguageModelDataPart) || !part.mimeType.startsWith("image/")) return undefined;
  return { mime: part.mimeType, base64: Buffer.from(part.data).toString("base64") };
}

function toCall({ callId, name, input }: vscode.LanguageModelToolCallPart): ToolCall {
  return { id: callId, name, arguments: JSON.stringify(input) };
}

function toTool({ name, description, inputSchema }: vscode.LanguageModelChatTool): Tool {
  return { name, description, ...(inputSchema ? { parameters: inputSchema } : {}) };
}
