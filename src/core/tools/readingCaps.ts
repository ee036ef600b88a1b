import type { Reader, ReadingLimits } from "./reader.ts";

/** How much models have read for one answer, and how much they may: one for all requests of a flow. */
export class ReadingCaps {
  readonly #first: ReadingLimits;
  #limits: ReadingLimits;
  #used: ReadingLimits = { steps: 0, tokens: 0, pico: 0 };

  constructor(limits: ReadingLimits) {
    this.#first = limits;
    this.#limits = limits;
  }

  count({ steps = 0, tokens = 0, pico = 0 }: Partial<ReadingLimits>): void {
    const used = this.#used;
    this.#used = { steps: used.steps + steps, tokens: used.tokens + tokens, pico: used.pico + pico };
  }

  /** A round may hold more calls than the limit of steps leaves, also after a yes. */
  get isOutOfSteps(): boolean {
    return this.#used.steps > this.#limits.steps;
  }

  /** The user is asked before a limit is passed; each yes raises it by what it was at first. */
  async mayTake(
    cap: keyof ReadingLimits,
    more: number,
    { reader, signal }: { readonly reader: Pick<Reader, "mayGoOn">; readonly signal: AbortSignal },
  ): Promise<boolean> {
    const used = this.#used[cap];
    const wanted = used + more;
    const limit = this.#limits[cap];
    if (wanted <= limit) return true;
    if (signal.aborted || !(await reader.mayGoOn({ cap, limit, used }, signal))) return false;
    const raised = limit + this.#first[cap];
    // Calls beyond it are answered with a sentence; an attempt cannot be made smaller, so the yes holds for all of it.
    this.#limits = { ...this.#limits, [cap]: cap === "steps" ? raised : Math.max(raised, wanted) };
    return true;
  }
}
