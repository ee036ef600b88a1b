import assert from "node:assert/strict";
import { cleanReply } from "../../src/core/complete/clean/clean.ts";
import { place } from "./place.ts";

/** What is shown of a reply at a place. */
export interface CleanCase {
  readonly name: string;
  /** The document, with `▮` at the cursor. */
  readonly at: string;
  readonly reply: string;
  readonly gives: string;
  readonly replaces?: number;
  readonly language?: string;
}

export const IN_FUNCTION = "function f(a) {\n  ▮\n}\n";

export function testCleaning(cases: readonly CleanCase[]): void {
  for (const { name, at, reply, gives, replaces = 0, language = "typescript" } of cases) {
    it(name, () => assert.deepEqual(cleanReply(reply, place(at, { language })), { text: gives, replaces }));
  }
}
