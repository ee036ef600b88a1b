import { applyHunks } from "./applyHunks.ts";
import { SAFE } from "./applyOptions.ts";
import { applyChanges } from "./change.ts";
import { findText } from "./findText.ts";

/** A replacement as tools give it: any part of a text, also of a line. */
export interface TextReplacement {
  readonly search: string;
  readonly replace: string;
  /** All occurrences; else there must be one only. */
  readonly every: boolean;
}

export type TextsReplaced =
  | { readonly type: "replaced"; readonly text: string }
  | {
      readonly type: "refused";
      readonly index: number;
      readonly fault: "not-found" | "several-places" | "nothing-quoted" | "nothing-changed";
    };

/**
 * Makes replacements one after the other, each in what those before it left; all of them or none. What stands nowhere as
 * it is quoted may still be found as whole lines that are indented otherwise.
 */
export function replaceTexts(original: string, replacements: readonly TextReplacement[]): TextsReplaced {
  let text = original;
  for (const [index, replacement] of replacements.entries()) {
    const next = replaceOne(text, replacement);
    if (typeof next !== "string") return { type: "refused", index, fault: next.fault };
    text = next;
  }
  return { type: "replaced", text };
}

type Fault = Extract<TextsReplaced, { type: "refused" }>["fault"];

function replaceOne(text: string, { search, replace, every }: TextReplacement): string | { readonly fault: Fault } {
  if (search === replace) return { fault: "nothing-changed" };
  if (search === "") return text === "" ? replace : { fault: "nothing-quoted" };
  const found = findText(text, search);
  if (found?.level === "exact") {
    if (found.ranges.length > 1 && !every) return { fault: "several-places" };
    return applyChanges(
      text,
      found.ranges.map((range) => ({ ...range, text: replace })),
    );
  }
  const { changes, failed } = applyHunks(text, [{ search: linesOf(search), replace: linesOf(replace) }], SAFE);
  const [fault] = failed;
  if (!fault) return applyChanges(text, changes);
  return { fault: fault.fault === "several-places" ? "several-places" : "not-found" };
}

/** A line end behind the last line belongs to that line; nothing at all is no line. */
function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r?\n/);
}
