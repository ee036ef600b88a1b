import { phrase } from "../../util/phrase.ts";

/** Flows that a message starts by `/word` at its beginning, here and behind `@upshift`. */
export const FLOW_WORDS = {
  fixtest: phrase("Fix a failing test, at the cursor or in a pasted output; the fix is proven by that test"),
  trace: phrase("Explain and fix a stack trace, pasted or from the clipboard"),
  terminal: phrase("Fix the last command of the terminal"),
  exception: phrase("Explain the exception that the debugger stopped at"),
  checks: phrase("Fix the current file until its checks pass"),
  refactor: phrase("Plan a refactoring across files and open the plan"),
} as const;

export type FlowWord = keyof typeof FLOW_WORDS;
