/** Lines of a file, 1-based and inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export const ITEM_KINDS = [
  "selection",
  "symbol",
  "file",
  "diagnostics",
  "before",
  "after",
  /** Lines that the user added beside what a request is about. */
  "excerpt",
  "terminal",
  /** Code of another place that a completion may be like, or may use. */
  "neighbour",
  /** A diff of a file. */
  "change",
  /** A file of the project that says how its code is written. */
  "instructions",
] as const;
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

/**
 * What chips and removals refer to: stays when the cursor moves, so that what was taken out is not back by itself. Of an
 * excerpt the lines belong to it, because a file may have several.
 */
export function itemId({ kind, path, range }: Pick<ContextItem, "kind" | "path" | "range">): string {
  return (kind === "excerpt" || kind === "neighbour") && range
    ? `${kind}:${path}:${range.start}-${range.end}`
    : `${kind}:${path}`;
}

/** What a chip of a whole file refers to: taken out, nothing of the file goes along and it is not even read. */
export function placeId(path: string): string {
  return `place:${path}`;
}

/** Items less those that the user took out; the symbol around a selection has no chip of its own and goes with it. */
export function withoutRemoved(items: readonly ContextItem[], removed: readonly string[]): ContextItem[] {
  const gone = new Set(removed);
  const hasParts = (path: string): boolean =>
    !gone.has(itemId({ kind: "selection", path })) && !gone.has(itemId({ kind: "file", path }));
  return items.filter((item) => !gone.has(itemId(item)) && (item.kind !== "symbol" || hasParts(item.path)));
}
