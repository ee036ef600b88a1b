import type { ContextItem, ItemKind } from "../context/item.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { CollectedContext } from "../ports.ts";

/** Kinds that may be long; problems and instructions are short and stay as they are. */
const MATERIAL: ReadonlySet<ItemKind> = new Set(["selection", "symbol", "file", "excerpt", "terminal", "change"]);
/** What an edit quotes its lines from. */
const EDITED: ReadonlySet<ItemKind> = new Set(["selection", "symbol", "file"]);
/** What is smaller goes along as it is, tokens. */
const SMALL_TOKENS = 1_000;
/** Share of a prompt that a piece takes; the rest is for the question and the prompt's own words. */
const PIECE_SHARE = 0.75;
/** More pieces than this are no question any more: about 150,000 tokens with the usual limit of a prompt. */
const MOST_PIECES = 12;
/** All digests together take up to this share of the prompt that answers. */
const DIGEST_SHARE = 0.6;

/** What of a context a small model would condense. */
export interface Material {
  readonly long: readonly ContextItem[];
  /** Whole lines, each piece small enough for one prompt. */
  readonly pieces: readonly ContextItem[];
  readonly tokens: number;
  /** The most that the digest of one piece may take, tokens. */
  readonly room: number;
}

/**
 * Undefined where nothing is long, or everything together is beyond all measure. `mayEdit` = the answer may quote the code
 * that it changes, which then stays as it is.
 */
export function materialOf(
  { items }: CollectedContext,
  { mayEdit, maxTokens }: { readonly mayEdit: boolean; readonly maxTokens: number },
): Material | undefined {
  const long = items.filter((item) => isLong(item) && !(mayEdit && EDITED.has(item.kind)));
  const pieces = long.flatMap((item) => piecesOf(item, Math.floor(maxTokens * PIECE_SHARE)));
  if (pieces.length === 0 || pieces.length > MOST_PIECES) return undefined;
  const tokens = pieces.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  return { long, pieces, tokens, room: Math.floor((maxTokens * DIGEST_SHARE) / pieces.length) };
}

function isLong({ kind, text }: ContextItem): boolean {
  return MATERIAL.has(kind) && estimateTokens(text) > SMALL_TOKENS;
}

/** The item in pieces of whole lines, each with its own lines. */
function piecesOf(item: ContextItem, tokens: number): readonly ContextItem[] {
  const first = item.range?.start ?? 1;
  const lines = item.text.split("\n");
  const pieces: ContextItem[] = [];
  let start = 0;
  let size = 0;
  const cut = (end: number): void => {
    if (end === start) return;
    const range = { start: first + start, end: first + end - 1 };
    pieces.push({ ...item, kind: "selection", range, text: lines.slice(start, end).join("\n") });
    [start, size] = [end, 0];
  };
  for (const [index, line] of lines.entries()) {
    const more = estimateTokens(`${line}\n`);
    if (size + more > tokens) cut(index);
    size += more;
  }
  cut(lines.length);
  return pieces;
}
