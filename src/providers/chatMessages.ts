import type OpenAI from "openai";
import type { Message, Tool } from "../core/assist/message.ts";

type ChatMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;
export type ChatTool = OpenAI.Chat.Completions.ChatCompletionTool;

/** A message in the form of Chat Completions. Content stays plain text where there is no picture: not all take parts. */
export function toChatMessage({ role, text, pictures = [], calls = [], answers = "" }: Message): ChatMessage {
  switch (role) {
    case "system":
      return { role, content: text };
    case "tool":
      return { role, content: text, tool_call_id: answers };
    case "assistant":
      return calls.length === 0
        ? { role, content: text }
        : { role, content: text === "" ? null : text, tool_calls: calls.map(toChatCall) };
    case "user":
      return pictures.length === 0 ? { role, content: text } : { role, content: partsOf(text, pictures) };
  }
}

export function toChatTool({ name, description, parameters }: Tool): ChatTool {
  return {
    type: "function",
    function: { name, description, ...(parameters ? { parameters: { ...parameters } } : {}) },
  };
}

function partsOf(
  text: string,
  pictures: NonNullable<Message["pictures"]>,
): OpenAI.Chat.Completions.ChatCompletionContentPart[] {
  return [
    ...(text === "" ? [] : [{ type: "text", text } as const]),
    ...pictures.map(
      ({ mime, base64 }) => ({ type: "image_url", image_url: { url: `data:${mime};base64,${base64}` } }) as const,
    ),
  ];
}

function toChatCall({
  id,
  name,
  arguments: text,
}: NonNullable<Message["calls"]>[number]): OpenAI.Chat.Completions.ChatCompletionMessageFunctionToolCall {
  return { id, type: "function", function: { name, arguments: text } };
}
