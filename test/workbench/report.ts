/** A test that needs a word at the end of the run: its title and the first lines of what was wrong. */
export interface Finding {
  readonly title: string;
  readonly why: string;
  /** The title of the outermost suite; left out where something else than a test failed. */
  readonly suite?: string;
}

const MOST_LINES = 12;
const MOST_CHARS = 300;

/** What the end of a run says: a long output may be cut by those who keep it, and its last lines are what they keep. */
export function findingLines(heading: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  return ["", `${heading}:`, ...findings.flatMap(({ title, why }) => [`  ${title}`, ...brief(why)])];
}

function brief(why: string): readonly string[] {
  const lines = why.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, MOST_LINES).map((line) => `      ${line.trim().slice(0, MOST_CHARS)}`);
}

/** A failure as text, with its place where it has one. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
