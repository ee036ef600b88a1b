import type { EditLine, EditLineKind } from "./editLines.ts";
import { escapeHtml } from "./escape.ts";

const SIGN_CHARS = 2;
const SIGNS: Readonly<Partial<Record<EditLineKind, string>>> = { added: "+ ", removed: "- ", same: "  ", gap: "⋯ " };

/** A line of an edit; its sign is text, so that it reads without colour. */
export function editLineHtml({ kind, text }: EditLine): string {
  const sign = SIGNS[kind];
  const before = sign === undefined ? "" : `<span class="sign">${sign}</span>`;
  return `<span class="line ${kind}">${before}${escapeHtml(text)}</span>`;
}

/** What the lines of an edit leave in the file; of any other code its text. */
export function codeIn(code: Element): string {
  const lines = [...code.querySelectorAll(".line")];
  if (lines.length === 0) return code.textContent ?? "";
  return lines
    .filter((line) => line.matches(".same, .added"))
    .map((line) => `${(line.textContent ?? "").slice(SIGN_CHARS)}\n`)
    .join("");
}
