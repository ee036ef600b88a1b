import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep } from "../workbench/host.ts";
import { epochNow } from "./clock.ts";
import type { WrittenToken } from "./roadRun.ts";

/** The next answer: its tokens and the wait before each of them. */
export type AnswerPlan = readonly { readonly text: string; readonly afterMs: number }[];

/** What one request saw; times in ms since the epoch. */
export interface Served {
  readonly arrivedAt: number;
  readonly written: readonly WrittenToken[];
}

/** A model endpoint on loopback that says when a request arrived and when each token was written. */
export class RoadEndpoint {
  readonly #server = createServer((request, response) => {
    const arrivedAt = epochNow();
    response.socket?.setNoDelay(true);
    request.resume().once("end", () => void this.#answer(response, arrivedAt));
  });
  #plan: AnswerPlan = [];
  #served: Served | undefined;

  static async start(): Promise<RoadEndpoint> {
    const endpoint = new RoadEndpoint();
    endpoint.#server.keepAliveTimeout = 600_000;
    endpoint.#server.listen(0, "127.0.0.1");
    await once(endpoint.#server, "listening");
    return endpoint;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  prepare(plan: AnswerPlan): void {
    this.#plan = plan;
    this.#served = undefined;
  }

  /** What became of the prepared answer. */
  get served(): Served {
    if (!this.#served) throw new Error("Nobody asked the endpoint, or not once: the measurement is void");
    return this.#served;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(response: ServerResponse, arrivedAt: number): Promise<void> {
    const written: WrittenToken[] = [];
    this.#served = this.#served ? undefined : { arrivedAt, written };
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const { text, afterMs } of this.#plan) {
      await sleep(afterMs);
      written.push({ text, at: epochNow() });
      response.write(frame({ content: `${text} ` }, null));
    }
    response.end(`${frame({}, "stop")}data: [DONE]\n\n`);
  }
}

function frame(delta: object, finish: string | null): string {
  const head = { id: "bench", object: "chat.completion.chunk", created: 1, model: "bench" };
  return `data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}
