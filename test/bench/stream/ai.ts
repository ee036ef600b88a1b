import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";
import { QUESTION, type StreamClient } from "./client.ts";

// The AI SDK with its provider for OpenAI-compatible endpoints, as its documents show it.

export const client: StreamClient = {
  async *stream(baseURL) {
    const provider = createOpenAICompatible({ name: "bench", baseURL, apiKey: "k" });
    const result = streamText({
      model: provider("m"),
      messages: [{ role: "user", content: QUESTION }],
      maxRetries: 0,
    });
    yield* result.textStream;
  },
};
