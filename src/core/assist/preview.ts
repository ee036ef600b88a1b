import type { PackSummary } from "../context/pack.ts";
import type { RouteDecision } from "../router/decision.ts";
import { prepare } from "./assist.ts";
import type { PrepareDeps } from "./deps.ts";
import { type Failure, toFailure } from "./errors.ts";
import type { AssistRequest } from "./request.ts";

/** What would be sent and who would answer, by the same steps that a real request takes. */
export type Preview =
  | { readonly type: "ready"; readonly pack: PackSummary; readonly decision: RouteDecision }
  | { readonly type: "blocked"; readonly failure: Failure };

/** Never throws and sends nothing. */
export async function preview(request: AssistRequest, deps: PrepareDeps, signal: AbortSignal): Promise<Preview> {
  try {
    const { decision, pack } = await prepare(request, deps, signal);
    return { type: "ready", pack: pack.summary, decision };
  } catch (error) {
    return { type: "blocked", failure: toFailure(error) };
  }
}
