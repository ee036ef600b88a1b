import { isOpener } from "../brackets.ts";
import { indentOf, indentUnitOf, opensBlock } from "../place.ts";
import type { Spot } from "./spot.ts";

/** The end of a line after which something has to follow. */
const UNFINISHED = /=\s*$|[^([\s]\s+$/;

/** A line that may well stand left of the one above. */
const LEAVES = /^(?:[)\]}@]|(?:else|elif|except|finally|catch|case|default|end|def|class|function|export|import)\b)/;

/** The reply without blanks at its start that the place has already; with the line break that a new block begins with. */
export function dropMargin(reply: string, { prefix, suffix, shape, place }: Spot): string {
  const text = reply.replace(/^[ \t]+\n/, "\n");
  if (prefix.trim() === "") {
    const body = text.replace(/^(?:[ \t]*\n)+/, "");
    const margin = indentOf(body);
    return margin.startsWith(prefix) ? body.slice(prefix.length) : prefix === "" ? body : body.slice(margin.length);
  }
  const atEnd = suffix.trim() === "";
  const opens = /[{:]$/.test(prefix);
  if (shape === "block" && atEnd && opens && /^(?: {2,}|\t)/.test(text) && place.after !== "") return `\n${text}`;
  if (/\s$/.test(prefix))
    return shape === "line" && UNFINISHED.test(prefix) ? text.trimStart() : text.replace(/^[ \t]+/, "");
  return shape === "line" && UNFINISHED.test(prefix) ? text.replace(/^\s*\n\s*/, " ") : text;
}

/** The lines after the first moved to the place's margin, where the model wrote as if there were none. */
export function indentRest(text: string, { prefix }: Spot): string {
  if (prefix === "" || prefix.trim() !== "") return text;
  const [first = "", ...rest] = text.split("\n");
  const next = rest.find((line) => line.trim() !== "");
  const last = first.trimEnd().slice(-1);
  if (next === undefined || indentOf(next).length > prefix.length) return text;
  const opens = isOpener(last) || last === ":";
  const unmoved = indentOf(next).length < prefix.length && next === rest[0] && !LEAVES.test(next.trim());
  if (!opens && !unmoved) return text;
  const surplus = opens ? "" : indentOf(next);
  return [first, ...rest.map((line) => moved(line, surplus, prefix))].join("\n");
}

function moved(line: string, surplus: string, margin: string): string {
  if (line.trim() === "") return line;
  return margin + (line.startsWith(surplus) ? line.slice(surplus.length) : line);
}

/** The lines after the first with the levels of the document, where the model wrote narrower or wider ones throughout. */
export function rescale(text: string, { place, prefix, indent }: Spot): string {
  const unit = indentUnitOf(place);
  const [first = "", ...rest] = text.split("\n");
  if (![prefix + first, ...rest].some(opensBlock)) return text;
  const depths = rest
    .filter((line) => line.trim() !== "")
    .map((line) => (indentOf(line).startsWith(indent) ? indentOf(line).slice(indent.length) : ""))
    .filter((depth) => depth !== "");
  const own = depths.toSorted((one, other) => one.length - other.length)[0];
  if (unit === undefined || own === undefined || own === unit || depths.length < 2) return text;
  const isEven = depths.every((depth) => depth === own.repeat(depth.length / own.length));
  // A line that is deeper by more than one level follows no rule, so that nothing can be said of the others.
  const isStepwise = depths.every((depth, at) => depth.length - (depths[at - 1] ?? "").length <= own.length);
  // One depth alone tells a level from a step of two only where it is narrower than a level.
  const isSure = depths.some((depth) => depth !== own) || (own.length < unit.length && !unit.startsWith("\t"));
  if (!isEven || !isStepwise || !isSure) return text;
  return [first, ...rest.map((line) => levelled(line, { indent, own, unit }))].join("\n");
}

function levelled(
  line: string,
  { indent, own, unit }: { readonly indent: string; readonly own: string; readonly unit: string },
): string {
  const margin = indentOf(line);
  if (!margin.startsWith(indent)) return line;
  const levels = (margin.length - indent.length) / own.length;
  return Number.isInteger(levels) ? indent + unit.repeat(levels) + line.slice(margin.length) : line;
}
