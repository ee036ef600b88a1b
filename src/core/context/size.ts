import type { Message, Tool } from "../assist/message.ts";
import { imageSize } from "../models/imageSize.ts";
import { type ImageSize, PICTURE_TOKENS } from "../models/imageTokens.ts";
import { estimateTokens } from "./tokens.ts";

/** What a message's role and separators take, or a tool call's. */
export const FRAME_TOKENS = 4;

/** Every text that is sent, in a fixed order. */
export function textsOf(messages: readonly Message[], tools: readonly Tool[] = []): string[] {
  const asked = messages.flatMap(({ calls = [] }) => calls.map((call) => call.name + call.arguments));
  return [...messages.map(({ text }) => text), ...asked, ...tools.map((tool) => JSON.stringify(tool))];
}

/** Estimated size of what is sent, in tokens of o200k_base. */
export function sizeOf(messages: readonly Message[], tools: readonly Tool[] = []): number {
  const texts = textsOf(messages, tools);
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0) + framesOf(messages);
}

/** What is sent besides texts: frames of messages and calls, and pictures. */
export function framesOf(messages: readonly Message[]): number {
  return messages.reduce(
    (sum, { pictures = [], calls = [] }) => sum + FRAME_TOKENS * (1 + calls.length) + PICTURE_TOKENS * pictures.length,
    0,
  );
}

export function picturesOf(messages: readonly Message[]): { readonly pictures?: readonly ImageSize[] } {
  const pictures = messages.flatMap((message) => message.pictures ?? []).map(imageSize);
  return pictures.length === 0 ? {} : { pictures };
}
