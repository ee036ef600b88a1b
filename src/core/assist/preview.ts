import { type Payload, payloadOf } from "../context/payload.ts";
import type { PackSummary } from "../context/pack.ts";
import type { RouteDecision } from "../router/decision.ts";
import { prepare, type Start } from "./assist.ts";
import type { PrepareDeps } from "./deps.ts";
import { type Failure, toFailure } from "./errors.ts";
import { nextStep } from "./nextStep.ts";
import { packFitting } from "./packing.ts";
import type { AssistRequest } from "./request.ts";
import { limitsOf } from "./runOne.ts";

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
    const start = await prepare(request, deps, signal);
    const { decision, pack } = start;
    const payload = payloadFor(start, request);
    return { type: "ready", pack: pack.summary, decision, ...(payload ? { payload } : {}) };
  } catch (error) {
    return { type: "blocked", failure: toFailure(error) };
  }
}

/** The body is written only when it is looked at: previews are made while the user types. */
function payloadFor({ decision, pack: whole, seats }: Start, { stop }: AssistRequest): Payload | undefined {
  const step = nextStep(decision, []);
  if (!step) return undefined;
  const { tier, info } = step.candidate;
  const pack = packFitting(whole, info);
  const model = seats.find((seat) => seat.tier === tier && seat.info.id === info.id)?.model;
  return payloadOf({ tier, info }, pack, async () =>
    model?.bodyOf?.({ pack, ...limitsOf(step, step.candidate, decision), ...(stop ? { stop } : {}) }),
  );
}
