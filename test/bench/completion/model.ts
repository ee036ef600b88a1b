import { seededRandom } from "../stats.ts";

const SPREAD = 0.35;
const FASTEST_MS = 120;
const WHOLE_LINE = 0.3;
const MEAN_RIGHT = 6;
const LONGEST_WRONG = 40;

/** What a request comes to: when it is answered, and with what. */
export interface Answer {
  readonly ms: number;
  readonly text: string;
}

/**
 * A fake model: log-normal times around a median, answers right to the end of the line with a chance of 0.3, else for a
 * geometric number of characters with a mean of 6, then wrong. An assumption, the same for everybody compared.
 */
export class FakeModel {
  readonly #random: () => number;
  readonly #medianMs: number;

  constructor(medianMs: number, seed: number) {
    this.#medianMs = medianMs;
    this.#random = seededRandom(seed);
  }

  /** `rest` is what the user is going to type up to the end of the line. */
  answer(rest: string): Answer {
    const ms = Math.max(FASTEST_MS, this.#medianMs * Math.exp(SPREAD * this.#gauss()));
    const isWhole = this.#random() < WHOLE_LINE;
    const drawn = Math.floor(-MEAN_RIGHT * Math.log(1 - this.#random()));
    const right = isWhole ? rest.length : Math.min(rest.length, drawn);
    const length = Math.max(right, Math.min(LONGEST_WRONG, rest.length || 20));
    return { ms, text: rest.slice(0, right) + wrongFor(rest.slice(right), length - right) };
  }

  #gauss(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random()));
    return radius * Math.cos(2 * Math.PI * this.#random());
  }
}

/** Text that parts from what is typed with its first character. */
function wrongFor(typed: string, length: number): string {
  if (length === 0) return "";
  return (typed.startsWith("w") ? "z" : "w") + "rong".repeat(length).slice(0, length - 1);
}
