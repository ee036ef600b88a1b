import type { ContextPack } from "../context/pack.ts";
import type { ModelInfo } from "../models/model.ts";
import { type Failure, isAssistError } from "./errors.ts";
import { faultOf } from "./faults.ts";
import { FAULTS } from "./faultTable.ts";

interface Trimming {
  readonly info: ModelInfo;
  /** Throws `AssistError` where instruction and selection alone do not fit. */
  readonly repack: (maxTokens: number) => ContextPack;
}

/** Our estimate and the server's count differ, and the answer needs room too. */
const MARGIN = 0.8;
/** Where the server names no figures. */
const HALF = 0.5;

/** A pack that fits after an overflow, by the server's own figures where it names them; undefined where none is smaller. */
export function trimmed(sent: ContextPack, failure: Failure, { info, repack }: Trimming): ContextPack | undefined {
  const kind = faultOf(failure);
  if (kind === undefined || FAULTS[kind].class !== "context_overflow") return undefined;
  const { tokens, limitTokens = info.contextWindow } = failure.facts;
  const { tokens: estimate } = sent.summary;
  // By how much the server counts more than we do.
  const scale = tokens === undefined ? 1 : Math.max(1, tokens / estimate);
  const room = limitTokens === undefined ? estimate * HALF : (limitTokens / scale) * MARGIN;
  try {
    const smaller = repack(Math.floor(Math.min(room, estimate * MARGIN)));
    return smaller.summary.tokens < estimate ? smaller : undefined;
  } catch (error) {
    if (isAssistError(error)) return undefined;
    throw error;
  }
}
