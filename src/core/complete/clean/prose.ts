import type { Spot } from "./clean.ts";

/** Languages in which sentences and fences are the text itself. */
const PROSE = new Set(["markdown", "mdx", "plaintext", "latex", "tex", "restructuredtext", "asciidoc", "quarto"]);

const FENCE = /^[ \t]*(`{3,})[^\n`]*$/m;

/** The content of the first fenced block where the reply has one, also when its end is missing. */
export function unfence(text: string, { place }: Spot): string {
  const open = PROSE.has(place.language) ? null : FENCE.exec(text);
  if (!open) return text;
  const start = open.index + open[0].length + 1;
  const rest = text.slice(start);
  const close = rest.split("\n").findIndex((line) => line.trim() === open[1]);
  // A fence that nothing follows closes a block whose opening the model left out.
  if (rest.trim() === "") return text.slice(0, open.index);
  return close === -1 ? rest : rest.split("\n").slice(0, close).join("\n");
}

/** How chat models begin to talk. */
const TALK =
  /^\s*(?:(?:sure|certainly|of course|okay|absolutely)[,!.: ]|here(?:'s| is| are)\s|the (?:code|completed|completion|missing|following|rest|next|cursor)\s|to complete\s|this (?:code|completes|function|line|would)\s|it (?:looks|seems|appears)\s|i(?:'m| am|'ll| will| can| can't| cannot| would)\s|(?:i'm )?sorry\b|as an ai\b|(?:note|explanation|answer|output):\s|based on (?:the|your)\s)/i;

/** Where a sentence may stand in code: in a comment or a string. */
const IN_TEXT = /\/\/|\/\*|^\s*\*|#|--|<!--|["'`%;]/;

/** The reply without the mark of a diff or of a list that some models begin with. */
export function dropMark(text: string, { prefix }: Spot): string {
  return prefix.trim() === "" ? text.replace(/^(?:\u2795|\u200B|[.+-])[ \t]{2,}/u, "") : text;
}

/** Nothing, where the reply talks about the code instead of being it. */
export function dropProse(text: string, { place, prefix }: Spot): string {
  if (PROSE.has(place.language) || IN_TEXT.test(prefix)) return text;
  return TALK.test(text) ? "" : text;
}
