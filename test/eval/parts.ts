/** A part of a task file: what follows a line `=== NAME …` up to the next one. */
export interface Part {
  /** The first word of the line. */
  readonly name: string;
  /** The rest of the line. */
  readonly label: string;
  /** With a line break at its end, unless it is empty. */
  readonly text: string;
}

const MARK = /^=== (\S+)[ \t]*(.*)$/;

/** The parts of a task file in their order. What stands before the first one is for readers of the file. */
export function partsOf(text: string): readonly Part[] {
  const parts: { readonly name: string; readonly label: string; readonly lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, name, label = ""] = MARK.exec(line) ?? [];
    if (name === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ name, label: label.trim(), lines: [] });
  }
  return parts.map(({ name, label, lines }) => {
    const whole = lines.join("\n").trimEnd();
    return { name, label, text: whole === "" ? "" : `${whole}\n` };
  });
}
