import OpenAI from "openai";
import { QUESTION, type StreamClient } from "./client.ts";

// The SDK as its documents show it.

const clients = new Map<string, OpenAI>();

function clientAt(baseURL: string): OpenAI {
  const known = clients.get(baseURL) ?? new OpenAI({ baseURL, apiKey: "k", maxRetries: 0, logLevel: "off" });
  clients.set(baseURL, known);
  return known;
}

export const client: StreamClient = {
  async *stream(baseUrl) {
    const stream = await clientAt(baseUrl).chat.completions.create({
      model: "m",
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: "user", content: QUESTION }],
    });
    for await (const chunk of stream) {
      const text = chunk.choices[0]?.delta.content;
      if (text) yield text;
    }
  },
};
