export const SEVERITIES = ["error", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A problem that a review found. */
export interface Finding {
  /** 1-based lines of the file. */
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  /** What is wrong, and the remedy; Markdown of a model. */
  readonly text: string;
}

/** How a review is asked for, so that its findings have places. */
export const REVIEW_FORMAT =
  'Answer with one line per problem, most severe first: "line N: error|warning|note: what is wrong, and the remedy". N is the number of the line in the file. Answer "none" when nothing is wrong.';

const LINE = /^\s*(?:[-*•]\s*|\d+[.)]\s*)?\**(?:lines?|L)\s*(\d+)(?:\s*[-–]\s*L?(\d+))?\**\s*[:,]?\s*(.*)$/i;
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ...["error", "critical", "high", "bug", "major"].map((word) => [word, "error"] as const),
  ...["warning", "warn", "medium", "minor"].map((word) => [word, "warning"] as const),
  ...["note", "info", "low", "nit", "suggestion"].map((word) => [word, "note"] as const),
]);
const MOST_FINDINGS = 50;

/** The findings of a review's answer, most severe first; what has no line in the file is left out. */
export function parseFindings(answer: string, lineCount: number): readonly Finding[] {
  const found: { readonly start: number; readonly end: number; readonly severity: Severity; text: string }[] = [];
  for (const line of answer.split(/\r?\n/)) {
    const match = LINE.exec(line);
    if (match) {
      const start = Number(match[1]);
      const end = Math.max(start, Number(match[2] ?? start));
      if (start >= 1 && end <= lineCount) found.push({ start, end, ...severityIn(match[3] ?? "") });
    } else if (line.trim() !== "" && /^\s/.test(line) && found.length > 0) {
      const last = found.at(-1);
      if (last) last.text += `\n${line.trim()}`;
    }
  }
  const bySeverity = (one: Finding, other: Finding): number =>
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);
  return found
    .filter(({ text }) => text.trim() !== "")
    .toSorted(bySeverity)
    .slice(0, MOST_FINDINGS);
}

function severityIn(text: string): { readonly severity: Severity; readonly text: string } {
  const match = /^[[(*]*([a-z]+)[\])*]*\s*[:,–-]\s*(.*)$/i.exec(text);
  const severity = WORDS.get(match?.[1]?.toLowerCase() ?? "");
  return severity && match?.[2] !== undefined ? { severity, text: match[2] } : { severity: "note", text };
}
