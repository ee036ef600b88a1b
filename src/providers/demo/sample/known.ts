import { CART, REPORT } from "./cart.ts";
import { MONEY } from "./money.ts";
import { INVENTORY, PRICING } from "./python.ts";
import { CONFIG_FILE, INDEX, RETRY } from "./retry.ts";
import type { KnownCode, KnownEdit, KnownFile, KnownQuestion } from "./rows.ts";
import { STORE } from "./store.ts";

/** Everything that the demo knows about the sample project. */
export const KNOWN_FILES: readonly KnownFile[] = [
  STORE,
  MONEY,
  CART,
  REPORT,
  RETRY,
  CONFIG_FILE,
  INDEX,
  INVENTORY,
  PRICING,
];

export const KNOWN_EDITS: readonly KnownEdit[] = KNOWN_FILES.flatMap(({ edits }) => edits);
export const KNOWN_QUESTIONS: readonly KnownQuestion[] = KNOWN_FILES.flatMap(({ questions }) => questions);

const BY_SIGNATURE: ReadonlyMap<string, KnownCode> = new Map(
  KNOWN_FILES.flatMap(({ file, symbols }) => [file, ...symbols]).map((row) => [row.signature, row]),
);

/** The explanation of code with this signature. */
export function knownCode(signature: string): KnownCode | undefined {
  return BY_SIGNATURE.get(signature);
}
