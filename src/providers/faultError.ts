import { AssistError, type ErrorFacts } from "../core/assist/errors.ts";
import { type FaultKind, FAULTS } from "../core/assist/faultTable.ts";

/** The error of a kind, with the code that the fault table gives it. `detail` is for the log; it holds no key. */
export function faultError(kind: FaultKind, facts: ErrorFacts, detail?: string): AssistError {
  return new AssistError(FAULTS[kind].code, facts, detail, kind);
}
