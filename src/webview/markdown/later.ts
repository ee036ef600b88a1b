import { highlight, sliceCode } from "./highlight.ts";
import { toFragment } from "./sanitize.ts";

/** Highlights long code that is on the page, one piece per idle moment; the text is there all along. */
export function highlightLater(root: HTMLElement): void {
  for (const code of root.querySelectorAll<HTMLElement>("code[data-later]")) {
    const language = code.dataset["later"] ?? "";
    delete code.dataset["later"];
    const pieces = sliceCode(code.textContent ?? "").map((piece) => document.createTextNode(piece));
    code.replaceChildren(...pieces);
    whenIdle(() => highlightPieces(pieces, language));
  }
}

function highlightPieces(pieces: readonly Text[], language: string): void {
  const [first, ...rest] = pieces;
  if (first === undefined || first.parentNode === null) return;
  const html = highlight(first.data, language);
  if (html === undefined) return;
  first.replaceWith(toFragment(html));
  if (rest.length > 0) whenIdle(() => highlightPieces(rest, language));
}

function whenIdle(work: () => void): void {
  requestIdleCallback(work, { timeout: 500 });
}
