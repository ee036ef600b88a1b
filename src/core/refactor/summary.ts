import { phrase, type Phrase } from "../../util/phrase.ts";
import type { CheckName } from "../cascade/verdict.ts";
import type { DraftFile } from "./drafts.ts";
import type { LeftOutFile } from "./plan.ts";

type Tell = (phrase: Phrase) => string;

/** The text of an answer that was carried out: the files, what was left out and why. Markdown. */
export function outcomeText(
  {
    files,
    leftOut,
    checked,
    found,
    notChecked,
  }: {
    readonly files: readonly DraftFile[];
    readonly leftOut: readonly LeftOutFile[];
    readonly checked: readonly CheckName[];
    readonly found?: Phrase;
    readonly notChecked?: Phrase;
  },
  tell: Tell,
): string {
  const count =
    files.length === 1
      ? phrase("1 file waits for review. Nothing is written before you accept it.")
      : phrase("{count} files wait for review. Nothing is written before you accept it.", { count: files.length });
  const checks =
    checked.length === 0
      ? phrase("Nothing could check these changes.")
      : phrase("Checked together: {checks}.", { checks: checked.join(", ") });
  const saw = found ? [tell(phrase("The check found {findings}.", { findings: found }))] : [];
  const missing = notChecked ? [tell(phrase("Not checked: {reason}.", { reason: notChecked }))] : [];
  return [
    tell(files.length === 0 ? phrase("Nothing had to be changed.") : count),
    "",
    ...files.map((file) => `- ${code(file.path)}: ${tell(kindOf(file))}`),
    ...(files.length === 0 ? [] : ["", [tell(checks), ...saw, ...missing].join(" ")]),
    ...leftOutText(leftOut, tell),
  ].join("\n");
}

function kindOf({ before, after }: DraftFile): Phrase {
  if (before === undefined) return phrase("new");
  return after === undefined ? phrase("to be deleted") : phrase("changed");
}

/** The files that were left out, each with its reason; no lines where there are none. */
export function leftOutText(leftOut: readonly LeftOutFile[], tell: Tell): readonly string[] {
  if (leftOut.length === 0) return [];
  const lines = leftOut.map(({ file, because }) => `- ${code(file)}: ${tell(because)}`);
  return ["", tell(phrase("Left out:")), "", ...lines];
}

function code(text: string): string {
  return `\`${text}\``;
}
