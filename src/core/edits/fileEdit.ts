import type { Hunk } from "./hunk.ts";

/** The forms in which a model may write an edit. */
export const EDIT_FORMATS = ["region", "search-replace", "apply-patch", "unified-diff", "whole-file"] as const;
export type EditFormat = (typeof EDIT_FORMATS)[number];

/** What a reply does to one file. `file` is the name as the model wrote it; "" means the one file asked about. */
export type FileEdit =
  | {
      readonly type: "change";
      readonly file: string;
      readonly hunks: readonly Hunk[];
      /** The name that the file is to have afterwards. */
      readonly moveTo?: string;
    }
  | { readonly type: "create"; readonly file: string; readonly lines: readonly string[] }
  /** All of a file, new or not. */
  | { readonly type: "write"; readonly file: string; readonly lines: readonly string[] }
  | { readonly type: "delete"; readonly file: string };

/** What is wrong with a part of a reply. */
export type ReplyFault =
  /** It ends within an edit. */
  | "unclosed"
  /** Its marks are not in order. */
  | "marks"
  /** An edit without a file, where more than one is possible. */
  | "no-file"
  /** An edit that holds nothing. */
  | "empty";

export interface ParsedReply {
  readonly format: EditFormat;
  /** The good parts, in the order of the reply. */
  readonly edits: readonly FileEdit[];
  readonly faults: readonly ReplyFault[];
}

export interface ReplyOptions {
  /** The file that an edit without a name is about; without it such an edit is a fault. */
  readonly file?: string;
  /** Names that the reply may mean; a name that is nearly one of them is that one. */
  readonly files?: readonly string[];
  /** The form that was asked for; it decides where the reply alone does not. */
  readonly asked?: EditFormat;
}

/** Puts all changes of one file together, and takes what a reply says twice once. */
export function joinChanges(edits: readonly FileEdit[]): readonly FileEdit[] {
  const joined: FileEdit[] = [];
  const seen = new Set<string>();
  for (const edit of edits) {
    const same = JSON.stringify(edit);
    if (edit.type !== "change" && seen.has(same)) continue;
    seen.add(same);
    const last = joined.findLastIndex(({ type, file }) => type === "change" && file === edit.file);
    const known = joined[last];
    if (edit.type === "change" && known?.type === "change")
      joined[last] = { ...known, ...edit, hunks: [...known.hunks, ...edit.hunks] };
    else joined.push(edit);
  }
  return joined;
}
