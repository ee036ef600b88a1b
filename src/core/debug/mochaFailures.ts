import type { FailedTest } from "./failedTest.ts";

/** `  1) split` or, where the test lies in no group, `  1) is even:`. */
const HEAD = /^ {2}\d{1,6}\) (?<title>.{1,400})$/;
/** The names below it, each deeper than the one before; the last one ends with a colon. */
const DEEPER = /^ {7,60}(?<title>\S.{0,400})$/;
/** The test's own function, or the file of a test that did not end in time. */
const PLACE =
  /^\s{1,12}at (?:async )?Context\.<anonymous> \((?<file>[^()\n]{1,400}?):\d+:\d+\)$|\bTimeout of \d+ms exceeded\..{0,300}\((?<file2>[^()\n]{1,400})\)$/;

/** Reads Mocha's list of failures, which names a test over several lines and its file only in the trace below. */
export class MochaFailures {
  /** Names so far, while the list of them is not at its end. */
  #open: readonly string[] | undefined;
  #named: readonly string[] | undefined;

  /** The failed test whose entry ends with this line. */
  take(line: string): FailedTest | undefined {
    const head = HEAD.exec(line)?.groups?.["title"];
    const title = head ?? (this.#open && DEEPER.exec(line)?.groups?.["title"]);
    if (title !== undefined) return this.#name([...(head === undefined ? (this.#open ?? []) : []), title]);
    this.#open = undefined;
    const groups = this.#named && PLACE.exec(line)?.groups;
    const file = groups?.["file"] ?? groups?.["file2"];
    if (!this.#named || file === undefined) return undefined;
    const found = { file, titles: this.#named };
    this.#named = undefined;
    return found;
  }

  #name(titles: readonly string[]): undefined {
    const last = titles.at(-1) ?? "";
    const isWhole = last.endsWith(":");
    this.#named = isWhole ? [...titles.slice(0, -1), last.slice(0, -1)] : undefined;
    this.#open = isWhole ? undefined : titles;
  }
}
