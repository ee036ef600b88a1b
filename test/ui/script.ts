import type { Endpoint, RecordedCall } from "../workbench/endpoint.ts";

/** How a scripted answer goes on after its text: it ends, or the model falls silent. */
type Ending = "complete" | "silent";

/** The next answer of a model is this text, in pieces of a line each. */
export function answerNext(endpoint: Endpoint, text: string, ending: Ending = "complete"): void {
  const pieces = (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((piece) => chunk({ content: piece }, null));
  endpoint.misbehave({
    times: 1,
    match: ({ url }) => url.endsWith("/chat/completions"),
    response: {
      headers: { "content-type": "text/event-stream" },
      frames: ending === "silent" ? pieces : [...pieces, chunk({}, "stop"), "data: [DONE]\n\n"],
      frame_delay_ms: 5,
      end: ending === "silent" ? "hang" : "fin",
    },
  });
}

/** Every answer to calls like these is this text, until the endpoint behaves again. */
export function answerAlways(endpoint: Endpoint, text: string, match: (call: RecordedCall) => boolean): void {
  const headers = { "content-type": "text/event-stream" };
  endpoint.misbehave({ match, response: { headers, frames: [chunk({ content: text }, "stop"), "data: [DONE]\n\n"] } });
}

/** The next answer of a model asks for one tool. */
export function callNext(endpoint: Endpoint, name: string, input: object): void {
  const call = { index: 0, id: `call-${name}`, type: "function", function: { name, arguments: JSON.stringify(input) } };
  endpoint.misbehave({
    times: 1,
    match: ({ url }) => url.endsWith("/chat/completions"),
    response: {
      headers: { "content-type": "text/event-stream" },
      frames: [chunk({ tool_calls: [call] }, null), chunk({}, "tool_calls"), "data: [DONE]\n\n"],
      end: "fin",
    },
  });
}

/** An answer that names a cause and replaces one piece of a file. */
export function replaced(cause: string, file: string, before: string, after: string): string {
  return [cause, "", file, "<<<<<<< SEARCH", before, "=======", after, ">>>>>>> REPLACE", ""].join("\n");
}

export function fenced(code: string, language = "typescript"): string {
  return `Here it is.\n\n\`\`\`${language}\n${code}\n\`\`\`\n`;
}

function chunk(delta: object, finish: string | null): string {
  const choice = { index: 0, delta, finish_reason: finish };
  return `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", created: 1, model: "m", choices: [choice] })}\n\n`;
}
