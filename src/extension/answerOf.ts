import { assist } from "../core/assist/assist.ts";
import type { AssistDeps } from "../core/assist/deps.ts";
import { AssistError, type Failure } from "../core/assist/errors.ts";
import type { AssistRequest } from "../core/assist/request.ts";

/** The whole answer of a request on the one road, with redacted secrets put back. Throws what it fails with. */
export async function answerOf(
  request: AssistRequest,
  deps: AssistDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  let failure: Failure = { code: "empty", facts: {} };
  for await (const event of assist(request, deps, signal)) {
    if (event.type === "assist-error") ({ failure } = event);
    if (event.type === "assist-end" && event.outcome === "answered") return event.restored;
  }
  throw new AssistError(failure.code, failure.facts, failure.detail, failure.fault);
}
