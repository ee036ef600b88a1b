import { stripHidden } from "../context/hidden.ts";

/** A `.prompt.md` file as it is used. */
export interface PromptFile {
  /** From its front matter; "" where there is none. */
  readonly description: string;
  /** What is asked for, with nothing hidden in it and cut to size. */
  readonly text: string;
}

/** Characters of a prompt file that are used. */
const MOST_CHARS = 16_000;
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]{0,8000}?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Reads a prompt file. Of its front matter only the description counts; model, mode and tools are the user's choice. */
export function readPromptFile(source: string): PromptFile {
  const matter = FRONT_MATTER.exec(source);
  const description = /^description:[ \t]*(.*)$/m.exec(matter?.[1] ?? "")?.[1] ?? "";
  const text = stripHidden(source.slice(matter?.[0].length ?? 0)).trim();
  return {
    description: stripHidden(description)
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2"),
    text: text.slice(0, MOST_CHARS),
  };
}

/** `/name and the rest` → name and rest; undefined for what is no command. */
export function commandIn(message: string): { readonly name: string; readonly rest: string } | undefined {
  const found = /^\s*\/([\p{L}\d][\p{L}\d_.-]{0,60})(?:\s+([\s\S]*))?$/u.exec(message);
  return found?.[1] === undefined ? undefined : { name: found[1], rest: found[2]?.trim() ?? "" };
}
