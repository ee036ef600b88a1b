import assert from "node:assert/strict";
import { isAssistError } from "../../../src/core/assist/errors.ts";
import type { StreamPart } from "../../../src/core/ports.ts";
import { foldChunk, isCompletion } from "../../../src/providers/foldChunk.ts";
import { FoldState } from "../../../src/providers/foldState.ts";
import { BodyReader } from "../../../src/providers/readBody.ts";

/** What comes of a body that arrives in these pieces: its text, then `=` and how it ended. */
async function read(pieces: readonly Uint8Array[]): Promise<string> {
  const state = new FoldState();
  let text = "";
  const take = (parts: Iterable<StreamPart>): void => {
    for (const part of parts) if (part.type === "text-delta") text += part.text;
  };
  const reader = new BodyReader(
    { host: "api.example" },
    { ended: () => state.reason !== undefined, isAnswer: isCompletion },
  );
  const fold = (): void => {
    for (const chunk of reader.take()) take(foldChunk(chunk, state));
  };
  try {
    for (const piece of pieces) {
      reader.push(piece);
      fold();
    }
    reader.end();
    fold();
    take(state.end());
  } catch (error) {
    if (!isAssistError(error)) throw error;
    return `${text}=${error.code}`;
  }
  return `${text}=${state.reason ?? "done"}`;
}

const bytes = (body: string): Uint8Array => new TextEncoder().encode(body);
const chunk = (content: string, finish: string | null = null): string =>
  JSON.stringify({
    id: "c1",
    object: "chat.completion.chunk",
    error: null,
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  });
const event = (data: string): string => `data: ${data}\n\n`;
const say = (...words: readonly string[]): string => words.map((word) => event(chunk(word))).join("");
const END = event(chunk("", "stop"));
const DONE = event("[DONE]");
const USAGE = event(JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } }));
const ERROR = '{"error":{"message":"raw","code":"server_error"}}';

const BODIES: Readonly<Record<string, readonly [body: string, expected: string]>> = {
  "an ordinary stream": [say("he", "llo") + END + USAGE + DONE, "hello=stop"],
  "characters of several bytes": [say("naïve ", "日本", "👩‍💻") + END + DONE, "naïve 日本👩‍💻=stop"],
  "CRLF line ends": [(say("a", "b") + END + DONE).replaceAll("\n", "\r\n"), "ab=stop"],
  "CR line ends": [(say("a", "b") + END + DONE).replaceAll("\n", "\r"), "ab=stop"],
  "a byte order mark first": [`\uFEFF${say("a")}${END}${DONE}`, "a=stop"],
  "no blank after data": [(say("a") + END + DONE).replaceAll("data: ", "data:"), "a=stop"],
  "comments and keep-alives": [`: hi\n\n${say("a")}: ping\n\n:\n\n${END}${DONE}`, "a=stop"],
  "other fields and events": [`event: ping\ndata: {}\n\nid: 7\nretry: 10\n${say("a")}${END}${DONE}`, "a=stop"],
  "an event in several data lines": [
    `data: {"choices":\ndata: [{"delta":{"content":"a"}}]}\n\n${END}${DONE}`,
    "a=stop",
  ],
  "blank lines and empty data": [`\n\ndata:\n\n${say("a")}\n\n${END}${DONE}`, "a=stop"],
  "no [DONE], but a reason": [say("a") + END, "a=stop"],
  "[DONE] without a reason": [say("a") + DONE, "a=done"],
  "[DONE] without an end of line": [`${say("a")}data: [DONE]`, "a=done"],
  "words after [DONE]": [`${say("a")}${END}${DONE}${say("LATE")}${ERROR}\n`, "a=stop"],
  "an end without a reason": [say("a"), "a=truncated"],
  "an end within an event": [`${say("a")}data: {"id":"c1","choi`, "a=truncated"],
  "an end within an event after the reason": [`${say("a")}${END}data: {"choices":[],"usa`, "a=stop"],
  "an end after an event that lacks only its blank line": [`${say("a")}data: ${chunk("", "stop")}`, "a=stop"],
  "an error as a chunk": [
    say("a") + event('{"choices":[],"error":{"code":502,"message":"Provider disconnected"}}') + DONE,
    "a=server",
  ],
  "an error as an event": [`${say("a")}event: error\ndata: {"message":"boom"}\n\n`, "a=server"],
  "an error that only says so": [
    say("a") + event('{"object":"error","message":"engine died","code":500}') + DONE,
    "a=server",
  ],
  "an error without data:": [`${say("a")}${ERROR}\n\n`, "a=server"],
  "an error without data: and without an end of line": [`${say("a")}${ERROR}`, "a=server"],
  "a JSON line that is neither event nor error": [`${say("a")}{"note":"hi"}\n{oops\n${END}${DONE}`, "a=stop"],
  "a rate limit inside the stream": [say("a") + event('{"error":{"code":429,"message":"slow"}}'), "a=rate-limit"],
  "words that look like an error": [
    say('{"error":{"message":"no"}}\n') + END + DONE,
    '{"error":{"message":"no"}}\n=stop',
  ],
  "an event that is no JSON": [`${say("a")}data: {oops\n\n${END}${DONE}`, "a=bad-response"],
  "a web page": ["<!DOCTYPE html><html><body>Sign in</body></html>", "=wrong-url"],
  "a web page after blanks": ["\n  <html>", "=wrong-url"],
  "a document": ['{"choices":[{"message":{"content":"hello"},"finish_reason":"stop"}],"error":null}', "hello=stop"],
  "a document with blanks around": [
    ' \n{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}\n',
    "a=length",
  ],
  "a document that is an error": [ERROR, "=server"],
  "a document of another kind": ['{"detail":"Not Found"}', "=bad-response"],
  "a list": ["[]", "=bad-response"],
  "a torn document": ['{"choices":[{"mess', "=bad-response"],
  nothing: ["", "=bad-response"],
  blanks: [" \n\n ", "=bad-response"],
  prose: ["Service unavailable", "=truncated"],
};

describe("the body of an answer", () => {
  for (const [name, [body, expected]] of Object.entries(BODIES)) {
    it(`${name}: ${expected}, cut anywhere`, async () => {
      const whole = bytes(body);
      assert.equal(await read([whole]), expected);
      for (let cut = 1; cut < whole.length; cut += 1) {
        assert.equal(await read([whole.slice(0, cut), whole.slice(cut)]), expected, `cut at ${cut}`);
      }
      assert.equal(await read(Array.from(whole, (byte) => Uint8Array.of(byte))), expected, "byte by byte");
    });
  }

  it("is given up when one event or document never ends", async () => {
    const megabyte = bytes("x".repeat(1_024 * 1_024));
    const many = Array.from({ length: 17 }, () => megabyte);
    assert.equal(await read([bytes(`${say("a")}data: "`), ...many]), "a=bad-response");
    assert.equal(await read([bytes('{"a":"'), ...many]), "=bad-response");
  });

  it("counts no further than [DONE]", () => {
    const reader = new BodyReader({}, { ended: () => false, isAnswer: isCompletion });
    reader.push(bytes(say("a") + DONE + say("late")));
    reader.push(bytes(say("later")));
    assert.deepEqual([[...reader.take()].length, reader.done], [1, true]);
  });

  it("is given up when it has no end", () => {
    const reader = new BodyReader({}, { ended: () => false, isAnswer: isCompletion, mostBytes: 1_000 });
    for (let piece = 0; piece < 20; piece += 1) reader.push(bytes(say("a")));
    assert.throws(() => [...reader.take()], { code: "bad-response" });
  });
});
