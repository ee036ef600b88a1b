import type { AssistRequest } from "../assist/request.ts";
import type { RouteSignals } from "../router/decision.ts";

/** What the router looks at, from the request and the size of its pack. */
export function signalsOf(request: AssistRequest, promptTokens: number, answerTokens: number): RouteSignals {
  return {
    task: request.task ?? "chat",
    source: request.task ? "command" : "chat",
    pick: request.tier,
    promptTokens,
    answerTokens,
    hasImages: false,
    unavailable: {},
  };
}
