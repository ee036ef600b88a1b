import { AssistError, type ErrorFacts, isAssistError } from "../core/assist/errors.ts";
import { HttpFailure } from "./guardedFetch.ts";
import { mapHttpError, mapNetworkError } from "./mapError.ts";

/** What went wrong, in our words and without the key. `answered` = the response had begun. */
export function toAssistError(
  error: unknown,
  facts: ErrorFacts,
  { answered, key }: { readonly answered: boolean; readonly key: string | undefined },
): AssistError {
  const { code, facts: known, detail, fault } = mapped(error, facts, answered);
  return new AssistError(code, known, key ? detail?.replaceAll(key, "[key]") : detail, fault);
}

function mapped(error: unknown, facts: ErrorFacts, answered: boolean): AssistError {
  if (isAssistError(error)) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (isAssistError(cause)) return cause;
  if (cause instanceof HttpFailure) return mapHttpError(cause.answer, facts, Date.now());
  return mapNetworkError(error, facts, answered);
}
