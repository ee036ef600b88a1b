import { createParser, type EventSourceMessage, type ParseError } from "eventsource-parser";

/** Who hears what of a stream of events. */
export interface EventListeners {
  readonly onEvent: (event: EventSourceMessage) => void;
  readonly onComment?: (comment: string) => void;
  readonly onRetry?: (ms: number) => void;
  /** A line that is no field, or more than fits; what fits goes on. */
  readonly onError?: (kind: ParseError["type"]) => void;
}

export interface EventReader {
  /** Never throws: after an overflow nothing more is read until `reset`. */
  feed(text: string): void;
  /** Starts over; `consume` reads what is left of an unfinished line first. */
  reset(options?: { readonly consume?: boolean }): void;
}

/** Server-sent events (HTML standard, 9.2.6) from text in pieces of any size; a line or event longer than `maxChars` ends it. */
export function createEventReader(listeners: EventListeners, maxChars?: number): EventReader {
  let overflown = false;
  const parser = createParser({
    ...(maxChars === undefined ? {} : { maxBufferSize: maxChars }),
    onEvent: listeners.onEvent,
    ...(listeners.onComment ? { onComment: listeners.onComment } : {}),
    ...(listeners.onRetry ? { onRetry: listeners.onRetry } : {}),
    onError: ({ type }) => {
      overflown ||= type === "max-buffer-size-exceeded";
      listeners.onError?.(type);
    },
  });
  return {
    feed(text) {
      if (!overflown) parser.feed(text);
    },
    reset(options) {
      overflown = false;
      parser.reset(options);
    },
  };
}
