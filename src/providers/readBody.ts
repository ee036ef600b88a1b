import { AssistError, type ErrorFacts } from "../core/assist/errors.ts";
import { createEventReader, type EventReader } from "./eventReader.ts";
import { faultError } from "./faultError.ts";
import { field } from "./json.ts";
import { parseJson } from "../util/parseJson.ts";
import { LineSplitter } from "./lines.ts";
import { mapStreamError } from "./mapError.ts";

/** A longer line or event is no model's answer. */
const MOST_CHARS = 10 * 1_024 * 1_024;
/** Nor is a longer body. */
const MOST_BYTES = 64 * 1_024 * 1_024;

export interface BodyOptions {
  /** The answer is complete, whatever may still follow. */
  readonly ended: () => boolean;
  /** Whether a JSON document, sent instead of a stream, holds an answer. */
  readonly isAnswer: (document: unknown) => boolean;
  /** A longer body has no end; 64 MB where absent. */
  readonly mostBytes?: number;
}

/**
 * The JSON objects of an answer's body, read as what it is and not as what its headers claim: a stream of events, one
 * JSON document, or one document per line. Throws `AssistError`: `wrong-url` for a web page, `bad-response` for what
 * cannot be read or has no end, `truncated` for an end before the end, and the error that the server put into the body.
 * What is queued when it throws comes first, by {@link BodyReader.take}.
 */
export class BodyReader {
  readonly #facts: ErrorFacts;
  readonly #options: BodyOptions;
  readonly #decoder = new TextDecoder();
  readonly #queue: unknown[] = [];
  readonly #head: string[] = [];
  #kind: "unknown" | "document" | "events" = "unknown";
  #events: EventReader | undefined;
  #bytes = 0;
  #done = false;
  #failure: AssistError | undefined;
  /** Reads a line that the server wrote without `data:`, which may be an error. */
  #bare: LineSplitter | undefined;
  #atLineStart = true;
  #atEnd = false;

  constructor(facts: ErrorFacts, options: BodyOptions) {
    this.#facts = facts;
    this.#options = options;
  }

  /** `[DONE]` was read: what follows does not count. */
  get done(): boolean {
    return this.#done;
  }

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > (this.#options.mostBytes ?? MOST_BYTES)) this.#fail(this.#unreadable("the answer has no end"));
    this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The body is over. */
  end(): void {
    this.#read(this.#decoder.decode());
    if (this.#kind !== "events") {
      if (!this.#failure) this.#readDocument(this.#head.join(""));
      return;
    }
    this.#atEnd = true;
    this.#events?.feed("\n\n");
    this.#readBareLines("\n");
  }

  /** What was read since the last time; when that is used up, the failure. */
  *take(): Generator<unknown, void> {
    yield* this.#queue.splice(0);
    if (this.#failure) throw this.#failure;
    // Whether the answer had ended shows only now that its last event was looked at.
    if (this.#atEnd && !this.#done && !this.#options.ended())
      throw this.#error("truncated", "the stream ended without a finish");
  }

  #read(text: string): void {
    if (text === "" || this.#done || this.#failure) return;
    if (this.#kind === "events") {
      this.#events?.feed(text);
      this.#readBareLines(text);
      return;
    }
    this.#head.push(text);
    if (this.#kind === "unknown") this.#sniff();
  }

  /** A JSON document is read as a whole; a web page is refused; everything else that has begun is a stream of events. */
  #sniff(): void {
    const head = this.#head.join("");
    const start = head.replace(/^\uFEFF/, "").trimStart();
    if (start === "") return;
    if (start.startsWith("<")) this.#fail(this.#error("web-page", start.slice(0, 200)));
    else if (start.startsWith("{") || start.startsWith("[")) this.#kind = "document";
    else {
      this.#kind = "events";
      this.#events = createEventReader(
        {
          onEvent: ({ data, event }) => this.#onData(data, event),
          onError: (kind) => {
            if (kind === "max-buffer-size-exceeded") this.#fail(this.#unreadable("an event is too long"));
          },
        },
        MOST_CHARS,
      );
      this.#head.length = 0;
      this.#read(head);
    }
  }

  #onData(data: string, event: string | undefined): void {
    if (this.#done || this.#failure || data === "") return;
    if (data.length < 20 && data.trim() === "[DONE]") {
      this.#done = true;
      return;
    }
    const parsed = parseJson(data);
    // What the end of the stream cut off is no fault of its own: the stream is then `truncated`, or had finished before.
    if (parsed === undefined && this.#atEnd) return;
    if (parsed === undefined) this.#fail(this.#unreadable("an event is not JSON"));
    else if (event === "error" || isError(parsed)) this.#fail(mapStreamError(parsed, this.#facts));
    else this.#queue.push(parsed);
  }

  #readDocument(text: string): void {
    if (text.trim() === "") return this.#fail(this.#error("empty-body", "the body is empty"));
    const whole = parseJson(text.replace(/^\uFEFF/, ""));
    const documents = whole === undefined ? jsonLines(text) : [whole];
    if (documents.length === 0) return this.#fail(this.#unreadable("the body is not JSON"));
    for (const document of documents) {
      if (isError(document)) return this.#fail(mapStreamError(document, this.#facts));
      if (!this.#options.isAnswer(document)) return this.#fail(this.#unreadable("the answer holds no choices"));
      this.#queue.push(document);
    }
  }

  /** The parser passes over lines without a field name, and some servers write their errors so. */
  #readBareLines(text: string): void {
    if (this.#done || this.#failure) return;
    let rest = text;
    if (!this.#bare) {
      const start = this.#atLineStart && text.startsWith("{") ? 0 : text.search(/[\r\n]\{/) + 1;
      const found = start > 0 || (this.#atLineStart && text.startsWith("{"));
      this.#atLineStart = /[\r\n]$/.test(text);
      if (!found) return;
      this.#bare = new LineSplitter();
      rest = text.slice(start);
    }
    for (const line of this.#bare.push(rest)) {
      const parsed = line.startsWith("{") ? parseJson(line) : undefined;
      if (parsed !== undefined && isError(parsed)) this.#fail(mapStreamError(parsed, this.#facts));
    }
    if (this.#bare.pending === 0 || this.#bare.pending > MOST_CHARS) this.#bare = undefined;
  }

  #unreadable(detail: string): AssistError {
    return this.#error("unreadable", detail);
  }

  #error(kind: "unreadable" | "empty-body" | "web-page" | "truncated", detail: string): AssistError {
    return faultError(kind, this.#facts, detail);
  }

  #fail(error: AssistError): void {
    this.#failure ??= error;
  }
}

function jsonLines(text: string): unknown[] {
  const lines = new LineSplitter();
  const all = [...lines.push(text), ...lines.end()].filter((line) => line.trim() !== "");
  const parsed = all.map(parseJson);
  // The last line may be what the connection cut off.
  return parsed.slice(0, -1).includes(undefined) ? [] : parsed.filter((document) => document !== undefined);
}

/** `error: null` in an ordinary chunk is none. */
function isError(parsed: unknown): boolean {
  const error = field(parsed, "error");
  return (
    (error !== undefined && error !== null) || field(parsed, "object") === "error" || field(parsed, "type") === "error"
  );
}
