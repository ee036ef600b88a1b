import type { Place } from "../../src/core/complete/place.ts";

/** A line that was taken out of a program, with what stood around it. */
export interface Hole {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle: string;
}

/**
 * The hole as an editor has it: whole lines leave an empty line behind, on which the cursor stands. Blanks at the end of
 * a line are not wanted back.
 */
export function placeOf({ prefix, suffix, middle }: Hole): { readonly place: Place; readonly wanted: string } {
  const isLine = middle.endsWith("\n") && (prefix === "" || prefix.endsWith("\n"));
  const after = isLine ? `\n${suffix}` : suffix;
  const base = { document: "file:///case.py", language: "python", offset: prefix.length, before: prefix, after };
  return { place: base, wanted: isLine ? middle.trimEnd() : middle };
}

/** What models add to an answer that they know, by kind. */
export const NOISES: Readonly<Record<string, (hole: Hole) => string>> = {
  none: ({ middle }) => middle,
  noLineBreak: ({ middle }) => middle.trimEnd(),
  suffixLine: (hole) => ending(hole) + firstLines(hole.suffix, 1),
  suffixLines: (hole) => ending(hole) + firstLines(hole.suffix, 3),
  wholeSuffix: (hole) => ending(hole) + hole.suffix,
  prefixLine: ({ prefix, middle }) => lastLines(prefix, 1) + middle,
  prefixLines: ({ prefix, middle }) => lastLines(prefix, 3) + middle,
  wholeFile: (hole) => hole.prefix + ending(hole) + hole.suffix,
  fence: (hole) => `\`\`\`python\n${ending(hole)}\`\`\``,
  openFence: (hole) => `\`\`\`\n${ending(hole)}`,
  chatterBefore: ({ middle }) => `Here is the missing code:\n\n${middle}`,
  chatterAfter: (hole) => `${ending(hole)}\nThis line completes the function.`,
  chatterAndFence: (hole) =>
    `Sure! The missing line is:\n\n\`\`\`python\n${ending(hole)}\`\`\`\n\nThis keeps the rest as it is.`,
  marks: ({ middle }) => `<|fim_middle|>${middle}<|endoftext|>`,
  fenceAndSuffix: (hole) => `\`\`\`python\n${ending(hole)}${firstLines(hole.suffix, 2)}\`\`\``,
  fenceAndPrefix: (hole) => `\`\`\`python\n${lastLines(hole.prefix, 2)}${ending(hole)}\`\`\``,
  windowsBreaks: (hole) => (ending(hole) + firstLines(hole.suffix, 2)).replaceAll("\n", "\r\n"),
};

function ending({ middle }: Hole): string {
  return middle.endsWith("\n") ? middle : `${middle}\n`;
}

function firstLines(text: string, count: number): string {
  return `${text.split("\n").slice(0, count).join("\n")}\n`;
}

function lastLines(text: string, count: number): string {
  const lines = text.split("\n");
  return lines.slice(Math.max(0, lines.length - 1 - count)).join("\n");
}
