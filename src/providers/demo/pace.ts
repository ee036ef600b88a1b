import { estimateTokens } from "../../core/context/tokens.ts";
import type { DemoModelName } from "./models.ts";

/** How fast a demo model pretends to write. */
export interface Pace {
  readonly firstTokenMs: number;
  readonly tokensPerSecond: number;
}

/** A piece of an answer and how long to wait before it. */
export interface TimedChunk {
  readonly afterMs: number;
  readonly text: string;
}

export const PACES: Readonly<Record<DemoModelName, Pace>> = {
  "demo-mini": { firstTokenMs: 250, tokensPerSecond: 60 },
  "demo-full": { firstTokenMs: 600, tokensPerSecond: 40 },
  "demo-deep": { firstTokenMs: 900, tokensPerSecond: 40 },
};

/** A word with the blanks before it, long ones in pieces of about four tokens; nothing is lost between pieces. */
const PIECE = /\s*\S{1,14}|\s+$/gu;

/**
 * The answer in pieces whose texts join to exactly `text`. `scale` stretches every wait: 1 as the model is paced, 0 no
 * wait at all. An empty answer has no pieces.
 */
export function planStream(text: string, pace: Pace, scale = 1): readonly TimedChunk[] {
  const pieces: readonly string[] = text.match(PIECE) ?? [];
  return pieces.map((piece, index) => ({ afterMs: scale * waitBefore(pieces, index, pace), text: piece }));
}

function waitBefore(pieces: readonly string[], index: number, pace: Pace): number {
  if (index === 0) return pace.firstTokenMs;
  // What was written before takes its time; characters, because rounding each word up to whole tokens would slow it.
  const written = pieces[index - 1] ?? "";
  return (written.length / CHARS_PER_TOKEN / pace.tokensPerSecond) * 1000;
}

const SAMPLE = "x".repeat(700);
const CHARS_PER_TOKEN = SAMPLE.length / estimateTokens(SAMPLE);
