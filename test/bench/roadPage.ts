import type { ToRoadPage } from "./roadRun.ts";

// Runs in the bare webview: appends the text, nothing else.

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const shown = document.createTextNode("");
document.querySelector("p")?.append(shown);
window.addEventListener("message", ({ data }: MessageEvent<ToRoadPage>) => {
  if (data.type === "clear") shown.data = "";
  else shown.appendData(data.text);
});
acquireVsCodeApi().postMessage({ type: "ready" });
