import type { AnswerKind, Bug } from "./bugs.ts";

/** The file with the bug in it. Throws where the good code is not in it exactly once. */
export function planted({ id, good, bad }: Bug, text: string): string {
  if (text.split(good).length !== 2) throw new Error(`The good code of ${id} is not there exactly once`);
  return text.replace(good, () => bad);
}

/** What a model says: the cause in a sentence, then the edit, as whole lines that are quoted. `text` holds the bug. */
export function answerTo(bug: Bug, kind: AnswerKind, text: string): string {
  const { file, bad, good, wrong, narrow = wrong, test } = bug;
  switch (kind) {
    case "right":
      return edit("The condition does not say what is meant.", file, quotedEdit(text, bad, good));
    case "wrong":
      return edit("The condition is the wrong way round.", file, quotedEdit(text, bad, wrong));
    case "narrow":
      return edit("One case is not looked at.", file, quotedEdit(text, bad, narrow));
    case "broken":
      return edit("A bracket is missing.", file, quotedEdit(text, bad, `${good} ((`));
    case "misplaced":
      return edit("The result is not returned.", file, ["  return resultOfNothing();", "  return result;"]);
    case "cheat":
      return `The test is out of date.\n\n${test.file}\n\`\`\`\n${emptyTest(bug)}\n\`\`\`\n`;
    case "prose":
      return "The cause is hard to tell from here. Step through the code with a debugger and look at each value.";
  }
}

function edit(cause: string, file: string, [from, to]: readonly [string, string]): string {
  return `${cause}\n\n${file}\n<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE\n`;
}

/** The whole lines around a piece, before and after. */
function quotedEdit(text: string, from: string, to: string): readonly [string, string] {
  const at = text.indexOf(from);
  const start = text.lastIndexOf("\n", at) + 1;
  const end = text.indexOf("\n", at + from.length);
  const lines = text.slice(start, end);
  return [lines, lines.replace(from, () => to)];
}

function emptyTest({ test }: Bug): string {
  const [title = ""] = test.titles;
  return test.file.endsWith(".py")
    ? "import unittest"
    : `import { test } from "node:test";\ntest("${title}", () => {});`;
}
