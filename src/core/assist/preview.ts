import { type Payload, payloadOf } from "../context/payload.ts";
import type { PackSummary } from "../context/pack.ts";
import type { RouteDecision } from "../router/decision.ts";
import { prepare } from "./assist.ts";
import type { PrepareDeps } from "./deps.ts";
import { type Failure, toFailure } from "./errors.ts";
import type { AssistRequest } from "./request.ts";

/** What would be sent and who would answer, by the same steps that a real request takes. */
export type Preview =
  | {
      readonly type: "ready";
      readonly pack: PackSummary;
      readonly decision: RouteDecision;
      /** What the model that is asked first would be given; absent when nobody may serve. */
      readonly payload?: Payload;
    }
  | { readonly type: "blocked"; readonly failure: Failure };

/** Never throws and sends nothing. */
export async function preview(request: AssistRequest, deps: PrepareDeps, signal: AbortSignal): Promise<Preview> {
  try {
    const { decision, pack } = await prepare(request, deps, signal);
    const first = decision.plan.order[0];
    const payload = first && payloadOf({ tier: first.tier, info: first.info }, pack);
    return { type: "ready", pack: pack.summary, decision, ...(payload ? { payload } : {}) };
  } catch (error) {
    return { type: "blocked", failure: toFailure(error) };
  }
}
