import type { AssistRequest } from "../assist/request.ts";
import type { RouteSignals } from "../router/decision.ts";

/**
 * What the router looks at, from the request, the size of its pack and the models that are out for now. A pick is asked
 * all the same: it is never overridden, not even by a pause.
 */
export function signalsOf(
  request: AssistRequest,
  sizes: Pick<RouteSignals, "promptTokens" | "promptSizes" | "answerTokens">,
  unavailable: RouteSignals["unavailable"],
): RouteSignals {
  return {
    task: request.task ?? "chat",
    source: request.task ? "command" : "chat",
    pick: request.tier,
    ...sizes,
    hasImages: request.dialogue?.messages.some(({ pictures = [] }) => pictures.length > 0) ?? false,
    unavailable: request.tier === "auto" ? unavailable : {},
  };
}
