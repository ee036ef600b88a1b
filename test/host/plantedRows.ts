import { madeUpParts, spelledOut } from "../unit/core/context/secrets/makeUp.ts";
import { SERVICE_ROWS } from "../unit/core/context/secrets/serviceRows.ts";
import { TOKEN_ROWS } from "../unit/core/context/secrets/tokenRows.ts";

/* Made-up secrets of every kind that the rules know, as they stand in a file. */

const ROWS = [...TOKEN_ROWS, ...SERVICE_ROWS].filter(([, secret]) => madeUpParts(secret).length > 0);
export const KINDS = new Set(ROWS.map(([kind]) => kind));
/** Characters of secrets that may be in no request. */
const CANARIES = [...new Set(ROWS.flatMap(([, secret]) => madeUpParts(secret)))];
export const PLANTED = ROWS.map(([, secret], index) => `// row ${index}\n${spelledOut(secret)}`).join("\n");
export const FEW = ROWS.slice(0, 12)
  .map(([, secret]) => spelledOut(secret))
  .join("\n");

/** Where characters of a secret stand in what was sent, with what stands before them. */
export function canariesIn(sent: string): readonly string[] {
  return CANARIES.filter((canary) => sent.includes(canary)).map((canary) => {
    const at = sent.indexOf(canary);
    return sent.slice(Math.max(0, at - 60), at + 20);
  });
}
