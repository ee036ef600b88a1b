import { createParser, type EventSourceMessage } from "eventsource-parser";
import { AssistError, type ErrorFacts } from "../core/assist/errors.ts";
import { asArray, field, parseJson } from "./json.ts";
import { mapStreamError } from "./mapError.ts";

/** A longer line or event is no model's answer. */
const MOST_CHARS = 16 * 1_024 * 1_024;

/**
 * The JSON objects of an answer's body, read as what it is and not as what its headers claim: a stream of events, or one
 * JSON document. Throws `AssistError`: `wrong-url` for a web page, `bad-response` for what cannot be read, `truncated`
 * for an end before the end, and the error that the server put into the stream.
 */
export async function* readBody(
  chunks: AsyncIterable<Uint8Array>,
  facts: ErrorFacts,
  state: { readonly ended: () => boolean },
): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let head = "";
  let stream: EventReader | undefined;
  for await (const bytes of chunks) {
    const text = decoder.decode(bytes, { stream: true });
    if (stream) {
      yield* stream.read(text);
      if (stream.done) return;
      continue;
    }
    head += text;
    const start = head.replace(/^\uFEFF/, "").trimStart();
    if (start.startsWith("<")) throw new AssistError("wrong-url", facts, start.slice(0, 200));
    if (head.length > MOST_CHARS) throw new AssistError("bad-response", facts, "the answer is too long");
    // A JSON document is read as a whole; everything else that has begun is a stream of events.
    if (start === "" || start.startsWith("{") || start.startsWith("[")) continue;
    stream = new EventReader(facts);
    yield* stream.read(head);
    if (stream.done) return;
  }
  if (!stream) {
    yield readDocument(head, facts);
    return;
  }
  yield* stream.end();
  if (!stream.done && !state.ended()) throw new AssistError("truncated", facts, "the stream ended without a finish");
}

function readDocument(text: string, facts: ErrorFacts): unknown {
  if (text.trim() === "") throw new AssistError("bad-response", facts, "the body is empty");
  const parsed = parseJson(text);
  if (parsed === undefined) throw new AssistError("bad-response", facts, "the body is not JSON");
  if (isError(parsed)) throw mapStreamError(parsed, facts);
  if (!asArray(field(parsed, "choices"))) throw new AssistError("bad-response", facts, "the answer holds no choices");
  return parsed;
}

/** Server-sent events to JSON objects. */
class EventReader {
  /** `[DONE]` was read: what follows does not count. */
  done = false;
  readonly #facts: ErrorFacts;
  readonly #queue: EventSourceMessage[] = [];
  /** The line being read while it may be an error that the server wrote without `data:`; undefined while it cannot. */
  #line: string | undefined = "";
  #tooLong = false;
  readonly #parser = createParser({
    maxBufferSize: MOST_CHARS,
    onEvent: (event) => void this.#queue.push(event),
    // Other lines that are no event are passed over.
    onError: ({ type }) => void (this.#tooLong ||= type === "max-buffer-size-exceeded"),
  });

  constructor(facts: ErrorFacts) {
    this.#facts = facts;
  }

  *read(text: string): Generator<unknown, void> {
    this.#parser.feed(text);
    yield* this.#drain("inside");
    if (this.#tooLong) throw new AssistError("bad-response", this.#facts, "an event is too long");
    if (!this.done) this.#throwRawErrors(text);
  }

  *end(): Generator<unknown, void> {
    this.#parser.feed("\n\n");
    yield* this.#drain("at the end");
    if (!this.done) this.#throwRawErrors("\n");
  }

  *#drain(where: "inside" | "at the end"): Generator<unknown, void> {
    for (const { data, event } of this.#queue.splice(0)) {
      if (this.done || data === "") continue;
      if (data.trim() === "[DONE]") {
        this.done = true;
        return;
      }
      const parsed = parseJson(data);
      // What the end of the stream cut off is no fault of its own: the stream is then `truncated`, or had finished before.
      if (parsed === undefined && where === "at the end") return;
      if (parsed === undefined) throw new AssistError("bad-response", this.#facts, "an event is not JSON");
      if (event === "error" || isError(parsed)) throw mapStreamError(parsed, this.#facts);
      yield parsed;
    }
  }

  #throwRawErrors(text: string): void {
    const [rest = "", ...lines] = text.split(/\r\n|\r|\n/);
    if (this.#line !== undefined) this.#line += rest;
    for (const line of lines) {
      const parsed = this.#line?.startsWith("{") ? parseJson(this.#line) : undefined;
      if (parsed !== undefined && isError(parsed)) throw mapStreamError(parsed, this.#facts);
      this.#line = line;
    }
    if (this.#line && (!this.#line.startsWith("{") || this.#line.length > MOST_CHARS)) this.#line = undefined;
  }
}

/** `error: null` in an ordinary chunk is none. */
function isError(parsed: unknown): boolean {
  const error = field(parsed, "error");
  return (error !== undefined && error !== null) || field(parsed, "object") === "error";
}
