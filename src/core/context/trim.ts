import { AssistError } from "../assist/errors.ts";
import { type ContextItem, type ItemKind, itemId } from "./item.ts";
import { cutAtCursor, withinBudget } from "./around.ts";
import { renderItem } from "./render.ts";
import { estimateTokens } from "./tokens.ts";

export interface TrimmedItem {
  readonly item: ContextItem;
  /** Identity of the item before it was cut. */
  readonly id: string;
  /** Tokens before it was cut; absent when whole. */
  readonly cutFrom?: number;
}

/** What is given up last comes first. */
const PRIORITY: Readonly<Record<ItemKind, number>> = {
  ...{ selection: 0, before: 0, after: 1 },
  ...{ excerpt: 2, change: 2, terminal: 2, diagnostics: 2, instructions: 2, symbol: 3, file: 4, neighbour: 5 },
};
/** A smaller rest of a file or symbol tells a model nothing. */
const LEAST_TOKENS = 64;
/** What the line numbers in the heading of a cut item take at most. */
const HEADING_TOKENS = 8;

/** Estimated size of an item with its heading, fence and the gap before the next part. */
export function itemTokens(item: ContextItem): number {
  return estimateTokens(`${renderItem(item)}\n\n`);
}

/**
 * Fits items into `room` tokens: whole ones by priority, then a window of the next around the selection, the rest left
 * out. A selection is never cut: an answer about half of it would be wrong without anyone seeing it, so
 * `context-too-long` is thrown instead. Of the text around a cursor never more than its budget goes along, the part next
 * to the cursor. A symbol of a file that goes along whole is left out: nothing is paid for twice. Keeps the order of
 * `items`.
 */
export function trimItems(items: readonly ContextItem[], room: number): TrimmedItem[] {
  const selection = items.find(({ kind }) => kind === "selection");
  const fitted = new Map<ContextItem, TrimmedItem>();
  let left = room;
  for (const whole of items.toSorted((a, b) => PRIORITY[a.kind] - PRIORITY[b.kind])) {
    const item = withinBudget(whole);
    const needed = itemTokens(item);
    const id = itemId(whole);
    const cutFrom = estimateTokens(whole.text);
    if (item.kind === "selection" && needed > left) {
      throw new AssistError("context-too-long", { tokens: needed, limitTokens: Math.max(0, room) });
    }
    if (needed <= left) {
      fitted.set(whole, item === whole ? { item, id } : { item, id, cutFrom });
      left -= needed;
    } else if (left >= LEAST_TOKENS) {
      const heading = needed - estimateTokens(item.text) + HEADING_TOKENS;
      const cut = cutAtCursor(item, left - heading) ?? cutAround(item, selection, left - heading);
      if (cut) {
        fitted.set(whole, { item: cut, id, cutFrom });
        left -= itemTokens(cut);
      }
    }
  }
  const files = items.filter((item) => item.kind === "file" && fitted.get(item)?.item === item);
  const said = (symbol: ContextItem): boolean =>
    files.some(({ path, text }) => path === symbol.path && text.includes(symbol.text));
  return items.filter((item) => item.kind !== "symbol" || !said(item)).flatMap((item) => fitted.get(item) ?? []);
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
