import type { PastMessage } from "../assist/message.ts";
import type { TaskKind } from "./kinds.ts";

/** Characters of one message that are looked at: its beginning and its end, where people say what they want. */
export const MOST_CHARACTERS = 16_000;

/** The question and the two before it: a follow-up says little by itself, older turns mislead. */
const TURNS = 3;
/** What an earlier turn counts against the one after it. */
const FADING = 0.4;

/** Earlier turns only lend their words to a follow-up. */
const MOST_EARLIER = 2_000;

/** Below this share of all votes nothing is known. */
const LEAST_CONFIDENCE = 0.5;

/** Words that people use for a kind of work. Votes, not a classifier: what says nothing here stays a free question. */
const WORDS: readonly (readonly [TaskKind, RegExp])[] = [
  [
    "explain",
    /\b(?:explain|what (?:does|is|are|do)|how (?:does|do)|why (?:does|is|do|are)|understand|meaning|walk me through|summari[sz]e|difference between)\b/gi,
  ],
  [
    "debug",
    /\b(?:debug|crash(?:es|ed|ing)?|stack ?trace|traceback|exception|segfault|hangs?|deadlock|race condition|memory leak|root cause|throws?|undefined is not|fails? (?:with|when|at|after)|not working|doesn'?t work|wrong result)\b/gi,
  ],
  ["fix", /\b(?:fix(?:es|ing)?|bugs?|repair|correct (?:this|the)|errors?|warning|lint)\b/gi],
  [
    "refactor",
    /\b(?:refactor(?:ing)?|clean ?up|restructure|simplif(?:y|ies)|extract (?:a|the|this)|rename|split (?:this|the|it)|deduplicate|decouple|modulari[sz]e|migrate|architecture|redesign)\b/gi,
  ],
  [
    "test",
    /\b(?:(?:write|add|generate|create|need|missing) (?:some |more |unit |integration )*tests?|unit tests?|test cases?|coverage|mock(?:s|ing)?|fixtures?)\b/gi,
  ],
  ["document", /\b(?:document(?:ation)?|docstrings?|jsdoc|readme|comments? (?:for|to|on)|changelog)\b/gi],
  [
    "review",
    /\b(?:review|code smell|feedback on|critique|security (?:hole|issue|review)|vulnerab\w+|best practices?)\b/gi,
  ],
  ["commit", /\b(?:commit message|pull request description|release notes?)\b/gi],
];

export interface Guess {
  readonly kind: TaskKind;
  /** Share of the votes, 0 to 1. */
  readonly confidence: number;
}

/**
 * The kind of work that a free question asks for, by plain word votes over the last user turns; undefined where nothing or
 * everything is said. Assistant turns and code between fences never vote: what was pasted or answered is not what is
 * asked for. Under 1 ms for 16,000 characters.
 */
export function guessKind(instruction: string, history: readonly PastMessage[]): Guess | undefined {
  const turns = [...history.filter(({ role }) => role === "user").map(({ text }) => text), instruction].slice(-TURNS);
  const votes = new Map<TaskKind, number>();
  let all = 0;
  let weight = 1;
  for (const turn of turns.toReversed()) {
    const words = spoken(turn, weight === 1 ? MOST_CHARACTERS : MOST_EARLIER);
    for (const [kind, pattern] of WORDS) {
      // A word said ten times is no ten reasons.
      const said = Math.min(2, countOf(words, pattern)) * weight;
      if (said === 0) continue;
      votes.set(kind, (votes.get(kind) ?? 0) + said);
      all += said;
    }
    weight *= FADING;
  }
  const [best] = [...votes].toSorted((a, b) => b[1] - a[1]);
  if (!best) return undefined;
  const confidence = best[1] / all;
  return confidence > LEAST_CONFIDENCE ? { kind: best[0], confidence } : undefined;
}

function countOf(text: string, pattern: RegExp): number {
  pattern.lastIndex = 0;
  let count = 0;
  while (count < 2 && pattern.test(text)) count += 1;
  return count;
}

/** What the user typed, capped, without fenced code and quoted lines. */
function spoken(text: string, most: number): string {
  const half = most / 2;
  const capped = text.length <= most ? text : `${text.slice(0, half)}\n${text.slice(-half)}`;
  return capped.replace(/^(```|~~~)[^\n]*\n[\s\S]*?(?:^\1|$(?![\s\S]))/gm, "").replace(/^(?:>|\s{4,}at ).*$/gm, "");
}
