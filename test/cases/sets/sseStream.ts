import * as z from "zod";
import { createEventReader } from "../../../src/providers/eventReader.ts";
import { isCompletion } from "../../../src/providers/foldChunk.ts";
import { LineSplitter } from "../../../src/providers/lines.ts";
import { BodyReader } from "../../../src/providers/readBody.ts";
import { type CaseSet, judgeEach } from "../cases.ts";
import { same } from "../same.ts";
import { providerChunks } from "./providerChunks.ts";

type Heard = readonly [string, unknown];

const Step = z.union([
  z.tuple([z.literal("feed"), z.string()]),
  z.tuple([z.literal("reset"), z.nullable(z.object({ consume: z.boolean() }))]),
  z.tuple([z.enum(["event", "retry", "comment", "error"]), z.unknown()]),
]);

const ParserCase = z.object({ id: z.string(), maxBufferSize: z.nullable(z.number()), steps: z.array(Step) });

/** Feeds and resets are done to our reader; the other steps are what it must say, in their order. */
const eventsourceParser = judgeEach(ParserCase, ({ maxBufferSize, steps }) => {
  const gave: Heard[] = [];
  const reader = createEventReader(
    {
      onEvent: ({ id, event, data }) => gave.push(["event", { id: id ?? null, event: event ?? null, data }]),
      onComment: (comment) => gave.push(["comment", comment]),
      onRetry: (ms) => gave.push(["retry", ms]),
      onError: (kind) => gave.push(["error", kind]),
    },
    maxBufferSize ?? undefined,
  );
  for (const [kind, value] of steps) {
    if (kind === "feed") reader.feed(value);
    if (kind === "reset") reader.reset(value === null ? undefined : value);
  }
  const wanted = steps.filter(([kind]) => kind !== "feed" && kind !== "reset");
  return { ...same(gave, wanted), gave };
});

const SdkCase = z.object({
  id: z.string(),
  chunksB64: z.optional(z.array(z.string())),
  chunks: z.optional(z.array(z.string())),
  flush: z.optional(z.boolean()),
  expect: z.object({
    events: z.optional(z.array(z.object({ event: z.nullable(z.string()), data: z.string() }))),
    items: z.optional(z.array(z.unknown())),
    lines: z.optional(z.array(z.string())),
    reject: z.optional(z.unknown()),
  }),
});

const openaiNode = judgeEach(SdkCase, ({ chunksB64, chunks = [], flush = false, expect }) => {
  if (expect.lines) {
    const lines = linesOf(chunks, flush);
    return { ...same(lines, expect.lines), gave: lines };
  }
  const events = eventsOf(chunksB64 ?? []);
  if (expect.events) return { ...same(events, expect.events), gave: events };
  const items = itemsOf(events);
  if (expect.reject !== undefined) {
    const rejected = refuses(chunksB64 ?? []);
    return { verdict: rejected ? "passed" : "failed", gave: rejected ? "rejected" : items };
  }
  return { ...same(items, expect.items), gave: items };
});

function linesOf(chunks: readonly string[], flush: boolean): readonly string[] {
  const splitter = new LineSplitter();
  const lines = chunks.flatMap((chunk) => splitter.push(chunk));
  return flush ? [...lines, ...splitter.end()] : lines;
}

interface Event {
  readonly event: string | null;
  readonly data: string;
}

function eventsOf(chunks: readonly string[]): readonly Event[] {
  const events: Event[] = [];
  const reader = createEventReader({ onEvent: ({ event, data }) => events.push({ event: event ?? null, data }) });
  const decoder = new TextDecoder();
  for (const chunk of chunks) reader.feed(decoder.decode(Buffer.from(chunk, "base64"), { stream: true }));
  reader.feed(decoder.decode());
  return events;
}

/** Whether the reader of answers finds a fault in a stream, besides an end that is missing. */
function refuses(chunks: readonly string[]): boolean {
  const reader = new BodyReader({}, { ended: () => true, isAnswer: isCompletion });
  for (const chunk of chunks) reader.push(Buffer.from(chunk, "base64"));
  reader.end();
  try {
    for (const _ of reader.take());
    return false;
  } catch {
    return true;
  }
}

/** The JSON of each event up to `[DONE]`. Events of the Assistants dialect keep their names. */
function itemsOf(events: readonly Event[]): readonly unknown[] {
  const end = events.findIndex(({ data }) => data.startsWith("[DONE]"));
  return events.slice(0, end === -1 ? events.length : end).map(({ event, data }) => {
    const parsed = parse(data);
    return event?.startsWith("thread.") ? { event, data: parsed } : parsed;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const sseStream: CaseSet = {
  folder: "cases/sse-stream",
  files: {
    "eventsource-parser.json": eventsourceParser,
    "openai-node.json": openaiNode,
    "provider-chat-chunks.json": providerChunks,
  },
};
