import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * A model endpoint in a process of its own, so that its work counts for nobody. The path says what to answer:
 * /r50/n100/v1 = 100 tokens at 50 per second, /r0 = as fast as they are taken.
 */

const PER_WRITE = 64;
const TICK_MS = 20;

const chunk = (content: string): string =>
  `data: ${JSON.stringify({
    id: "chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012",
    object: "chat.completion.chunk",
    created: 1_763_680_000,
    model: "gpt-6-luna-2026-06-01",
    service_tier: "default",
    system_fingerprint: "fp_0123456789",
    choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }],
    obfuscation: "aB3dEf",
  })}\n\n`;

const END = [
  {
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
  },
  {
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [],
    usage: { prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 },
  },
]
  .map((value) => `data: ${JSON.stringify(value)}\n\n`)
  .join("");

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const [, rate = "0", count = "3"] = /^\/r(\d+)\/n(\d+)\//.exec(request.url ?? "") ?? [];
  response.socket?.setNoDelay(true);
  request.resume().once("end", () => void answer(response, Number(rate), Number(count)));
});

async function answer(response: ServerResponse, rate: number, count: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (rate === 0) await burst(response, count);
  else await paced(response, rate, count);
  response.write(END);
  response.end("data: [DONE]\n\n");
}

async function burst(response: ServerResponse, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += PER_WRITE) {
    const pieces = Array.from({ length: Math.min(PER_WRITE, count - sent) }, (_, index) => chunk(`t${sent + index} `));
    if (!response.write(pieces.join(""))) await new Promise((resolve) => response.once("drain", resolve));
  }
}

function paced(response: ServerResponse, rate: number, count: number): Promise<void> {
  const start = performance.now();
  let sent = 0;
  return new Promise((resolve) => {
    const tick = (): void => {
      const due = Math.min(count, Math.floor(((performance.now() - start) * rate) / 1_000) + 1);
      for (; sent < due; sent += 1) response.write(chunk(`t${sent} `));
      if (sent < count) setTimeout(tick, Math.min(1_000 / rate, TICK_MS));
      else resolve();
    };
    tick();
  });
}

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
