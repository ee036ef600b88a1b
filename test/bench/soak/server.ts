import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type FaultResponse, playFault } from "../../workbench/endpointFaults.ts";
import { seededRandom } from "../stats.ts";

/*
 * An endpoint in a process of its own that answers well, or fails in a way that is drawn from the fault matrix.
 * Arguments: the file of the matrix, and the share of calls that fail.
 */

const [, , matrix = "", share = "0"] = process.argv;
const { cases } = JSON.parse(readFileSync(matrix, "utf8")) as {
  readonly cases: readonly { readonly response: FaultResponse }[];
};
/** Nobody listens for a while: that would be the fault of all calls, not of one. */
const faults = cases.map(({ response }) => response).filter(({ hang }) => hang !== "refused");
const random = seededRandom(11);

const ANSWER = [
  { model: "m", choices: [{ index: 0, delta: { content: "It adds two numbers." }, finish_reason: null }] },
  { model: "m", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
  { model: "m", choices: [], usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 } },
]
  .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
  .join("");

const server = createServer((request, response) => {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  request.resume().once("end", () => void answer(response, gone.signal).catch(() => response.destroy()));
});
server.requestTimeout = 0;

async function answer(response: ServerResponse, signal: AbortSignal): Promise<void> {
  const fault = random() < Number(share) ? faults[Math.floor(random() * faults.length)] : undefined;
  if (fault) return await playFault(response, fault, signal);
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`${ANSWER}data: [DONE]\n\n`);
}

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
