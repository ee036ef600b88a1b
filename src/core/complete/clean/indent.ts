import { isOpener } from "../brackets.ts";
import { indentOf } from "../place.ts";
import type { Spot } from "./clean.ts";

/** The end of a line after which something has to follow. */
const UNFINISHED = /[=,+\-*/&|<>?]\s*$|[^([\s]\s+$/;

/** A line that may well stand left of the one above. */
const LEAVES = /^(?:[)\]}@]|(?:else|elif|except|finally|catch|case|default|end|def|class|function|export|import)\b)/;

/** The reply without blanks at its start that the place has already; with the line break that a new block begins with. */
export function dropMargin(text: string, { prefix, suffix, shape, place }: Spot): string {
  if (prefix.trim() === "") {
    const body = text.replace(/^(?:[ \t]*\n)+/, "");
    const margin = indentOf(body);
    return margin.startsWith(prefix) ? body.slice(prefix.length) : prefix === "" ? body : body.slice(margin.length);
  }
  const atEnd = suffix.trim() === "";
  const opens = /[{:]$/.test(prefix.trimEnd());
  if (shape === "block" && atEnd && opens && /^(?: {2,}|\t)/.test(text) && place.after !== "") return `\n${text}`;
  if (shape === "line" && UNFINISHED.test(prefix)) return text.replace(/^\s+/, "");
  return /\s$/.test(prefix) ? text.replace(/^[ \t]+/, "") : text;
}

/** The lines after the first moved to the place's margin, where the model wrote as if there were none. */
export function indentRest(text: string, { prefix }: Spot): string {
  if (prefix === "" || prefix.trim() !== "") return text;
  const [first = "", ...rest] = text.split("\n");
  const next = rest.find((line) => line.trim() !== "");
  const last = first.trimEnd().slice(-1);
  if (next === undefined || indentOf(next).length > prefix.length) return text;
  const opens = isOpener(last) || last === ":";
  const unmoved = indentOf(next) === "" && next === rest[0] && !LEAVES.test(next);
  if (!opens && !unmoved) return text;
  return [first, ...rest.map((line) => (line.trim() === "" ? line : prefix + line))].join("\n");
}
