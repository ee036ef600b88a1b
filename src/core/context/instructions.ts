import type { ContextItem } from "./item.ts";

/** Names of files that say how a project's code is written, first come first served within a folder. */
const NAMES = ["AGENTS.md", "CLAUDE.md"] as const;
/** Copilot's, which lies at the root alone. */
const ROOT_NAME = ".github/copilot-instructions.md";

/** Characters of one file that go along, and of all together. */
const MOST_CHARS = 8_000;
const MOST_TOTAL_CHARS = 16_000;

/**
 * Where instructions for a file may lie, nearest first; the first that is there is the one that counts. `path` is inside
 * its workspace folder, with `/`; "" stands for the folder itself.
 */
export function instructionPlaces(path: string): readonly string[] {
  const folders = path
    .split("/")
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join("/"))
    .toReversed();
  return [...folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)), ...NAMES, ROOT_NAME];
}

/** Instructions as parts of a request, cut to size with a word about it. */
export function instructionItems(
  files: readonly { readonly path: string; readonly text: string }[],
): readonly ContextItem[] {
  let left = MOST_TOTAL_CHARS;
  return files.flatMap(({ path, text }): ContextItem[] => {
    const room = Math.min(MOST_CHARS, left);
    if (text.trim() === "" || room === 0) return [];
    left -= Math.min(room, text.length);
    return [{ kind: "instructions", path, language: "markdown", name: "", text: cut(text, room) }];
  });
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf("\n", most);
  return `${text.slice(0, end > 0 ? end : most)}\n(Cut here: the file is longer than ${most} characters.)`;
}
