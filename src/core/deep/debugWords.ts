import type { ProofRun } from "../cascade/proof.ts";
import type { LeftOutWhy } from "../debug/mapFrames.ts";
import type { FoundPlaces } from "../debug/findPlaces.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { OutputTask, TestTask } from "./debugTask.ts";

const CAUSE = "First name the cause in one sentence, then mend it.";
const MOST_LEFT = 20;

/** What a model is asked of a failed test. Names are data of the workspace, so they are quoted. */
export function askOfTest({ file, title }: TestTask, { type }: ProofRun, more: string): string {
  const name = title === "" ? "A test" : `The test ${JSON.stringify(title)}`;
  const fails = type === "timed-out" ? "does not end in time" : "fails";
  return joined([
    `${name} in ${JSON.stringify(file)} ${fails}; what it prints stands under "Terminal output".`,
    `${CAUSE} Change the code under the test, not the test: the test is run again with your edit.`,
    more,
  ]);
}

/** What a model is asked of a trace, or of a command that failed. */
export function askOfOutput({ name, command }: OutputTask, { places, error }: FoundPlaces, more: string): string {
  const code = command?.exitCode === undefined ? "" : ` with exit code ${command.exitCode}`;
  const what = command
    ? `The command ${JSON.stringify(command.line)} ended${code}; what it printed stands under "Terminal output".`
    : name === "debugger"
      ? 'The debugger stopped; the stack and the variables of its top frames stand under "Terminal output".'
      : 'A program failed; its stack trace stands under "Terminal output".';
  const about = error === "" ? "" : `The error is ${JSON.stringify(error)}.`;
  const wanted =
    places.length === 0
      ? "Explain the cause in a few sentences and give the command or the change that mends it. None of the files it names is open to you."
      : CAUSE;
  return joined([what, about, wanted, more]);
}

export function reproducedTitle({
  command,
  type,
}: {
  readonly command: string;
  readonly type?: ProofRun["type"];
}): Phrase {
  if (type === undefined) return phrase("Running {command}", { command });
  switch (type) {
    case "failed":
      return phrase("Ran {command} twice: it fails", { command });
    case "timed-out":
      return phrase("Ran {command}: it did not end in time", { command });
    case "passed":
      return phrase("Ran {command} twice: it passes", { command });
    case "flaky":
      return phrase("Ran {command} twice: it passes only sometimes", { command });
    case "none":
      return phrase("{command} could not be run", { command });
  }
}

/** `Read money.ts:21, cart.ts:8`. */
export function foundTitle({ places, frames }: FoundPlaces): Phrase {
  const named = places.map(({ path, line }) => `${path.split("/").at(-1) ?? path}:${line}`).join(", ");
  if (places.length > 0) return phrase("Read {places}", { places: named });
  return frames === 0
    ? phrase("No stack trace found")
    : frames === 1
      ? phrase("1 frame found, not in this workspace")
      : phrase("{count} frames found, none in this workspace", { count: frames });
}

const WHY: Readonly<Record<LeftOutWhy, string>> = {
  dependency: "dependency",
  runtime: "runtime",
  generated: "generated or minified",
  elsewhere: "not in this workspace",
  ambiguous: "fits several files",
  unreadable: "kept out by a privacy rule, or no longer there",
};

/** Frames that were left out, one per line with the reason; "" where all lead into the workspace. */
export function leftText({ left }: FoundPlaces, cut: number): string {
  const lines = left.map(({ frame, why }) => `${frame.file}:${frame.line} (${WHY[why]})`);
  const shown = [...new Set(lines)].slice(0, MOST_LEFT);
  const parts = shown.length === 0 ? [] : ["Left out:", ...shown];
  return [...parts, ...(cut > 0 ? [`${cut} characters of the output were left out.`] : [])].join("\n");
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== "").join(" ");
}
