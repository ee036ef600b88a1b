import { phrase, type Phrase } from "../../util/phrase.ts";

/** What stands below a plan that waits: its size and its price. */
export function planReady(count: number, price: string): Phrase {
  return count === 1
    ? phrase("The plan has 1 step: {price}. Nothing has been changed yet.", { price })
    : phrase("The plan has {count} steps: {price}. Nothing has been changed yet.", { count, price });
}
