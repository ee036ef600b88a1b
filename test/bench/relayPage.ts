import type { ToChat } from "../../src/protocol/protocol.ts";
import { epochNow } from "./clock.ts";
import type { Arrival, FromRelayPage, ToRelayPage } from "./relayRun.ts";

// Runs in the webview: takes the product's messages as the chat does and notes when text arrived. Shows no more than the
// end of it, because layout is not the subject here.

declare function acquireVsCodeApi(): { postMessage(message: FromRelayPage): void };

const MOST_SHOWN = 2_000;
const api = acquireVsCodeApi();
const shown = document.createTextNode("");
document.body.append(shown);
let text = "";
let arrivals: Arrival[] = [];

function receive(message: ToChat | ToRelayPage): void {
  if (message.type === "bench") answer(message.wants);
  else if (message.type === "append") take(text + message.text);
  else if (message.type === "turn") take(message.turn.answer.text);
}

function take(next: string): void {
  if (next.length <= text.length) return;
  arrivals.push({ at: epochNow(), length: next.length });
  if (shown.length > MOST_SHOWN) shown.data = "";
  shown.appendData(next.slice(text.length));
  text = next;
}

function answer(wants: ToRelayPage["wants"]): void {
  if (wants === "done") api.postMessage({ type: "done" });
  if (wants === "report") api.postMessage({ type: "report", text, arrivals });
  if (wants !== "reset") return;
  text = "";
  arrivals = [];
  api.postMessage({ type: "done" });
}

window.addEventListener("message", (event: MessageEvent<ToChat | ToRelayPage>) => receive(event.data));
api.postMessage({ type: "ready" });
