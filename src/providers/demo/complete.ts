import { KNOWN_EDITS } from "./sample/known.ts";

/** Shorter starts of a line fit too many lines. */
const LEAST_TYPED = 4;

/**
 * The rest of the line at the cursor, or the next line, where the text before it is the sample's mended code; "" where
 * the demo knows nothing or what it knows stands behind the cursor already. Never more than one line.
 */
export function completeCode(prefix: string, suffix: string): string {
  const lines = prefix.split("\n");
  const typed = lines.at(-1) ?? "";
  const above = (lines.findLast((line, index) => index < lines.length - 1 && line.trim() !== "") ?? "").trim();
  const next = KNOWN_LINES.find((line) => line.above === above && follows(line.text, typed));
  const found = next ?? (typed.trim().length < LEAST_TYPED ? undefined : onlyOne(typed));
  const rest = found?.text.slice(typed.trimStart().length) ?? "";
  const behind = suffix.split("\n").find((line) => line.trim() !== "") ?? "";
  return rest !== "" && behind.trim().startsWith(rest.trim()) ? "" : rest;
}

interface KnownLine {
  readonly above: string;
  readonly text: string;
}

/** Lines of the right answers, each with the one above it. */
const KNOWN_LINES: readonly KnownLine[] = KNOWN_EDITS.flatMap(({ full }) => {
  const lines = full.after.split("\n").map((line) => line.trim());
  return lines
    .slice(1)
    .flatMap((text, index) => (text === "" || lines[index] === "" ? [] : [{ above: lines[index] ?? "", text }]));
});

function follows(text: string, typed: string): boolean {
  const start = typed.trimStart();
  return text.length > start.length && text.startsWith(start);
}

function onlyOne(typed: string): KnownLine | undefined {
  const fits = KNOWN_LINES.filter(({ text }) => follows(text, typed));
  return new Set(fits.map(({ text }) => text)).size === 1 ? fits[0] : undefined;
}
