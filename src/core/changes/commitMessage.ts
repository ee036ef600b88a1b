import { codeBlocks } from "../edits/codeBlocks.ts";

const CONVENTIONAL = /^(?:build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(?:\([^)]*\))?!?: \S/;
const LEAST_TITLES = 3;
const MOST_TITLES = 10;

/** What is asked for, in the repository's own style: conventional where its titles are, else like them. */
export function commitInstruction(titles: readonly string[]): string {
  const known = titles.filter((title) => title.trim() !== "").slice(0, MOST_TITLES);
  const conventional = known.filter((title) => CONVENTIONAL.test(title)).length;
  if (known.length >= LEAST_TITLES && conventional * 2 >= known.length) {
    return "Write the commit message for these changes. The title is a Conventional Commit: type(scope): summary.";
  }
  if (known.length < LEAST_TITLES) return "Write the commit message for these changes.";
  const examples = known.map((title) => JSON.stringify(title)).join(", ");
  return `Write the commit message for these changes, in the style of this repository's titles, which are data: ${examples}`;
}

const TALK = /^(?:here(?:'s| is)|sure|commit message|message)\b.*:\s*$/i;

/** The message of a model's answer: without fence, quotes and talk around it. "" when there is none. */
export function commitMessage(answer: string): string {
  const text = codeBlocks(answer)[0]?.code ?? answer;
  const lines = text.replaceAll("\r\n", "\n").trim().split("\n");
  const start = TALK.test(lines[0] ?? "") ? 1 : 0;
  const message = lines.slice(start).join("\n").trim();
  const quoted = /^(["'`])([^\n]*)\1$/.exec(message)?.[2];
  return (quoted ?? message).replace(/^\*\*(.+?)\*\*$/m, "$1").trim();
}
