import * as z from "zod";
import { type AssistError, isAssistError } from "../../../src/core/assist/errors.ts";
import { foldThinking } from "../../../src/core/assist/thinking.ts";
import type { StreamPart } from "../../../src/core/ports.ts";
import { foldChunk, isCompletion } from "../../../src/providers/foldChunk.ts";
import { FoldState } from "../../../src/providers/foldState.ts";
import { mapUsage } from "../../../src/providers/mapUsage.ts";
import { BodyReader } from "../../../src/providers/readBody.ts";
import { judgeEach } from "../cases.ts";
import { same } from "../same.ts";

const ChunksCase = z.object({
  id: z.string(),
  payloads: z.array(z.string()),
  expect: z.object({
    text: z.string(),
    reasoning: z.string(),
    toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })),
    finishReason: z.nullable(z.string()),
    usage: z.unknown(),
    model: z.nullable(z.string()),
  }),
});

/** Ours for the words that providers use. */
const REASONS: Readonly<Record<string, string>> = { tool_calls: "tool-calls", content_filter: "filtered" };

/** Recorded streams, cut at every byte and into single bytes: what comes out is always the same. */
export const providerChunks = judgeEach(ChunksCase, async ({ payloads, expect }) => {
  const body = bodyOf(payloads);
  const whole = foldPieces([body]);
  const bytes = foldPieces(pieces(body, 1, 1));
  const cut = firstOtherCut(body, JSON.stringify(whole));
  const gave = summary(await spoken(whole));
  const wanted = {
    ...expect,
    finishReason: expect.finishReason === null ? "unknown" : (REASONS[expect.finishReason] ?? expect.finishReason),
    usage: mapUsage(expect.usage) ?? null,
  };
  if (cut !== undefined)
    return { verdict: "failed", why: `another fold when cut at byte ${cut} and every ${PIECE} after it`, gave };
  const single = same(summary(await spoken(bytes)), gave);
  if (single.verdict === "failed") return { ...single, why: `byte by byte: ${single.why ?? ""}`, gave };
  return { ...same(gave, wanted), gave };
});

function bodyOf(payloads: readonly string[]): Uint8Array {
  const done = payloads.at(-1)?.trim() === "[DONE]" ? [] : ["[DONE]"];
  return new TextEncoder().encode([...payloads, ...done].map((payload) => `data: ${payload}\n\n`).join(""));
}

/** Long enough that a cut stands alone, short enough that all of them are tried. */
const PIECE = 61;

/** The first of the cuts that give other parts; undefined where there is none. Every byte is a cut in one of the runs. */
function firstOtherCut(body: Uint8Array, whole: string): number | undefined {
  for (let first = 1; first <= PIECE; first += 1) {
    if (JSON.stringify(foldPieces(pieces(body, first, PIECE))) !== whole) return first;
  }
  return undefined;
}

/** The body in pieces of `size` bytes, the first of them of `first`. */
function pieces(body: Uint8Array, first: number, size: number): readonly Uint8Array[] {
  const starts = [0];
  for (let at = first; at < body.length; at += size) starts.push(at);
  return starts.map((start, index) => body.subarray(start, starts[index + 1] ?? body.length));
}

type Folded = readonly (StreamPart | AssistError)[];

function foldPieces(body: readonly Uint8Array[]): Folded {
  const state = new FoldState();
  const parts: (StreamPart | AssistError)[] = [];
  const reader = new BodyReader({}, { ended: () => state.reason !== undefined, isAnswer: isCompletion });
  const fold = (): void => {
    for (const chunk of reader.take()) parts.push(...foldChunk(chunk, state));
  };
  try {
    for (const piece of body) {
      reader.push(piece);
      fold();
    }
    reader.end();
    fold();
    return [...parts, ...state.end()];
  } catch (error) {
    if (!isAssistError(error)) throw error;
    return [...parts, error];
  }
}

/** What the road makes of the parts: thoughts between tags are taken out of the text. */
async function spoken(parts: Folded): Promise<readonly StreamPart[]> {
  const told: StreamPart[] = [];
  for await (const part of foldThinking(streamOf(parts))) told.push(part);
  return told;
}

async function* streamOf(parts: Folded): AsyncGenerator<StreamPart, void> {
  for (const part of parts) {
    if (isAssistError(part)) throw part;
    yield part;
  }
}

function summary(parts: readonly StreamPart[]): object {
  const join = (type: "text-delta" | "reasoning-delta"): string =>
    parts.map((part) => (part.type === type ? part.text : "")).join("");
  const finish = parts.find((part) => part.type === "finish");
  return {
    text: join("text-delta"),
    reasoning: join("reasoning-delta"),
    toolCalls: parts.flatMap((part) =>
      part.type === "tool-call" ? [{ id: part.id, name: part.name, arguments: part.arguments }] : [],
    ),
    finishReason: finish?.reason ?? null,
    usage: finish?.usage ?? null,
    model: finish?.served ?? null,
  };
}
