import type { CostWords } from "../util/costText.ts";
import { type Phrase, say } from "../util/phrase.ts";

/** The reader's language and locale: everything that turns facts into text takes it, nothing else knows it. */
export interface Words extends CostWords {
  /** A phrase in the reader's language. */
  readonly tell: (sentence: Phrase) => string;
}

export function createWords(t: CostWords["t"], locale?: string): Words {
  return { t, ...(locale === undefined ? {} : { locale }), tell: (sentence) => say(sentence, t) };
}
