import { AssistError } from "../assist/errors.ts";
import type { ContextItem, ItemKind } from "./item.ts";
import { renderItem } from "./render.ts";
import { estimateTokens } from "./tokens.ts";

export interface TrimmedItem {
  readonly item: ContextItem;
  /** Tokens before it was cut; absent when whole. */
  readonly cutFrom?: number;
}

/** What is given up last comes first. */
const PRIORITY: Readonly<Record<ItemKind, number>> = { selection: 0, diagnostics: 1, symbol: 2, file: 3 };
/** A smaller rest of a file or symbol tells a model nothing. */
const LEAST_TOKENS = 64;

/**
 * Fits items into `room` tokens: whole ones by priority, then a window of the next around the selection, the rest left
 * out. A selection is never cut: an answer about half of it would be wrong without anyone seeing it, so
 * `context-too-long` is thrown instead. Keeps the order of `items`.
 */
export function trimItems(items: readonly ContextItem[], room: number): TrimmedItem[] {
  const selection = items.find(({ kind }) => kind === "selection");
  const fitted = new Map<ContextItem, TrimmedItem>();
  let left = room;
  for (const item of items.toSorted((a, b) => PRIORITY[a.kind] - PRIORITY[b.kind])) {
    const needed = estimateTokens(renderItem(item));
    if (item.kind === "selection" && needed > left) {
      throw new AssistError("context-too-long", { tokens: needed, limitTokens: Math.max(0, room) });
    }
    if (needed <= left) {
      fitted.set(item, { item });
      left -= needed;
    } else if (left >= LEAST_TOKENS) {
      const cut = cutAround(item, selection, left - (needed - estimateTokens(item.text)));
      if (cut) {
        fitted.set(item, { item: cut, cutFrom: estimateTokens(item.text) });
        left -= estimateTokens(renderItem(cut));
      }
    }
  }
  return items.flatMap((item) => fitted.get(item) ?? []);
}

/** As many whole lines around the selection (else from the top) as fit into `tokens`, as an item of its own range. */
function cutAround(item: ContextItem, selection: ContextItem | undefined, tokens: number): ContextItem | undefined {
  const lines = item.text.split("\n");
  const first = item.range?.start ?? 1;
  const anchor = selection?.path === item.path && selection.range ? selection.range.start - first : 0;
  let start = Math.min(Math.max(anchor, 0), lines.length - 1);
  let end = start;
  let size = 0;
  for (;;) {
    const below = end < lines.length ? estimateTokens(`${lines[end] ?? ""}\n`) : Infinity;
    const above = start > 0 ? estimateTokens(`${lines[start - 1] ?? ""}\n`) : Infinity;
    const preferBelow = end - anchor <= anchor - start ? below !== Infinity : above === Infinity;
    const cost = preferBelow ? below : above;
    if (size + cost > tokens) break;
    size += cost;
    if (preferBelow) end += 1;
    else start -= 1;
  }
  if (end === start) return undefined;
  return { ...item, text: lines.slice(start, end).join("\n"), range: { start: first + start, end: first + end - 1 } };
}
