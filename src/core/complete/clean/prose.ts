import type { Spot } from "./spot.ts";

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

/** Languages in which tags are the text itself, but for those of {@link PROSE}. */
const MARKUP = /^(?:html|xml|vue|svelte|astro|php|razor|handlebars|\w+react)$/;

/** Words that models were trained to put between the parts of a prompt, and before and after an answer. */
const MARK = "fim_(?:prefix|suffix|middle|pad)|repo_name|file_sep(?:arator)?|endoftext|im_(?:start|end)|eot_id|cursor";
const TAG = "completion|COMPLETION|code|CODE";
const START = `<\\|?(?:${MARK})\\|?>|\\[CODE\\]|<PRE>|<MID>`;
const END = `<\\|?(?:${MARK})\\|?>|<[|｜][^\\n<>]{1,30}[|｜]>|(?:^|\\s)\\[/CODE\\]|<(?:EOT|END|SUF|PRE|MID)>`;
const MARKS = { start: new RegExp(`^\\s*(?:${START})`), end: new RegExp(END) };
const MARKS_AND_TAGS = {
  start: new RegExp(`^\\s*(?:${START}|<(?:${TAG})>)`),
  end: new RegExp(`${END}|</(?:${TAG}|s)>`),
};

/** The reply without the marks of a prompt's or an answer's format, up to the first that stands behind some text. */
export function dropFormat(text: string, { place }: Spot): string {
  const marks = MARKUP.test(place.language) || PROSE.has(place.language) ? MARKS : MARKS_AND_TAGS;
  let rest = text;
  for (let mark = marks.start.exec(rest); mark; mark = marks.start.exec(rest)) rest = rest.slice(mark[0].length);
  const end = marks.end.exec(rest);
  // A mark that the document itself has is part of its text.
  return end && !place.before.includes(end[0].trim()) ? rest.slice(0, end.index) : rest;
}

/** How chat models begin to talk. */
const TALK =
  /^\s*(?:(?:sure|certainly|of course|okay|absolutely)[,!.: ]|here(?:'s| is| are)\s|the (?:code|completed|completion|missing|following|rest|next|cursor|(?:inserted |new )?(?:line|snippet))\s|to complete\s|this (?:code|completes|completion|function|line|snippet|would|is)\s|it (?:looks|seems|appears)\s|i(?:'m| am|'ve|'ll| have| will| can| can't| cannot| would)\s|(?:i'm )?sorry\b|as an ai\b|based on (?:the|your)\s|let me know\b)/i;

/** A heading of talk; in small letters it is a key of an object. */
const LABEL = /^\s*(?:Note|Explanation|Answer|Output|Completion|Code):(?:\s|$)/;

/** Where a sentence may stand in code: in a comment or a string. */
const IN_TEXT = /\/\/|\/\*|^\s*\*|#|--|<!--|["'`%;]/;

/** The reply without the mark of a diff or of a list, or the sign, that some models begin with. */
export function dropMark(text: string, { place, prefix }: Spot): string {
  if (prefix.trim() !== "" || PROSE.has(place.language)) return text;
  return text.replace(/^(?:\p{Emoji_Presentation}|\u200B|[.+-])[ \t]{2,}/u, "");
}

/** The reply without the lines at its start and the paragraphs at its end that talk about the code instead of being it. */
export function dropProse(text: string, { place, prefix }: Spot): string {
  if (PROSE.has(place.language) || IN_TEXT.test(prefix) || isInProse(place.before)) return text;
  const lines = text.split("\n");
  const start = lines.findIndex((line, at) => line.trim() !== "" && !isTalk(lines, at));
  if (start === -1) return "";
  const isFirst = lines.slice(0, start).every((line) => line.trim() === "");
  const code = isFirst ? lines : lines.slice(start);
  // What follows is talk only at the margin; deeper sentences belong to the code's own comments.
  const end = code.findIndex(
    (line, at) => at > 0 && /^\S/.test(line) && code[at - 1]?.trim() === "" && isTalk([line], 0),
  );
  return (end === -1 ? code : code.slice(0, end - 1)).join("\n");
}

/** The cursor stands in a comment or a text of several lines, where sentences belong. */
export function isInProse(before: string): boolean {
  const quotes = before.match(/"""|'''/g)?.length ?? 0;
  return quotes % 2 === 1 || before.lastIndexOf("/*") > before.lastIndexOf("*/");
}

/** A sentence on a line of its own; what one line says about code on the same line is talk as a whole. */
function isTalk(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  return (TALK.test(line) || LABEL.test(line)) && !/[;{}]\s*$/.test(line);
}
