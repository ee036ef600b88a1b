/** Lines of a file, 1-based and inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export const ITEM_KINDS = ["selection", "symbol", "file", "diagnostics", "before", "after"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Kinds that a request is about: where the ignore rules keep one of them out, nothing is sent. */
export const TARGET_KINDS: ReadonlySet<ItemKind> = new Set(["selection", "before", "after"]);

/** A piece of the workspace that may go into a prompt. Collected by the surface, trimmed and redacted by `pack()`. */
export interface ContextItem {
  readonly kind: ItemKind;
  /** Path inside the workspace with `/`, or the bare name of an unsaved or foreign file. */
  readonly path: string;
  /** VS Code's language id, or "" where unknown. */
  readonly language: string;
  /** Name of the symbol, for people; "" where there is none. */
  readonly name: string;
  readonly range?: LineRange;
  readonly text: string;
}

/** Stable identity of an item within one request: what chips and removals refer to. */
export function itemId(item: Pick<ContextItem, "kind" | "path" | "range">): string {
  return item.range ? `${item.kind}:${item.path}:${item.range.start}-${item.range.end}` : `${item.kind}:${item.path}`;
}
