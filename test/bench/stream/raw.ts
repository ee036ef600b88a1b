import { createParser } from "eventsource-parser";
import { QUESTION, type StreamClient } from "./client.ts";

// The floor: fetch and a parser, without a single guard.

const BODY = JSON.stringify({
  model: "m",
  stream: true,
  stream_options: { include_usage: true },
  messages: [{ role: "user", content: QUESTION }],
});

interface Chunk {
  readonly choices: readonly { readonly delta?: { readonly content?: string } }[];
}

export const client: StreamClient = {
  async *stream(baseUrl) {
    const headers = { "content-type": "application/json", authorization: "Bearer k" };
    const response = await fetch(`${baseUrl}/chat/completions`, { method: "POST", headers, body: BODY });
    const texts: string[] = [];
    const parser = createParser({
      onEvent({ data }) {
        if (data === "[DONE]") return;
        const text = (JSON.parse(data) as Chunk).choices[0]?.delta?.content;
        if (text) texts.push(text);
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      yield* texts.splice(0);
    }
  },
};
